import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPainter } from '../web/painter/painter.ts';
import { seriousProblems } from './accessibility.ts';
import { executable } from './browser.ts';
import {
	acrossTheMiddle,
	change,
	type Desk,
	keep,
	paint,
	phone,
	press,
	send,
	sent,
	startDesk,
	state,
} from './painter-page.ts';

describe.skipIf(!executable)('the mask painter in a browser', () => {
	let desk: Desk;

	beforeAll(async () => {
		desk = await startDesk(executable!);
	});
	afterEach(() => desk.clear());
	afterAll(() => desk?.stop());

	it('sends a mask of the picture’s own size, transparent where it was painted', async () => {
		const page = await desk.open();
		expect(await state(page)).toBe('Nothing painted yet');
		await acrossTheMiddle(page);
		expect(await state(page)).toMatch(/^\d+% of the picture may change$/);
		await send(page);
		await sent(page);
		expect(desk.painter.submitted).toMatchObject([{ kind: 'mask', prompt: 'a red balloon' }]);
		expect(await desk.arrived(0.5, 0.5)).toEqual({ size: [800, 600], pixel: change });
		expect((await desk.arrived(0.05, 0.05)).pixel).toEqual(keep);
		expect(await page.evaluate('document.activeElement.id')).toBe('sent-title');
	});

	it('takes back, does again, erases, inverts and clears', async () => {
		const page = await desk.open();
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
		expect((await desk.arrived(0.5, 0.5)).pixel).toEqual(keep);
		expect((await desk.arrived(0.05, 0.05)).pixel).toEqual(change);
	});

	it('clears everything as one step that can be taken back', async () => {
		const page = await desk.open();
		await acrossTheMiddle(page);
		const painted = await state(page);
		await press(page, 'Clear all');
		expect(await state(page)).toBe('Nothing painted yet');
		await page.keyboard.press('Control+z');
		expect(await state(page)).toBe(painted);
	});

	it('sends a sketch in its colours, apart from the mask', async () => {
		const page = await desk.open();
		await acrossTheMiddle(page);
		await page.getByRole('radio', { name: 'Sketch' }).check();
		expect(await state(page)).toBe('Nothing painted yet');
		await page.getByRole('radio', { name: 'Blue' }).check();
		await paint(page, [0.5, 0.3], [0.5, 0.35]);
		await send(page);
		await sent(page);
		expect(desk.painter.submitted).toMatchObject([{ kind: 'markup' }]);
		expect((await desk.arrived(0.5, 0.31)).pixel).toEqual([0x2a, 0x6f, 0xdb, 255]);
		expect((await desk.arrived(0.45, 0.5)).pixel).toEqual(change);
	});

	it('offers no sketch where the model reads none', async () => {
		desk.painter.paintable.canMarkup = false;
		const page = await desk.open();
		expect(await page.getByRole('radio', { name: 'Sketch' }).isVisible()).toBe(false);
	});

	it('says what is missing, and keeps what was painted whatever comes back', async () => {
		const page = await desk.open();
		const told = (words: string | RegExp) => page.getByRole('alert').filter({ hasText: words }).waitFor();
		await send(page);
		await told('Nothing is painted yet. Paint over what may change.');
		await press(page, 'Invert');
		await send(page);
		await told(/^The whole picture is painted/);
		await press(page, 'Undo');
		await acrossTheMiddle(page);
		await send(page, '  ');
		await told('Say what should be there.');
		expect(await page.evaluate('document.activeElement.id')).toBe('prompt');
		expect(desk.painter.submitted).toEqual([]);

		desk.painter.refusal = { code: 'serverPaused' };
		await send(page, 'still here');
		await told(/paused it.*What you painted is still here, and nothing was charged\.$/);
		expect(await page.getByRole('textbox').inputValue()).toBe('still here');
		desk.painter.refusal = null;
		await press(page, 'Make the picture');
		await sent(page);
	});

	it('works with a picture of 4096 by 4096 pixels', async () => {
		const large = await startPainter({ width: 4096, height: 4096 });
		try {
			const page = await desk.open({}, large);
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

	it.each([
		['at the desk', {}],
		['on a phone', phone],
	])('has no serious accessibility problem %s, in dark and in light', async (_, options) => {
		const page = await desk.open({ ...options, bypassCSP: true });
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
		const context = await desk.context({ bypassCSP: true });
		const page = await context.newPage();
		await page.goto(desk.painter.address({ until: Date.now() - 1000 }));
		await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
	});

	it('has met no error of its own, nor of its policy', () => {
		expect(desk.complaints).toEqual([]);
	});
});
