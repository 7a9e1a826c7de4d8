import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { become, executable, lastMessage, startBrowser, type TestBrowser, typeCommand } from './browser.ts';

describe.skipIf(!executable)('a member and a moderator in a browser', () => {
	let playground: Playground;
	let browser: TestBrowser;
	let page: Page;

	beforeAll(async () => {
		playground = await startPlayground({ port: 4740, logLevel: 'silent' });
		browser = await startBrowser();
		page = await browser.open(playground.url);
	});
	afterAll(async () => {
		await browser?.stop();
		await playground?.stop();
	});

	const last = () => lastMessage(page);
	const draw = (prompt: string) => typeCommand(page, '/imagine', prompt);

	async function goTo(channel: string): Promise<void> {
		await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: channel }).click();
		await page
			.getByRole('heading', { name: `#${channel}`, exact: false })
			.first()
			.waitFor();
	}

	it('an admin says where moderators decide', async () => {
		const ada = playground.discord.as('ada');
		const options = { review_channel: 'mod-review' };
		const answer = await (await ada.slash('studio', 'settings', options, { subcommand: 'moderation' })).response();
		expect(answer.text()).toContain('<#934190266370285571>');
	});

	it('what a filter doubts is held, and its member reads what happens next', async () => {
		await become(page, 'Mia');
		await draw('a knight after a bloodbath');
		await last().getByText('Only you can see this').waitFor();
		await last()
			.getByText(/moderator/)
			.first()
			.waitFor();
		expect(playground.openai.calls).toHaveLength(0);
	});

	it('the moderator sees why, and approves it with other words', async () => {
		await become(page, 'Max');
		await goTo('mod-review');
		await last().getByText('a knight after a bloodbath').first().waitFor();
		await last()
			.getByText(/violence/)
			.first()
			.waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await last().getByRole('button', { name: 'Approve with changes' }).click();
		const form = page.getByRole('dialog');
		await form.getByRole('textbox').first().fill('a knight after a long journey');
		await form.getByRole('button', { name: 'Submit' }).click();
		await last()
			.getByText(/Approved/)
			.first()
			.waitFor();
		await last().getByRole('button', { name: 'Undo' }).waitFor();
	});

	it('the picture appears, and its member is named', async () => {
		await become(page, 'Mia');
		await goTo('studio');
		const image = last().locator('.picture img').first();
		await image.waitFor();
		await last().getByText('@Mia').first().waitFor();
		await last().getByText('a knight after a long journey').first().waitFor();
		expect(playground.openai.calls.map(({ prompt }) => prompt)).toEqual(['a knight after a long journey']);
	});

	it('has met no error of its own', () => {
		expect(browser.failures).toEqual([]);
	});
});
