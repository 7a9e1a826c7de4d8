import type { Browser } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { look, portrait, together, write } from './camera.ts';

/** A Korean member in a server of Koreans: the answer, and the commands they are offered. */
export async function languages(browser: Browser): Promise<void> {
	const { discord, url, stop } = await startPlayground({ port: 4800 });
	await discord.as('mia').speak('ko');
	const page = await look(browser, url, { width: 860 });
	await page.getByRole('navigation', { name: 'Servers' }).getByRole('button', { name: 'Elsewhere' }).click();
	await page.getByRole('heading', { level: 1, name: 'elsewhere' }).waitFor();
	const prompt = '해질녘 바다 위의 등대와 작은 배';
	const asked = await discord.as('mia').slash('elsewhere', 'imagine', { prompt, shape: 'landscape' });
	await asked.response((message) => message.pictures().length > 0 && message.buttons().length > 0, 30_000);
	const shown = page.locator('article.message').last();
	await shown.locator('.picture img.loaded').waitFor();
	const drawn = await portrait(shown);
	await page.locator('.say').fill('/');
	await page.getByRole('option').nth(4).waitFor();
	const offered = await page.locator('.composer').boundingBox();
	const list = await page.getByRole('listbox').boundingBox();
	if (!offered || !list) throw new Error('No command is offered');
	const clip = { ...offered, y: list.y - 8, height: offered.y + offered.height - list.y + 8 };
	await write(await together([drawn, await page.screenshot({ clip, animations: 'disabled' })], 'row'), 'languages');
	await stop();
	await page.close();
}
