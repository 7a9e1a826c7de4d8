import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { become, executable, lastMessage, startBrowser, type TestBrowser, typeCommand } from './browser.ts';

describe.skipIf(!executable)('an admin and a member in a browser', () => {
	let playground: Playground;
	let browser: TestBrowser;
	let page: Page;

	beforeAll(async () => {
		playground = await startPlayground({ port: 4720, logLevel: 'silent' });
		browser = await startBrowser();
		page = await browser.open(playground.url);
	});
	afterAll(async () => {
		await browser?.stop();
		await playground?.stop();
	});

	const last = () => lastMessage(page);
	const run = (command: string, option?: string) => typeCommand(page, command, option);
	const draw = (prompt: string) => run('/imagine', prompt);
	const section = (name: string) => last().locator('.section', { hasText: name });

	it('the admin changes a limit on the panel, by pressing', async () => {
		await become(page, 'Ada');
		await run('/settings show');
		await last().getByText('Settings of this server').waitFor();
		await section('Limits').getByRole('button', { name: 'Change' }).click();
		await section('Each member').getByRole('button', { name: 'Change' }).click();
		const form = page.getByRole('dialog');
		await form.getByRole('textbox').first().fill('1');
		await form.getByRole('button', { name: 'Submit' }).click();
		await last().getByText('Pictures a day, each member: no limit → 1').waitFor();
	});

	it('a member draws one picture, reads that none is left, and is stopped by the rule', async () => {
		await become(page, 'Mia');
		await draw('a lighthouse in the morning');
		await last().getByText('0 left today').waitFor();
		await draw('a lighthouse in the evening');
		await last().getByText('You may have 1 pictures a day here; 0 are left').waitFor();
		await last().getByText('Only you can see this').waitFor();
		expect(playground.openai.calls).toHaveLength(1);
		await run('/usage me');
		await last().getByText('Nothing left today.').waitFor();
	});

	it('the admin sees who changed what, and takes it back with one press', async () => {
		await become(page, 'Ada');
		await run('/settings history');
		await last().getByText('Pictures a day, each member: no limit → 1').waitFor();
		await last().getByRole('button', { name: 'Revert' }).click();
		await last().getByText('Pictures a day, each member: 1 → no limit').first().waitFor();
		await become(page, 'Mia');
		await draw('a lighthouse at night');
		await last().getByRole('button', { name: 'Again' }).waitFor();
		expect(playground.openai.calls).toHaveLength(2);
	});

	it('the usage of the server is a picture with its numbers in words, and a file to take away', async () => {
		await become(page, 'Ada');
		await run('/usage server');
		await last()
			.getByRole('img', { name: /2 pictures/ })
			.waitFor();
		await last()
			.getByRole('link', { name: /usage-.*\.csv/ })
			.waitFor();
	});

	it('the doctor says what there is to do, and what a role gets', async () => {
		await run('/settings doctor');
		await last().getByRole('button', { name: 'Check again' }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
	});

	it('a member is not even offered the settings', async () => {
		await become(page, 'Mia');
		await page.locator('.say').fill('/settings');
		await page.getByRole('option').first().waitFor({ state: 'detached' });
		expect(await page.getByRole('option', { name: /settings/ }).count()).toBe(0);
	});

	it('has met no error of its own', () => {
		expect(browser.failures).toEqual([]);
	});
});
