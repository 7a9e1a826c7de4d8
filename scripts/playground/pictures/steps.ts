import type { Browser } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { answer, draw, look, more, portrait, result, type Scheme, write } from './camera.ts';

/** Going on from a picture: the panel of its regions, the painter, and more around it. */
export async function steps(browser: Browser): Promise<void> {
	const { url, stop } = await startPlayground({ port: 4800 });
	const page = await look(browser, url);
	const lighthouse = await draw(page, 'A lighthouse on a cliff above the sea at sunset');
	await more(lighthouse, 'Change a part');
	const panel = await answer(page, 'What may change?');
	await panel.getByRole('button', { name: '•' }).click();
	for (const cell of ['↑', '↗', '→']) {
		await panel.getByRole('button', { name: cell }).click();
		await panel.getByRole('button', { name: cell }).and(page.locator('.primary')).waitFor();
	}
	await write(await portrait(panel), 'region');

	for (const scheme of ['dark', 'light'] as const) {
		await panel.getByRole('button', { name: 'Paint it instead' }).click();
		const link = (await answer(page, 'Open the painter')).getByRole('link', { name: 'Open the painter' });
		await paint(browser, (await link.getAttribute('href'))!, scheme);
	}

	await more(lighthouse, 'Zoom out or reshape');
	const canvas = await answer(page, 'More around the picture');
	await canvas.getByRole('button', { name: /Zoom out 1/ }).click();
	await page.locator('article.message').filter({ hasText: 'Zoomed out 1.5×' }).waitFor();
	await more(await result(page), 'Compare');
	await write(await portrait(await answer(page, 'Before and after')), 'zoom');
	await stop();
	await page.close();
}

/** To and fro over the sky, as one paints an area; shares of the stage. */
const balloon = [
	[0.69, 0.12],
	[0.72, 0.15],
	[0.57, 0.15],
	[0.56, 0.19],
	[0.74, 0.19],
	[0.74, 0.23],
	[0.56, 0.23],
	[0.58, 0.27],
	[0.72, 0.27],
	[0.69, 0.3],
	[0.61, 0.3],
	[0.65, 0.33],
] as const;

/** The page behind the link, with a stroke over the sky; nothing is sent. */
async function paint(browser: Browser, address: string, scheme: Scheme): Promise<void> {
	const page = await browser.newPage({
		viewport: { width: 1000, height: 720 },
		colorScheme: scheme,
		reducedMotion: 'reduce',
	});
	await page.goto(address);
	await page.locator('body[data-ready]').waitFor();
	const stage = (await page.getByRole('application').boundingBox())!;
	const at = (x: number, y: number): [number, number] => [stage.x + stage.width * x, stage.y + stage.height * y];
	await page.mouse.move(...at(0.6, 0.12));
	await page.mouse.down();
	for (const [x, y] of balloon) await page.mouse.move(...at(x, y), { steps: 6 });
	await page.mouse.up();
	await page.getByRole('textbox').fill('a hot air balloon on its way to the sea');
	await page.mouse.move(0, 0);
	await write(await page.screenshot({ animations: 'disabled' }), scheme === 'dark' ? 'painter' : 'painter-light');
	await page.close();
}
