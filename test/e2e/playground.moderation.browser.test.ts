import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, howToGetOne, launchBrowser } from '../../scripts/playground/browser.ts';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';

const executable = findBrowser();
if (!executable && process.env.CI === 'true') throw new Error(`There is no browser. ${howToGetOne}`);
if (!executable) console.warn(`\nSKIPPED: the moderators' browser tests need a browser. ${howToGetOne}\n`);

describe.skipIf(!executable)('a member and a moderator in a browser', () => {
	let playground: Playground;
	let browser: Browser;
	let page: Page;
	const failures: string[] = [];

	beforeAll(async () => {
		playground = await startPlayground({ port: 4740, logLevel: 'silent' });
		browser = await launchBrowser(executable!);
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
		context.setDefaultTimeout(15_000);
		page = await context.newPage();
		page.on('pageerror', (error) => failures.push(String(error.stack)));
		await page.goto(playground.url);
		await page.locator('.say').waitFor();
	});
	afterAll(async () => {
		await browser?.close();
		await playground?.stop();
	});

	const last = (): Locator => page.locator('article.message').last();

	async function become(name: string): Promise<void> {
		await page.getByRole('button', { name: /Switch member/ }).click();
		await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
		await page.getByRole('button', { name: new RegExp(`You are ${name}`) }).waitFor();
	}
	async function goTo(channel: string): Promise<void> {
		await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: channel }).click();
		await page
			.getByRole('heading', { name: `#${channel}`, exact: false })
			.first()
			.waitFor();
	}
	async function draw(prompt: string): Promise<void> {
		await page.locator('.say').fill('/imagine');
		await page.keyboard.press('Enter');
		await page.keyboard.type(prompt);
		await page.getByRole('button', { name: 'Send /imagine' }).click();
	}

	it('an admin says where moderators decide', async () => {
		const ada = playground.discord.as('ada');
		const options = { review_channel: 'mod-review' };
		const answer = await (await ada.slash('studio', 'settings', options, { subcommand: 'moderation' })).response();
		expect(answer.text()).toContain('<#934190266370285571>');
	});

	it('what a filter doubts is held, and its member reads what happens next', async () => {
		await become('Mia');
		await draw('a knight after a bloodbath');
		await last().getByText('Only you can see this').waitFor();
		await last()
			.getByText(/moderator/)
			.first()
			.waitFor();
		expect(playground.openai.calls).toHaveLength(0);
	});

	it('the moderator sees why, and approves it with other words', async () => {
		await become('Max');
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
		await become('Mia');
		await goTo('studio');
		const image = last().locator('.picture img').first();
		await image.waitFor();
		await last().getByText('@Mia').first().waitFor();
		await last().getByText('a knight after a long journey').first().waitFor();
		expect(playground.openai.calls.map(({ prompt }) => prompt)).toEqual(['a knight after a long journey']);
	});

	it('has met no error of its own', () => {
		expect(failures).toEqual([]);
	});
});
