import { expect, test } from 'vitest';
import { createGate } from '../../src/core/gate.ts';

function createWork() {
	const started: number[] = [];
	const finish: (() => void)[] = [];
	let running = 0;
	let most = 0;
	const work = (id: number) => async () => {
		started.push(id);
		most = Math.max(most, ++running);
		await new Promise<void>((resolve) => {
			finish[id] = resolve;
		});
		running--;
		return id;
	};
	return { started, finish, work, most: () => most };
}

test('at most so many run at once, in the order they came', async () => {
	const pass = createGate(2);
	const { started, finish, work, most } = createWork();
	const results = [0, 1, 2, 3, 4].map((id) => pass(work(id)));

	for (const id of [1, 0, 2, 3, 4]) {
		await expect.poll(() => finish[id]).toBeDefined();
		finish[id]!();
		await results[id];
	}
	expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
	expect(started).toEqual([0, 1, 2, 3, 4]);
	expect(most()).toBe(2);
});

test('one who fails gives the turn to the next', async () => {
	const pass = createGate(1);
	const failing = pass(() => Promise.reject(new Error('no')));
	const following = pass(() => Promise.resolve('yes'));
	await expect(failing).rejects.toThrow('no');
	await expect(following).resolves.toBe('yes');
});
