import { expect, test } from 'vitest';
import { createPaced } from '../../src/core/paced.ts';

/** A clock that is moved by hand: whoever sleeps wakes when it is time. */
function handClock() {
	let now = 0;
	const sleeping: { until: number; wake: () => void }[] = [];
	return {
		now: () => now,
		sleep: (ms: number) => new Promise<void>((wake) => sleeping.push({ until: now + ms, wake })),
		async moveTo(at: number) {
			now = at;
			for (let round = 0; round < 20; round++) {
				const due = sleeping.findIndex(({ until }) => until <= now);
				if (due >= 0) sleeping.splice(due, 1)[0]!.wake();
				await new Promise(setImmediate);
			}
		},
	};
}

test('what changes often is shown at once, then seldom, and in the end as it is', async () => {
	const clock = handClock();
	const shown: [number, number][] = [];
	let state = 0;
	const changed = createPaced({
		clock,
		isClosing: () => false,
		show: async () => void shown.push([clock.now(), state]),
		failed: () => {},
	});
	for (const at of [0, 100, 900, 2400, 2600, 4000]) {
		state = at;
		changed('a');
		await clock.moveTo(at);
	}
	for (const at of [5000, 7500, 10_000]) await clock.moveTo(at);
	expect(shown).toEqual([
		[0, 0],
		[2600, 2600],
		[7500, 4000],
	]);
});

test('what could not be shown is tried again after a while', async () => {
	const clock = handClock();
	const tried: number[] = [];
	const changed = createPaced({
		clock,
		isClosing: () => false,
		show: async () => {
			tried.push(clock.now());
			if (tried.length === 1) throw new Error('away');
		},
		failed: () => {},
	});
	changed('a');
	for (const at of [0, 5000, 14_999, 15_000, 40_000]) await clock.moveTo(at);
	expect(tried).toEqual([0, 15_000]);
});
