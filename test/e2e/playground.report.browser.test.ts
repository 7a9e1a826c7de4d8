import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../../scripts/playground/browser.ts';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { words } from './trouble.ts';

/** A member reports a picture from the menu of its message, and reads what is kept of them, as in Discord's own client. */

const executable = findBrowser();

describe.skipIf(!executable)('reports and privacy in the playground', () => {
	let playground: Playground;
	let browser: Browser;
	let page: Page;
	let inLog: Locator;
	const failures: string[] = [];

	beforeAll(async () => {
		playground = await startPlayground({ port: 4740, logLevel: 'silent' });
		browser = await launchBrowser(executable!);
		const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
		context.setDefaultTimeout(15_000);
		page = await context.newPage();
		page.on('pageerror', (error) => failures.push(String(error.stack)));
		await page.goto(playground.url);
		await page.locator('.say').waitFor();
		inLog = page.getByRole('log');
	});
	afterAll(async () => {
		await browser?.close();
		await playground?.stop();
	});

	it('offers Report image in the menu of a picture’s message, and its form passes the report on', async () => {
		const asked = await playground.discord.as('noah').slash('studio', 'imagine', { prompt: 'a lighthouse at dusk' });
		await asked.response((message) => message.pictures().length > 0);
		const message = page.locator('article.message').filter({ hasText: 'a lighthouse at dusk' });
		await message.getByRole('button', { name: 'Again' }).waitFor();
		await message.hover();
		await message.getByRole('button', { name: /^Apps for/ }).click();
		await page.getByRole('menuitem', { name: 'Report image' }).click();

		const form = page.getByRole('dialog', { name: words('report.title') });
		await form.getByLabel(words('report.why')).fill('that is my house');
		expect(await seriousProblems(page)).toEqual([]);
		await form.getByRole('button', { name: 'Submit' }).click();
		const told = page.locator('article.private').filter({ hasText: words('report.thanks') });
		await told.waitFor();
		expect(await told.innerText()).toContain(words('report.passedOn'));
	});

	it('says in words that a member’s own message is none of the bot’s pictures', async () => {
		await playground.discord.as('noah').say('studio', 'hello there');
		const message = page.locator('article.message').filter({ hasText: 'hello there' });
		await message.click({ button: 'right' });
		await page.getByRole('menuitem', { name: 'Report image' }).click();
		await inLog.getByText(words('refusal.notAResult')).waitFor();
	});

	it('asks before it deletes, and says what it did', async () => {
		await page.locator('.say').focus();
		await page.keyboard.type('/privacy delete');
		await page.getByRole('option', { name: '/privacy delete' }).waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		await page.getByRole('button', { name: words('privacy.delete.button') }).click();
		await inLog.getByText(/There was nothing to delete|lost its words/).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		expect(failures).toEqual([]);
	});
});
