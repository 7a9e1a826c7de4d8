import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mostSteps } from '../../src/web/painter/page/history.ts';
import { executable } from './browser.ts';
import {
	at,
	change,
	type Desk,
	keep,
	paint,
	phone,
	press,
	said,
	send,
	sent,
	stage,
	startDesk,
	state,
} from './painter-page.ts';

/** Other tests may have the machine. */
const soon = { timeout: 15_000 };

describe.skipIf(!executable)('the mask painter by mouse, pen, fingers and keys', () => {
	let desk: Desk;

	beforeAll(async () => {
		desk = await startDesk(executable!);
	});
	afterEach(() => desk.clear());
	afterAll(() => desk?.stop());

	it('paints finer when it is nearer, wherever the view was moved', async () => {
		const page = await desk.open();
		const zoom = () => page.locator('#zoom').innerText();
		const whole = await zoom();
		await page.mouse.move(...(await at(page, 0.5, 0.5)));
		for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
		await expect.poll(zoom, soon).not.toBe(whole);
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
		expect((await desk.arrived(0.5, 0.5)).pixel).toEqual(keep);
		const alpha = await sharp(desk.painter.submitted[0]!.png).extractChannel('alpha').raw().toBuffer();
		const first = alpha.indexOf(0);
		expect((first % 800) / 800).toBeLessThan(0.5);
		expect(Math.abs(Math.floor(first / 800) / 600 - 0.5)).toBeLessThan(0.05);
	});

	it('paints, moves, undoes and sends with nothing but the keyboard', async () => {
		const page = await desk.open();
		await page.keyboard.press('Tab');
		expect(await page.evaluate('document.activeElement.id')).toBe('stage');
		await page.keyboard.press('Shift+ArrowLeft');
		await expect.poll(() => said(page), soon).toMatch(/^Brush at 4\d% from the left, 50% from the top$/);
		await page.getByRole('slider', { name: 'Size' }).fill('70');
		await stage(page).focus();
		await page.keyboard.press('Shift+ArrowLeft');
		await page.keyboard.down(' ');
		for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
		await page.keyboard.up(' ');
		await expect.poll(() => said(page), soon).toMatch(/% of the picture may change$/);
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
		expect(desk.painter.submitted[0]?.prompt).toBe('bei einem See, I e b [ ] +');
		expect((await desk.arrived(0.45, 0.5)).pixel).toEqual(keep);
		expect((await desk.arrived(0.45, 0.1)).pixel).toEqual(change);
	});

	it('keeps what it can no longer take back', async () => {
		const page = await desk.open();
		await page.keyboard.press('Tab');
		await page.keyboard.press('ArrowLeft');
		// One step more than are remembered, each where the one before was but for the first.
		await page.keyboard.press('Enter');
		await page.keyboard.press('Shift+ArrowRight');
		await page.keyboard.press('Shift+ArrowRight');
		const pressOften = (key: object) =>
			page.evaluate(`for (let i = 0; i < ${mostSteps}; i++) for (const type of ['keydown', 'keyup']) {
				document.dispatchEvent(new KeyboardEvent(type, ${JSON.stringify(key)}));
			}`);
		await pressOften({ key: 'Enter' });
		await pressOften({ key: 'z', ctrlKey: true });
		expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
		expect(await state(page)).toMatch(/may change$/);
		await send(page);
		await sent(page);
		expect((await desk.arrived(0.49, 0.5)).pixel).toEqual(change);
		expect((await desk.arrived(0.58, 0.5)).pixel).toEqual(keep);
	});

	it('makes a line as wide as a pen is pressed', async () => {
		const page = await desk.open();
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
		const { data, info } = await sharp(desk.painter.submitted[0]!.png)
			.extractChannel('alpha')
			.raw()
			.toBuffer({ resolveWithObject: true });
		const row = data.subarray(300 * info.width, 301 * info.width);
		const widthOf = (half: Uint8Array) => half.filter((alpha) => alpha < 128).length;
		const [light, firm] = [widthOf(row.subarray(0, 400)), widthOf(row.subarray(400))];
		expect(light).toBeGreaterThan(2);
		expect(firm).toBeGreaterThan(2 * light);
	});

	it('is painted on with a finger at 360 pixels, and zoomed with two', async () => {
		const page = await desk.open(phone);
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
		await expect.poll(() => state(page), soon).toMatch(/may change$/);
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
		await expect.poll(() => page.locator('#zoom').innerText(), soon).not.toBe(whole);
		expect(await state(page)).toBe(painted);

		await page.getByRole('textbox').fill('a small boat');
		await page.getByRole('button', { name: 'Make the picture' }).tap();
		await sent(page);
		expect(await desk.arrived(0.5, 0.52)).toEqual({ size: [800, 600], pixel: change });
	});

	it('has controls that a finger can hit', async () => {
		const page = await desk.open(phone);
		await page.getByRole('radio', { name: 'Sketch' }).check();
		const small = await page.evaluate(`[...document.querySelectorAll('.tool, .swatch, .send, summary')]
			.filter((it) => it.checkVisibility())
			.map((it) => [it.id || it.className, it.getBoundingClientRect()])
			.filter(([, { width, height }]) => width < 24 || height < 24)
			.map(([name]) => name)`);
		expect(small).toEqual([]);
	});

	it('has met no error of its own, nor of its policy', () => {
		expect(desk.complaints).toEqual([]);
	});
});
