import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { typeCommand } from '../../../test/e2e/browser.ts';

export type Scheme = 'dark' | 'light';

export interface View {
	scheme?: Scheme;
	width?: number;
	height?: number;
	/** By their first name; Mia unless told. */
	member?: string;
}

/** A tab on the playground, as tall as the messages that are taken of it need. */
export async function look(
	browser: Browser,
	url: string,
	{ scheme = 'dark', width = 1000, height = 1800, member }: View = {},
): Promise<Page> {
	const page = await browser.newPage({
		viewport: { width, height },
		colorScheme: scheme,
		deviceScaleFactor: 1.5,
		reducedMotion: 'reduce',
	});
	await page.goto(url);
	await page.locator('.say').waitFor();
	if (!member) return page;
	await page.getByRole('button', { name: /Switch member/ }).click();
	await page.getByRole('menuitemradio', { name: member }).click();
	return page;
}

/** Where the answer of a command, a press or a choice stands, once it says so. */
export async function answer(page: Page, saying: string | RegExp): Promise<Locator> {
	const found = page.locator('article.message').filter({ hasText: saying }).last();
	await found.locator('.container').first().waitFor();
	return page.locator(`#${await found.getAttribute('id')}`);
}

/** The newest message once it is a result: it has pictures and buttons under them. */
export async function result(page: Page): Promise<Locator> {
	const last = page.locator('article.message').last();
	await last.getByRole('button', { name: 'Again', exact: true }).waitFor();
	return page.locator(`#${await last.getAttribute('id')}`);
}

/** Draws it and resolves with the message. */
export async function draw(page: Page, prompt: string): Promise<Locator> {
	const before = await page.locator('article.message').count();
	await typeCommand(page, '/imagine', prompt);
	await page.locator('article.message').nth(before).waitFor();
	return result(page);
}

/** Chooses what stands under More. */
export async function more(message: Locator, entry: string): Promise<void> {
	await message.getByRole('combobox', { name: /More/ }).click();
	await message.page().getByRole('option', { name: entry }).click();
}

export async function fill(page: Page, ...words: string[]): Promise<void> {
	const form = page.getByRole('dialog');
	for (const [index, text] of words.entries()) await form.getByRole('textbox').nth(index).fill(text);
	await form.getByRole('button', { name: 'Submit' }).click();
	await form.waitFor({ state: 'detached' });
}

/** A message without the empty room beside it, as PNG. Its pictures are there. */
export async function portrait(message: Locator): Promise<Buffer> {
	const page = message.page();
	await page.waitForFunction('[...document.images].every((image) => image.complete)');
	await page.evaluate('document.fonts.ready');
	await page.mouse.move(0, 0);
	await message.scrollIntoViewIfNeeded();
	const whole = await boxOf(message);
	const inner = await boxOf(message.locator('.container').last());
	const clip = { ...whole, width: Math.min(whole.width, inner.x + inner.width + 14 - whole.x) };
	return page.screenshot({ clip, animations: 'disabled' });
}

async function boxOf(element: Locator) {
	const box = await element.boundingBox();
	if (!box) throw new Error('It is not to be seen');
	return box;
}

/** Into docs/, as a small PNG; `widest` in pixels. */
export async function write(picture: Buffer, name: string, widest = 1000): Promise<void> {
	const path = join('docs', `${name}.png`);
	await sharp(picture)
		.resize({ width: widest, withoutEnlargement: true })
		.png({ compressionLevel: 9, effort: 10, palette: true, quality: 90, dither: 0.7 })
		.toFile(path);
	console.log(`wrote ${path}`);
}

/** Pictures beside each other, or below, on the page's own ground. */
export async function together(pictures: readonly Buffer[], direction: 'row' | 'column', gap = 24): Promise<Buffer> {
	const sizes = await Promise.all(pictures.map((one) => sharp(one).metadata()));
	const isRow = direction === 'row';
	const along = (n: number) => (isRow ? sizes[n]!.width : sizes[n]!.height);
	const across = Math.max(...sizes.map(({ width, height }) => (isRow ? height : width)));
	const places = pictures.map((_, n) => sizes.slice(0, n).reduce((sum, _, i) => sum + along(i) + gap, 0));
	const length = places.at(-1)! + along(pictures.length - 1);
	const [width, height] = isRow ? [length, across] : [across, length];
	const put = pictures.map((input, n) => ({ input, left: isRow ? places[n]! : 0, top: isRow ? 0 : places[n]! }));
	return sharp({ create: { width, height, channels: 3, background: ground } })
		.composite(put)
		.png()
		.toBuffer();
}

/** The dark page's. */
export const ground = '#202126';
