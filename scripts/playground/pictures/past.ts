import type { Browser, Page } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { answer, draw, fill, look, more, portrait, result, write } from './camera.ts';

const subjects = [
	'A castle on a hill in autumn',
	'A hot air balloon over the mountains at dawn',
	'A cat on a roof above a neon city',
	'A deer in a forest, mist and moss',
	'A rocket above the desert, stars',
	'A cabin by the lake in winter',
];

/** What was drawn before: how a picture came about, and the gallery. */
export async function past(browser: Browser): Promise<void> {
	const { url, stop } = await startPlayground({ port: 4800 });
	const page = await look(browser, url);
	const root = await draw(page, 'A lighthouse on a cliff above the sea');
	const night = await edit(page, root, 'at night, with stars');
	await zoom(page, night, /Zoom out 2/);
	await edit(page, night, 'a small boat with a lantern');
	const autumn = await edit(page, root, 'in autumn, golden light');
	await zoom(page, autumn, /Zoom out 1/);
	await more(root, 'History');
	await write(await portrait(await answer(page, 'How it came about')), 'history');

	for (const subject of subjects) await draw(page, subject);
	await more(autumn, 'Star');
	await answer(page, 'Starred.');
	await page.locator('.say').fill('/gallery mine');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	await write(await portrait(await answer(page, 'Your pictures')), 'gallery');
	await stop();
	await page.close();
}

async function edit(page: Page, message: Awaited<ReturnType<typeof draw>>, words: string) {
	await message.getByRole('button', { name: 'Edit', exact: true }).click();
	await page.getByRole('dialog').waitFor();
	const before = await page.locator('article.message').count();
	await fill(page, words);
	await page.locator('article.message').nth(before).waitFor();
	return result(page);
}

async function zoom(page: Page, message: Awaited<ReturnType<typeof draw>>, button: RegExp) {
	await more(message, 'Zoom out or reshape');
	const canvas = await answer(page, 'More around the picture');
	const before = await page.locator('article.message').count();
	await canvas.getByRole('button', { name: button }).click();
	await page.locator('article.message').nth(before).waitFor();
	return result(page);
}
