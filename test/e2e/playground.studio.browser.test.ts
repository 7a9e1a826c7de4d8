import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { executable, startBrowser, type TestBrowser, typeCommand } from './browser.ts';

/** What members do with their pictures, by hand: the whole bot behind the page. */

describe.skipIf(!executable)('the studio in the playground', () => {
	let playground: Playground;
	let browser: TestBrowser;
	let page: Page;
	let lighthouse: Locator;

	beforeAll(async () => {
		playground = await startPlayground({ port: 4770, settings: { 'look.previews': 2 } });
		browser = await startBrowser();
		page = await browser.open(playground.url);
	});
	afterAll(async () => {
		await browser?.stop();
		await playground?.stop();
	});

	/** The newest message that says so, whatever comes after it. */
	const saying = async (text: string | RegExp) => {
		const found = page.locator('article.message').filter({ hasText: text }).last();
		await found.waitFor();
		return page.locator(`#${await found.getAttribute('id')}`);
	};
	const press = (message: Locator, name: string | RegExp) => message.getByRole('button', { name }).click();
	const more = async (message: Locator, entry: string) => {
		await message.getByRole('combobox', { name: /More/ }).click();
		await page.getByRole('option', { name: entry }).click();
	};
	/** It has its buttons. */
	const finished = (message: Locator) => message.getByRole('button', { name: 'Again', exact: true }).waitFor();

	it('shows a picture while it is made', async () => {
		// What is held is the end of the stream: both previews were sent.
		playground.openai.faults.next.push({ kind: 'held' });
		await typeCommand(page, '/imagine', 'a lighthouse above the sea');
		lighthouse = await saying('a lighthouse above the sea');
		await lighthouse.getByText('Drawing…').waitFor();
		await lighthouse.locator('.picture img.loaded').waitFor();
		expect(await lighthouse.getByRole('button', { name: 'Again', exact: true }).count()).toBe(0);
		playground.openai.release();
		await finished(lighthouse);
	});

	it('changes a part that is chosen on the picture', async () => {
		await more(lighthouse, 'Change a part');
		const panel = await saying('What may change?');
		await press(panel, '↗');
		await panel.getByRole('button', { name: '↗' }).and(page.locator('.primary')).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await press(panel, /^Say what to change/);
		const form = page.getByRole('dialog');
		await form.getByRole('textbox').fill('a hot air balloon');
		await form.getByRole('button', { name: 'Submit' }).click();
		await form.waitFor({ state: 'detached' });
		await finished(await saying('a hot air balloon'));
		expect(playground.openai.calls.at(-1)).toMatchObject({ path: '/v1/images/edits', mask: {} });
	});

	it('opens the painter, and what was painted there arrives in the channel', async () => {
		await press(await saying('What may change?'), 'Paint it instead');
		const link = (await saying('Paint what may change')).getByRole('link', { name: 'Open the painter' });
		const [painter] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
		await painter.locator('body[data-ready]').waitFor();
		const stage = (await painter.getByRole('application').boundingBox())!;
		await painter.mouse.move(stage.x + stage.width * 0.4, stage.y + stage.height * 0.3);
		await painter.mouse.down();
		await painter.mouse.move(stage.x + stage.width * 0.6, stage.y + stage.height * 0.3, { steps: 4 });
		await painter.mouse.up();
		await painter.getByRole('textbox').fill('a red kite in the wind');
		await painter.getByRole('button', { name: 'Make the picture' }).click();
		await painter.getByRole('heading', { name: 'Sent. Look in Discord.' }).waitFor();
		await painter.close();
		await finished(await saying('a red kite in the wind'));
	});

	it('compares a picture with what it was made from, and shows all of them in the gallery', async () => {
		await more(await saying('a red kite in the wind'), 'Compare');
		const compared = await saying('Before and after');
		await compared.locator('.picture img.loaded').waitFor();
		await more(lighthouse, 'History');
		await (await saying('How it came about')).locator('.picture img.loaded').waitFor();
		await page.locator('.say').fill('/gallery mine');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		const gallery = await saying('Your pictures');
		await gallery.getByRole('combobox', { name: 'Open a picture' }).click();
		expect(await page.getByRole('option').count()).toBe(3);
		expect(await seriousProblems(page)).toEqual([]);
		await page.keyboard.press('Escape');
	});

	it('asks about a batch, counts it and opens its thread', async () => {
		await typeCommand(page, '/imagine', '{red, blue} fox');
		const asked = await saying('2 prompts');
		playground.openai.faults.next.push({ kind: 'held' }, { kind: 'held' });
		await press(asked, /^Draw 2/);
		const progress = await saying('0 of 2');
		await progress.getByRole('button', { name: 'Stop' }).waitFor();
		playground.openai.release();
		await progress.getByText('1 of 2').waitFor();
		playground.openai.release();
		await progress.getByText('2 of 2').waitFor();
		await press(progress, /^See thread/);
		await page.getByRole('heading', { level: 1, name: 'red fox' }).waitFor();
		await finished(await saying('blue fox'));
	});

	it('has met no error of its own', () => {
		expect(browser.failures).toEqual([]);
	});
});
