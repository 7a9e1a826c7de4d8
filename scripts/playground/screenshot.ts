import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import type { DiscordTwin } from '../../test/twins/discord/index.ts';
import { findBrowser, howToGetOne, launchBrowser } from './browser.ts';
import { startPlayground } from './start.ts';

/** The README's pictures: `docs/playground.png` (dark) and `docs/playground-light.png`. */

const executable = findBrowser();
if (!executable) throw new Error(`There is no browser. ${howToGetOne}`);

const playground = await startPlayground({ port: 4800 });
const browser = await launchBrowser(executable);
try {
	await fillChannel(playground.discord);
	await mkdir('docs', { recursive: true });
	await shoot(browser, playground.url, 'dark', join('docs', 'playground.png'));
	await shoot(browser, playground.url, 'light', join('docs', 'playground-light.png'));
} finally {
	await browser.close();
	await playground.stop();
}

/** A conversation worth looking at. */
async function fillChannel(discord: DiscordTwin): Promise<void> {
	const drawn = {
		timeout: 30_000,
		test: (message: { pictures(): unknown[]; buttons(): unknown[] }) =>
			message.pictures().length > 0 && message.buttons().length > 0,
	};
	await discord
		.as('noah')
		.say('studio', 'We need a cover for the autumn issue. A lighthouse, maybe? **Wide**, please.');
	const asked = await discord.as('mia').slash('studio', 'imagine', {
		prompt: 'A lighthouse on a cliff above the sea at sunset, a small boat on its way home',
		shape: 'wide',
		count: 4,
	});
	await asked.response(drawn.test, drawn.timeout);
	await discord.as('noah').say('studio', 'The second one! Could it be night there?');
}

async function shoot(browser: Browser, url: string, colorScheme: 'dark' | 'light', path: string): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme, deviceScaleFactor: 1.5 });
	await page.goto(url);
	await page.locator('.picture img.loaded').nth(3).waitFor();
	await page.locator('.say').fill('/imagine');
	await page.keyboard.press('Enter');
	await page.keyboard.type('A fox in a snowy forest, morning light');
	await page.getByRole('button', { name: 'shape' }).click();
	await page.getByRole('option').first().waitFor();
	await page.mouse.move(0, 0);
	const picture = await page.screenshot({ animations: 'disabled' });
	await sharp(picture).png({ compressionLevel: 9, effort: 10, palette: true, quality: 92, dither: 0.8 }).toFile(path);
	console.log(`wrote ${path}`);
	await page.close();
}
