import type { Browser } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { answer, look, portrait, together, write } from './camera.ts';

/** A list of prompts: asked about, half drawn, and in its thread. */
export async function batch(browser: Browser): Promise<void> {
	const { discord, openai, url, stop } = await startPlayground({ port: 4800 });
	const page = await look(browser, url);
	const prompt = '{red, blue, white} fox in {snow, fog}';
	await discord.as('mia').slash('studio', 'imagine', { prompt, shape: 'wide' });
	const asked = await answer(page, '6 pictures');
	const question = await portrait(asked);
	openai.faults.always = { kind: 'held' };
	await asked.getByRole('button', { name: /^Draw/ }).click();
	const progress = await answer(page, '0 of 6');
	for (const done of [1, 2, 3, 4]) {
		openai.release();
		await progress.getByText(`${done} of 6`).waitFor();
	}
	const counting = await portrait(progress);
	await progress.getByRole('button', { name: /^See thread/ }).click();
	await page.getByRole('heading', { level: 1, name: 'red fox in snow' }).waitFor();
	const results = page.locator('article.message').filter({ has: page.getByRole('button', { name: 'Again' }) });
	await results.nth(3).waitFor();
	const sides = [await together([question, counting], 'column', 0), await portrait(results.first())];
	await write(await together(sides, 'row'), 'batch');
	openai.faults.always = undefined;
	openai.release();
	openai.release();
	await stop();
	await page.close();
}
