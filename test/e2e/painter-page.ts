import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../../scripts/playground/browser.ts';
import { type Painter, startPainter } from '../web/painter/painter.ts';

/** The painter's server and a browser, for pages that are opened and looked at one after another. */
export interface Desk {
	readonly painter: Painter;
	/** Errors of the pages' own code, and breaches of their content security policy. */
	readonly complaints: string[];
	/** A context of its own, without an address. */
	context(options?: BrowserContextOptions): Promise<BrowserContext>;
	/** The page behind a fresh link, once it can be painted on. */
	open(options?: BrowserContextOptions, from?: Painter): Promise<Page>;
	/** The size of what arrived last, and the colour at a point of it, from 0 to 1: red, green, blue and opacity. */
	arrived(x: number, y: number): Promise<{ size: [number, number]; pixel: number[] }>;
	/** Closes every page, and leaves the road as it was. */
	clear(): Promise<void>;
	stop(): Promise<void>;
}

export async function startDesk(executable: string): Promise<Desk> {
	const painter = await startPainter({ width: 800, height: 600 });
	const browser = await launchBrowser(executable);
	const complaints: string[] = [];
	const desk: Desk = {
		painter,
		complaints,
		async context(options = {}) {
			const viewport = { width: 1280, height: 800 };
			const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
			context.setDefaultTimeout(15_000);
			return context;
		},
		async open(options, from = painter) {
			const page = await (await desk.context(options)).newPage();
			page.on('pageerror', (error) => complaints.push(String(error.stack)));
			page.on('console', (message) => {
				// A refusal's status is one of those, too.
				if (message.type() === 'error' && !/status of 422/.test(message.text())) complaints.push(message.text());
			});
			await page.goto(from.address());
			await page.locator('body[data-ready]').waitFor();
			return page;
		},
		async arrived(x, y) {
			const { data, info } = await sharp(painter.submitted.at(-1)!.png)
				.ensureAlpha()
				.raw()
				.toBuffer({ resolveWithObject: true });
			const offset = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
			return { size: [info.width, info.height], pixel: [...data.subarray(offset, offset + 4)] };
		},
		async clear() {
			for (const context of browser.contexts()) await context.close();
			painter.submitted.length = 0;
			painter.refusal = null;
			painter.paintable.canMarkup = true;
		},
		async stop() {
			await browser.close();
			await painter.stop();
		},
	};
	return desk;
}

export const phone: BrowserContextOptions = {
	viewport: { width: 360, height: 740 },
	hasTouch: true,
	isMobile: true,
	deviceScaleFactor: 2,
};

/** Of a mask: what stays, and what may change. */
export const [keep, change] = [
	[0, 0, 0, 255],
	[0, 0, 0, 0],
];

export const stage = (page: Page) => page.getByRole('application');
export const state = (page: Page) => page.locator('#state').innerText();
export const said = (page: Page) => page.locator('#announcements').innerText();
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A point of the stage, from 0 to 1; the middle is the middle of the picture. */
export async function at(page: Page, x: number, y: number): Promise<[number, number]> {
	const box = (await stage(page).boundingBox())!;
	return [box.x + box.width * x, box.y + box.height * y];
}

/** With the mouse. */
export async function paint(page: Page, ...points: [number, number][]): Promise<void> {
	for (const [i, [x, y]] of points.entries()) {
		await page.mouse.move(...(await at(page, x, y)), { steps: 4 });
		if (i === 0) await page.mouse.down();
	}
	await page.mouse.up();
}
export const acrossTheMiddle = (page: Page) => paint(page, [0.4, 0.5], [0.6, 0.5]);

export async function send(page: Page, prompt = 'a red balloon'): Promise<void> {
	await page.getByRole('textbox').fill(prompt);
	await press(page, 'Make the picture');
}
export const sent = (page: Page) => page.getByRole('heading', { name: 'Sent. Look in Discord.' }).waitFor();
