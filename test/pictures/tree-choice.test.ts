import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseBranches } from '../../src/pictures/tree-choice.ts';
import { layOut } from '../../src/pictures/tree-layout.ts';
import { historyOf } from './tiles.ts';

const drawn = (parents: Record<string, string | null>, here?: string) => {
	const branches = chooseBranches(historyOf(parents, here));
	const spots = Object.fromEntries(layOut(branches).map(({ node, column, row }) => [node.id, [column, row]]));
	const hidden = Object.fromEntries([...branches.hidden].map(([node, count]) => [node.id, count]));
	return { spots, hidden, before: branches.before };
};

/** `a0`, `a1`, `a2`, each made from the one before. */
const lineOf = (length: number) =>
	Object.fromEntries(Array.from({ length }, (_, n) => [`a${n}`, n === 0 ? null : `a${n - 1}`]));

describe('a history', () => {
	test('goes from left to right, and branches downwards', () => {
		expect(drawn({ a: null, b: 'a', c: 'b', d: 'a', e: 'b' }, 'c')).toEqual({
			spots: { a: [0, 0], b: [1, 0], c: [2, 0], e: [2, 1], d: [1, 2] },
			hidden: {},
			before: 0,
		});
	});

	test('that is too long loses its beginning, and keeps a column for what came after', () => {
		const { spots, hidden, before } = drawn(lineOf(20), 'a14');
		expect(Object.keys(spots)).toEqual(['a8', 'a9', 'a10', 'a11', 'a12', 'a13', 'a14', 'a15']);
		expect(before).toBe(8);
		expect(hidden).toEqual({ a15: 4 });
	});

	test('that is too wide shows the newest, and says how many more there are', () => {
		const fan = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`v${n}`, 'a']));
		const { spots, hidden } = drawn({ a: null, ...fan }, 'a');
		expect(Object.keys(spots)).toEqual(['a', 'v25', 'v26', 'v27', 'v28', 'v29']);
		expect(hidden).toEqual({ a: 25 });
	});

	test('shows the one that was asked about even among many siblings', () => {
		const fan = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`v${n}`, 'a']));
		const { spots } = drawn({ a: null, ...fan, w: 'v3' }, 'v3');
		expect(Object.keys(spots)).toEqual(expect.arrayContaining(['a', 'v3', 'w']));
	});

	test('whose first picture is not known begins with what is', () => {
		expect(drawn({ b: 'lost', c: 'b' }, 'c').spots).toEqual({ b: [0, 0], c: [1, 0] });
	});

	test('that is told backwards, or in a circle, is drawn all the same', () => {
		expect(Object.keys(drawn({ b: 'a', a: null }, 'b').spots)).toHaveLength(2);
		expect(Object.keys(drawn({ a: 'b', b: 'a', c: 'c' }, 'a').spots)).toHaveLength(3);
	});

	test('of nothing has nothing in it', () => {
		expect(drawn({})).toEqual({ spots: {}, hidden: {}, before: 0 });
	});
});

test('whatever a history is like, the picture asked about is in it, nothing is counted twice and nobody shares a place', () => {
	const sizes = fc.integer({ min: 1, max: 60 });
	fc.assert(
		fc.property(sizes, fc.infiniteStream(fc.nat()), fc.nat(), (size, numbers, pick) => {
			const parents: Record<string, string | null> = {};
			for (let n = 0; n < size; n++) {
				const number = numbers.next().value;
				parents[`n${n}`] = n === 0 || number % 17 === 0 ? null : `n${number % n}`;
			}
			const here = `n${pick % size}`;
			const { spots, hidden, before } = drawn(parents, here);
			const ids = Object.keys(spots);
			expect(ids).toContain(here);
			expect(ids.length).toBeLessThanOrEqual(24);
			const left = Object.values(hidden).reduce((sum, count) => sum + count, before);
			expect(ids.length + left).toBe(size);

			const places = Object.values(spots).map(String);
			expect(new Set(places).size).toBe(ids.length);
			for (const [id, [column, row]] of Object.entries(spots) as [string, [number, number]][]) {
				expect(column).toBeLessThan(8);
				expect(row).toBeLessThan(5);
				const parent = spots[parents[id] ?? ''];
				if (parent) {
					expect(column).toBe(parent[0]! + 1);
					expect(row).toBeGreaterThanOrEqual(parent[1]!);
				}
			}
		}),
	);
});
