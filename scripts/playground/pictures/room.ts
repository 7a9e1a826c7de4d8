import type { Browser } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { look, type Scheme, write } from './camera.ts';

/** The whole page, in the middle of a conversation. */
export async function playground(browser: Browser): Promise<void> {
	const { discord, url, stop } = await startPlayground({ port: 4800 });
	await discord
		.as('noah')
		.say('studio', 'We need a cover for the autumn issue. A lighthouse, maybe? **Wide**, please.');
	const asked = await discord.as('mia').slash('studio', 'imagine', {
		prompt: 'A lighthouse on a cliff above the sea at sunset, a small boat on its way home',
		shape: 'wide',
		count: 4,
	});
	await asked.response((message) => message.pictures().length > 0 && message.buttons().length > 0, 30_000);
	await discord.as('noah').say('studio', 'The second one! Could it be night there?');
	await shoot(browser, url, 'dark', 'playground');
	await shoot(browser, url, 'light', 'playground-light');
	await stop();
}

async function shoot(browser: Browser, url: string, scheme: Scheme, name: string): Promise<void> {
	const page = await look(browser, url, { scheme, width: 1280, height: 960 });
	await page.locator('.picture img.loaded').nth(3).waitFor();
	await page.locator('.say').fill('/imagine');
	await page.keyboard.press('Enter');
	await page.keyboard.type('A fox in a snowy forest, morning light');
	await page.getByRole('button', { name: 'shape' }).click();
	await page.getByRole('option').first().waitFor();
	await page.mouse.move(0, 0);
	await page.evaluate('document.fonts.ready');
	await write(await page.screenshot({ animations: 'disabled' }), name, 1600);
	await page.close();
}
