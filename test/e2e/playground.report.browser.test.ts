import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { executable, startBrowser, type TestBrowser } from './browser.ts';
import { words } from './trouble.ts';

/** A member reports a picture from the menu of its message, and reads what is kept of them, as in Discord's own client. */

describe.skipIf(!executable)('reports and privacy in the playground', () => {
	let playground: Playground;
	let browser: TestBrowser;
	let page: Page;
	let inLog: Locator;

	beforeAll(async () => {
		playground = await startPlayground({ port: 4760, logLevel: 'silent' });
		browser = await startBrowser();
		page = await browser.open(playground.url);
		inLog = page.getByRole('log');
	});
	afterAll(async () => {
		await browser?.stop();
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
		expect(browser.failures).toEqual([]);
	});
});
