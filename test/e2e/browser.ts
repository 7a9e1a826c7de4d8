import type { Page } from 'playwright-core';
import { findBrowser, howToGetOne, launchBrowser } from '../../scripts/playground/browser.ts';

/** The browser that the playground's tests look through. Where none is they are skipped out loud, and never in CI. */
export const executable = findBrowser();
if (!executable && process.env.CI === 'true') throw new Error(`There is no browser. ${howToGetOne}`);
if (!executable) console.warn(`\nSKIPPED: the playground's browser tests need a browser. ${howToGetOne}\n`);

export interface TabOptions {
	width?: number;
	height?: number;
	/** The id of the user who looks; the first of the world unless named. */
	viewer?: string;
}

export interface TestBrowser {
	/** Errors of the page's own code, in any tab. */
	readonly failures: string[];
	/** A tab with a session of its own, once the page can be written on. */
	open(url: string, options?: TabOptions): Promise<Page>;
	stop(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
	const browser = await launchBrowser(executable!);
	const failures: string[] = [];
	return {
		failures,
		async open(url, { width = 1280, height = 900, viewer } = {}) {
			const context = await browser.newContext({
				viewport: { width, height },
				colorScheme: 'dark',
				reducedMotion: 'reduce',
			});
			context.setDefaultTimeout(15_000);
			if (viewer) await context.addInitScript(`sessionStorage.setItem('viewer', '${viewer}')`);
			const tab = await context.newPage();
			tab.on('pageerror', (error) => failures.push(String(error.stack)));
			await tab.goto(url);
			await tab.locator('.say').waitFor();
			return tab;
		},
		stop: () => browser.close(),
	};
}

export const lastMessage = (page: Page) => page.locator('article.message').last();

/** Looks at the page as another member of the server. */
export async function become(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: /Switch member/ }).click();
	await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
	await page.getByRole('button', { name: new RegExp(`You are ${name}`) }).waitFor();
}

/** Types a command and, where it has one, its first option. */
export async function typeCommand(page: Page, command: string, option = ''): Promise<void> {
	await page.locator('.say').fill(command);
	await page.keyboard.press('Enter');
	if (option) await page.keyboard.type(option);
	await page.getByRole('button', { name: `Send ${command}` }).click();
}
