import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import sharp from 'sharp';
import { typeCommand } from '../../../test/e2e/browser.ts';
import { startPlayground } from '../start.ts';
import { ground, look, portrait } from './camera.ts';

/** For how long each is seen, in milliseconds: waiting, three previews, the result. */
const delay = [900, 1100, 1100, 1100, 3200];

/** A message from the moment it was asked for to its picture, as an animation. */
export async function previews(browser: Browser): Promise<void> {
	const { url, stop } = await startPlayground({
		port: 4800,
		latencyMs: 6000,
		previewEveryMs: 1500,
		settings: { 'look.previews': 3 },
	});
	const page = await look(browser, url);
	await typeCommand(page, '/imagine', 'A lighthouse on a cliff above the sea at sunset');
	const message = page.locator('article.message').last();
	await message.getByText('Drawing…').waitFor();
	const frames = [await portrait(message)];
	for (let n = 0; n < 4; n++) {
		await nextPicture(message);
		frames.push(await portrait(message));
	}
	await stop();
	await page.close();
	await animate(frames, join('docs', 'previews.webp'));
}

/** Until another picture than the last one is there, whole. */
async function nextPicture(message: Locator): Promise<void> {
	const next = message.locator('.picture img.loaded:not(.before):not([data-taken])');
	await next.waitFor({ timeout: 30_000 });
	await message.locator('.picture img.before').waitFor({ state: 'detached' });
	await next.evaluate((image: { dataset: Record<string, string> }) => {
		image.dataset.taken = '';
	});
}

async function animate(frames: readonly Buffer[], path: string): Promise<void> {
	const sizes = await Promise.all(frames.map((frame) => sharp(frame).metadata()));
	const width = Math.max(...sizes.map((size) => size.width));
	const height = Math.max(...sizes.map((size) => size.height));
	const even = await Promise.all(
		frames.map((input) =>
			sharp({ create: { width, height, channels: 3, background: ground } })
				.composite([{ input, left: 0, top: 0 }])
				.png()
				.toBuffer(),
		),
	);
	await sharp(even, { join: { animated: true } })
		.webp({ quality: 82, effort: 6, delay, loop: 0 })
		.toFile(path);
	console.log(`wrote ${path}`);
}
