import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWordFilter } from '../../src/filter/index.ts';
import { ownTurn } from '../../src/filter/turns.ts';
import { evilPatterns, evilTexts } from './evil-patterns.ts';
import { entryOf } from './lists.ts';

/** Counts turns of the event loop while something is done. */
async function countingTurns<T>(work: (turn: () => number) => Promise<T>): Promise<T> {
	let turn = 0;
	let isOver = false;
	const count = async () => {
		while (!isOver) {
			await nextTurn();
			turn++;
		}
	};
	const counting = count();
	const done = await work(() => turn);
	isOver = true;
	await counting;
	return done;
}

test('everybody who waits gets a turn of their own, in the order they came', async () => {
	const order: [string, number][] = [];
	await countingTurns(async (turn) => {
		const slices = async (name: string) => {
			for (let n = 0; n < 3; n++) {
				await ownTurn();
				order.push([name, turn()]);
			}
		};
		await Promise.all(['a', 'b', 'c'].map(slices));
	});
	expect(order.map(([name]) => name).join('')).toBe('abcabcabc');
	expect(new Set(order.map(([, turn]) => turn)).size).toBe(9);
});

test('many texts at once are searched in as many turns as one after the other', async () => {
	const filter = createWordFilter(evilPatterns.map((it) => entryOf(it, 'pattern')));
	const text = evilTexts()[0]!.slice(0, 4000);
	const turnsOf = (texts: number) =>
		countingTurns(async (turn) => {
			const before = turn();
			await Promise.all(Array.from({ length: texts }, () => filter.check(text)));
			return turn() - before;
		});
	await turnsOf(1);
	const one = await turnsOf(1);
	expect(one).toBeGreaterThan(2);
	expect(await turnsOf(10)).toBeGreaterThan(9 * one);
});
