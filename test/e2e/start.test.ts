import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Easel, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** Between being let in by Discord and taking up what the last process left, members ask already. */

let easel: Easel & { gate: Gate };

beforeEach(async () => {
	easel = await startGated();
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

test('what is asked while the bot is still starting is drawn once, and brought', async () => {
	easel.discord.faults.delay.push({ route: 'GET /applications/:application/commands', ms: 700 });
	const identified = new Promise<void>((resolve) => {
		easel.discord.on('gateway', ({ event }) => event === 'identify' && resolve());
	});
	const restarted = easel.restart();
	await identified;
	const asked = await easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });
	await easel.gate.has(1);
	await restarted;
	easel.gate.open();

	expect((await result(asked)).text()).toContain('> a fox');
	expect(easel.gate.came).toEqual(['a fox']);
});
