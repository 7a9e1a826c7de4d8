import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/playground/browser.ts';
import { mostSteps } from '../../src/web/painter/page/history.ts';
import { type Painter, startPainter } from '../web/painter/painter.ts';
import { seriousProblems } from './accessibility.ts';
import { executable } from './browser.ts';

describe.skipIf(!executable)('the mask painter in a browser', () => {
	let painter: Painter;
	let browser: Browser;
	const complaints: string[] = [];

	beforeAll(async () => {
		painter = await startPainter({ width: 800, height: 600 });
		browser = await launchBrowser(executable!);
	});
	afterAll(async () => {
		await browser?.close();
		await painter?.stop();
	});
	afterEach(async () => {
		for (const context of browser.contexts()) await context.close();
		painter.submitted.length = 0;
	});

	async function open(options: BrowserContextOptions = {}, from = painter): Promise<Page> {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			reducedMotion: 'reduce',
			...options,
		});
		context.setDefaultTimeout(15_000);
		const page = await context.newPage();
		page.on('pageerror', (error) => complaints.push(String(error.stack)));
		// A breach of the content security policy is an error there, too.
		page.on('console', (message) => {
			if (message.type() === 'error' && !/status of 422/.test(message.text())) complaints.push(message.text());
		});
		await page.goto(from.address());
		await page.locator('body[data-ready]').waitFor();
		return page;
	}
	const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

	const stage = (page: Page) => page.getByRole('application');
	const state = (page: Page) => page.locator('#state').innerText();
	const said = (page: Page) => page.locator('#announcements').innerText();
	const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

	/** A point of the stage, from 0 to 1; the middle is the middle of the picture. */
	async function at(page: Page, x: number, y: number): Promise<[number, number]> {
		const box = (await stage(page).boundingBox())!;
		return [box.x + box.width * x, box.y + box.height * y];
	}

	async function paint(page: Page, ...points: [number, number][]): Promise<void> {
		for (const [i, [x, y]] of points.entries()) {
			await page.mouse.move(...(await at(page, x, y)), { steps: 4 });
			if (i === 0) await page.mouse.down();
		}
		await page.mouse.up();
	}
	const acrossTheMiddle = (page: Page) => paint(page, [0.4, 0.5], [0.6, 0.5]);

	async function send(page: Page, prompt = 'a red balloon'): Promise<void> {
		await page.getByRole('textbox').fill(prompt);
		await press(page, 'Make the picture');
	}
	const sent = (page: Page) => page.getByRole('heading', { name: 'Sent. Look in Discord.' }).waitFor();

	/** The colour at a point of what arrived last, from 0 to 1, as red, green, blue and opacity. */
	async function arrived(x: number, y: number): Promise<{ size: [number, number]; pixel: number[] }> {
		const { data, info } = await sharp(painter.submitted.at(-1)!.png)
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		const offset = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
		return { size: [info.width, info.height], pixel: [...data.subarray(offset, offset + 4)] };
	}
	const [keep, change] = [
		[0, 0, 0, 255],
		[0, 0, 0, 0],
	];

	it('sends a mask of the picture’s own size, transparent where it was painted', async () => {
		const page = await open();
		expect(await state(page)).toBe('Nothing painted yet');
		await acrossTheMiddle(page);
		expect(await state(page)).toMatch(/^\d+% of the picture may change$/);
		await send(page);
		await sent(page);
		expect(painter.submitted).toMatchObject([{ kind: 'mask', prompt: 'a red balloon' }]);
		expect(await arrived(0.5, 0.5)).toEqual({ size: [800, 600], pixel: change });
		expect((await arrived(0.05, 0.05)).pixel).toEqual(keep);
		expect(await page.evaluate('document.activeElement.id')).toBe('sent-title');
	});

	it('takes back, does again, erases, inverts and clears', async () => {
		const page = await open();
		await acrossTheMiddle(page);
		const painted = await state(page);
		await press(page, 'Undo');
		expect(await state(page)).toBe('Nothing painted yet');
		await press(page, 'Redo');
		expect(await state(page)).toBe(painted);
		await page.getByRole('radio', { name: 'Eraser' }).check();
		await acrossTheMiddle(page);
		expect(await state(page)).toBe('Nothing painted yet');
		await press(page, 'Undo');
		expect(await state(page)).toBe(painted);
		await press(page, 'Invert');
		await send(page);
		await sent(page);
		expect((await arrived(0.5, 0.5)).pixel).toEqual(keep);
		expect((await arrived(0.05, 0.05)).pixel).toEqual(change);
	});

	it('clears everything as one step that can be taken back', async () => {
		const page = await open();
		await acrossTheMiddle(page);
		const painted = await state(page);
		await press(page, 'Clear all');
		expect(await state(page)).toBe('Nothing painted yet');
		await page.keyboard.press('Control+z');
		expect(await state(page)).toBe(painted);
	});

	it('paints finer when it is nearer, wherever the view was moved', async () => {
		const page = await open();
		const zoom = () => page.locator('#zoom').innerText();
		const whole = await zoom();
		await page.mouse.move(...(await at(page, 0.5, 0.5)));
		for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
		await expect.poll(zoom).not.toBe(whole);
		await page.keyboard.press('h');
		await paint(page, [0.3, 0.5], [0.5, 0.5]);
		expect(await state(page)).toBe('Nothing painted yet');
		await page.getByRole('radio', { name: 'Brush' }).check();
		await page.getByRole('slider', { name: 'Size' }).fill('15');
		// What lies under the middle now was left of it.
		await paint(page, [0.5, 0.5]);
		await press(page, 'Show the whole picture');
		expect(await zoom()).toBe(whole);
		await send(page);
		await sent(page);
		expect((await arrived(0.5, 0.5)).pixel).toEqual(keep);
		const alpha = await sharp(painter.submitted[0]!.png).extractChannel('alpha').raw().toBuffer();
		const first = alpha.indexOf(0);
		expect((first % 800) / 800).toBeLessThan(0.5);
		expect(Math.abs(Math.floor(first / 800) / 600 - 0.5)).toBeLessThan(0.05);
	});

	it('paints, moves, undoes and sends with nothing but the keyboard', async () => {
		const page = await open();
		await page.keyboard.press('Tab');
		expect(await page.evaluate('document.activeElement.id')).toBe('stage');
		await page.keyboard.press('Shift+ArrowLeft');
		await expect.poll(() => said(page)).toMatch(/^Brush at 4\d% from the left, 50% from the top$/);
		await page.getByRole('slider', { name: 'Size' }).fill('70');
		await stage(page).focus();
		await page.keyboard.press('Shift+ArrowLeft');
		await page.keyboard.down(' ');
		for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
		await page.keyboard.up(' ');
		await expect.poll(() => said(page)).toMatch(/% of the picture may change$/);
		const line = await state(page);
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('Shift+ArrowUp');
		await page.keyboard.press('Shift+ArrowUp');
		await page.keyboard.press('Enter');
		expect(await state(page)).not.toBe(line);
		await page.keyboard.press('Control+z');
		expect(await state(page)).toBe(line);
		await page.keyboard.press('Control+Shift+z');
		expect(await state(page)).not.toBe(line);
		await page.keyboard.press('Control+z');
		await page.keyboard.press('i');
		await page.keyboard.press('e');
		expect(await page.getByRole('radio', { name: 'Eraser' }).isChecked()).toBe(true);
		const size = await page.locator('#size-shown').innerText();
		await page.keyboard.press(']');
		expect(await page.locator('#size-shown').innerText()).not.toBe(size);
		await page.keyboard.press('+');
		await page.keyboard.press('0');
		const promptId = 'prompt';
		for (let i = 0; i < 20 && (await page.evaluate('document.activeElement.id')) !== promptId; i++) {
			await page.keyboard.press('Tab');
		}
		await page.keyboard.type('bei einem See, I e b [ ] +');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await sent(page);
		expect(painter.submitted[0]?.prompt).toBe('bei einem See, I e b [ ] +');
		expect((await arrived(0.45, 0.5)).pixel).toEqual(keep);
		expect((await arrived(0.45, 0.1)).pixel).toEqual(change);
	});

	it('keeps what it can no longer take back', async () => {
		const page = await open();
		await page.keyboard.press('Tab');
		await page.keyboard.press('ArrowLeft');
		// One step more than are remembered, each where the one before was but for the first.
		await page.keyboard.press('Enter');
		await page.keyboard.press('Shift+ArrowRight');
		await page.keyboard.press('Shift+ArrowRight');
		for (let i = 0; i < mostSteps; i++) await page.keyboard.press('Enter');
		for (let i = 0; i < mostSteps; i++) await page.keyboard.press('Control+z');
		expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
		expect(await state(page)).toMatch(/may change$/);
		await send(page);
		await sent(page);
		expect((await arrived(0.49, 0.5)).pixel).toEqual(change);
		expect((await arrived(0.58, 0.5)).pixel).toEqual(keep);
	});

	it('makes a line as wide as a pen is pressed', async () => {
		const page = await open();
		const pen = await page.context().newCDPSession(page);
		for (const [x, force] of [
			[0.3, 0.1],
			[0.6, 1],
		] as const) {
			for (const [type, y] of [
				['mousePressed', 0.3],
				['mouseMoved', 0.5],
				['mouseMoved', 0.7],
				['mouseReleased', 0.7],
			] as const) {
				const [left, top] = await at(page, x, y);
				const how = {
					pointerType: 'pen',
					button: 'left',
					buttons: type === 'mouseReleased' ? 0 : 1,
					clickCount: 1,
				} as const;
				await pen.send('Input.dispatchMouseEvent', { type, x: left, y: top, force, ...how });
			}
		}
		await send(page);
		await sent(page);
		const { data, info } = await sharp(painter.submitted[0]!.png)
			.extractChannel('alpha')
			.raw()
			.toBuffer({ resolveWithObject: true });
		const row = data.subarray(300 * info.width, 301 * info.width);
		const widthOf = (half: Uint8Array) => half.filter((alpha) => alpha < 128).length;
		const [light, firm] = [widthOf(row.subarray(0, 400)), widthOf(row.subarray(400))];
		expect(light).toBeGreaterThan(2);
		expect(firm).toBeGreaterThan(2 * light);
	});

	it('sends a sketch in its colours, apart from the mask', async () => {
		const page = await open();
		await acrossTheMiddle(page);
		await page.getByRole('radio', { name: 'Sketch' }).check();
		expect(await state(page)).toBe('Nothing painted yet');
		await page.getByRole('radio', { name: 'Blue' }).check();
		await paint(page, [0.5, 0.3], [0.5, 0.35]);
		await send(page);
		await sent(page);
		expect(painter.submitted).toMatchObject([{ kind: 'markup' }]);
		expect((await arrived(0.5, 0.31)).pixel).toEqual([0x2a, 0x6f, 0xdb, 255]);
		expect((await arrived(0.45, 0.5)).pixel).toEqual(change);
	});

	it('offers no sketch where the model reads none', async () => {
		painter.paintable.canMarkup = false;
		const page = await open();
		expect(await page.getByRole('radio', { name: 'Sketch' }).isVisible()).toBe(false);
		painter.paintable.canMarkup = true;
	});

	it('says what is missing, and keeps what was painted whatever comes back', async () => {
		const page = await open();
		const alert = () => page.getByRole('alert').innerText();
		await send(page);
		await expect.poll(alert).toBe('Nothing is painted yet. Paint over what may change.');
		await press(page, 'Invert');
		await send(page);
		await expect.poll(alert).toMatch(/^The whole picture is painted/);
		await press(page, 'Undo');
		await acrossTheMiddle(page);
		await send(page, '  ');
		await expect.poll(alert).toBe('Say what should be there.');
		expect(await page.evaluate('document.activeElement.id')).toBe('prompt');
		expect(painter.submitted).toEqual([]);

		painter.refusal = { code: 'serverPaused' };
		await send(page, 'still here');
		await expect.poll(alert).toMatch(/paused it.*What you painted is still here, and nothing was charged\.$/);
		expect(await page.getByRole('textbox').inputValue()).toBe('still here');
		painter.refusal = null;
		await press(page, 'Make the picture');
		await sent(page);
	});

	it('works with a picture of 4096 by 4096 pixels', async () => {
		const large = await startPainter({ width: 4096, height: 4096 });
		try {
			const page = await open({}, large);
			await acrossTheMiddle(page);
			await send(page);
			await sent(page);
			const { png } = large.submitted[0]!;
			expect(await sharp(png).metadata()).toMatchObject({ width: 4096, height: 4096, hasAlpha: true });
			expect(png.length).toBeLessThan(2_000_000);
		} finally {
			await large.stop();
		}
	});

	it('is painted on with a finger at 360 pixels, and zoomed with two', async () => {
		const page = await open(phone);
		const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number;
		expect(wide).toBe(360);
		const fingers = await page.context().newCDPSession(page);
		const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
			fingers.send('Input.dispatchTouchEvent', {
				type,
				touchPoints: points.map(([x, y], id) => ({ x, y, id })),
			});
		const middle = await at(page, 0.5, 0.5);
		await touch('touchStart', middle);
		for (let i = 1; i <= 6; i++) await touch('touchMove', [middle[0], middle[1] + i * 6]);
		await touch('touchEnd');
		await expect.poll(() => state(page)).toMatch(/may change$/);
		expect(await page.evaluate('window.scrollY')).toBe(0);

		const painted = await state(page);
		const whole = await page.locator('#zoom').innerText();
		const apart = (by: number): [number, number][] => [
			[middle[0] - by, middle[1]],
			[middle[0] + by, middle[1]],
		];
		await touch('touchStart', apart(20)[0]!);
		await touch('touchStart', ...apart(20));
		for (let by = 25; by <= 80; by += 5) await touch('touchMove', ...apart(by));
		await touch('touchEnd');
		await expect.poll(() => page.locator('#zoom').innerText()).not.toBe(whole);
		expect(await state(page)).toBe(painted);

		await page.getByRole('textbox').fill('a small boat');
		await page.getByRole('button', { name: 'Make the picture' }).tap();
		await sent(page);
		expect(await arrived(0.5, 0.52)).toEqual({ size: [800, 600], pixel: change });
	});

	it('has controls that a finger can hit', async () => {
		const page = await open(phone);
		await page.getByRole('radio', { name: 'Sketch' }).check();
		const small = await page.evaluate(`[...document.querySelectorAll('.tool, .swatch, .send, summary')]
			.filter((it) => it.checkVisibility())
			.map((it) => [it.id || it.className, it.getBoundingClientRect()])
			.filter(([, { width, height }]) => width < 24 || height < 24)
			.map(([name]) => name)`);
		expect(small).toEqual([]);
	});

	it.each([
		['at the desk', {}],
		['on a phone', phone],
	])('has no serious accessibility problem %s, in dark and in light', async (_, options) => {
		const page = await open({ ...options, bypassCSP: true });
		await page.getByText('Keys', { exact: true }).click();
		await send(page);
		await page.getByText('Nothing is painted yet.').waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await page.getByRole('radio', { name: 'Sketch' }).check();
		expect(await seriousProblems(page)).toEqual([]);
		await page.getByRole('radio', { name: 'Mask' }).check();
		await acrossTheMiddle(page);
		await send(page);
		await sent(page);
		expect(await seriousProblems(page)).toEqual([]);
	});

	it('says in a page of its own that a link is no longer good', async () => {
		const context = await browser.newContext({ bypassCSP: true });
		const page = await context.newPage();
		await page.goto(painter.address({ until: Date.now() - 1000 }));
		await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
	});

	it('has met no error of its own, nor of its policy', () => {
		expect(complaints).toEqual([]);
	});
});
