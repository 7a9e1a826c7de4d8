import { describe, expect, test } from 'vitest';
import { done, type History, mostSteps, noHistory, redo, undo } from '../../../src/web/painter/page/history.ts';
import { panned, showing, toPicture, toStage, type View, wholeIn, zoomed } from '../../../src/web/painter/page/view.ts';

const picture = { width: 4000, height: 2000 };
const stage = { width: 800, height: 600 };

describe('the view', () => {
	const whole = wholeIn(picture, stage);

	test('begins with the whole picture in the middle', () => {
		const [from, to] = [toStage(whole, { x: 0, y: 0 }), toStage(whole, { x: 4000, y: 2000 })];
		expect(from.x).toBeCloseTo(stage.width - to.x);
		expect(from.y).toBeCloseTo(stage.height - to.y);
		expect(from.x).toBeGreaterThan(0);
	});

	test('keeps the point under the pointer while it comes nearer', () => {
		const at = { x: 300, y: 280 };
		const before = toPicture(whole, at);
		const nearer = zoomed(whole, 6, at, picture, stage);
		expect(toPicture(nearer, at).x).toBeCloseTo(before.x);
		expect(toPicture(nearer, at).y).toBeCloseTo(before.y);
	});

	test('ends at eight for one, and at the whole picture', () => {
		const at = { x: 1, y: 1 };
		expect(zoomed(whole, 1e6, at, picture, stage).scale).toBe(8);
		expect(zoomed(whole, 1e-6, at, picture, stage)).toEqual(whole);
	});

	test('cannot be moved off the picture', () => {
		const near = zoomed(whole, 10, { x: 400, y: 300 }, picture, stage);
		const corner = panned(near, { x: 1e9, y: 1e9 }, picture, stage);
		expect(toStage(corner, { x: 0, y: 0 })).toEqual({ x: 14, y: 14 });
	});

	test('follows the brush', () => {
		const near: View = zoomed(whole, 10, { x: 0, y: 0 }, picture, stage);
		const shown = toStage(showing(near, { x: 3990, y: 1990 }, picture, stage), { x: 3990, y: 1990 });
		expect(shown.x).toBeLessThanOrEqual(stage.width - 14);
		expect(shown.y).toBeLessThanOrEqual(stage.height - 14);
	});
});

describe('the history', () => {
	const clear = { kind: 'clear' } as const;
	const invert = { kind: 'invert' } as const;

	test('takes back and does again, until something else is done', () => {
		const both = done(done(noHistory, clear).history, invert).history;
		expect(undo(both)).toEqual({ done: [clear], undone: [invert] });
		expect(redo(undo(both))).toEqual(both);
		expect(done(undo(both), clear).history).toEqual({ done: [clear, clear], undone: [] });
		expect(undo(noHistory)).toEqual(noHistory);
		expect(redo(both)).toEqual(both);
	});

	test('forgets the oldest, and says which', () => {
		let history: History = noHistory;
		for (let i = 0; i < mostSteps; i++) history = done(history, i === 0 ? invert : clear).history;
		const next = done(history, clear);
		expect(next.forgotten).toEqual([invert]);
		expect(next.history.done).toHaveLength(mostSteps);
	});
});
