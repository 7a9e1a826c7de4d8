import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/playground/browser.ts';
import { executable } from './browser.ts';
import type { Easel } from './easel.ts';
import { painting, startPaintShop } from './paint-shop.ts';
import { acrossTheMiddle, phone, press, send, sent, state } from './painter-page.ts';
import { words } from './trouble.ts';

/** A member paints: from the button in Discord to the page, and back to the picture in Discord. */
describe.skipIf(!executable)('painting from Discord and back', () => {
	let easel: Easel;
	let browser: Browser;

	beforeAll(async () => {
		easel = await startPaintShop({ openai: { pictures: 'drawn' } });
		browser = await launchBrowser(executable!);
	});
	afterAll(async () => {
		await browser?.close();
		await easel?.stop();
	});

	it.each([
		['a desk', {}],
		['a phone', phone],
	])('at %s, what was painted is drawn and arrives in the channel', async (_, options) => {
		const { drawn, opened } = painting(easel);
		const message = await drawn();
		easel.openai.reset();
		const { address } = await opened(message);
		const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
		const page = await context.newPage();
		const complaints: string[] = [];
		page.on('pageerror', (error) => complaints.push(String(error)));
		await page.goto(address);
		await page.locator('body[data-ready]').waitFor();

		// Nothing is painted yet, so nothing is sent.
		await press(page, 'Make the picture');
		expect(easel.openai.calls).toEqual([]);

		await acrossTheMiddle(page);
		expect(await state(page)).toMatch(/may change$/);
		await send(page, 'a red balloon');
		await sent(page);
		const arrived = () =>
			easel.discord
				.channel('studio')
				.messages('noah')
				.filter((it) => it.pictures().length > 0 && it.text().includes('> a red balloon'));
		await expect
			.poll(() => arrived().some(({ createdAt }) => createdAt > message.createdAt), { timeout: 15_000 })
			.toBe(true);
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/edits', mask: { width: 1024, height: 1024 } }]);

		// The link is used up.
		await page.goto(address);
		expect(await page.locator('body').innerText()).toContain(words('painter.closed.used.title'));
		expect(complaints).toEqual([]);
		await context.close();
	});
});
