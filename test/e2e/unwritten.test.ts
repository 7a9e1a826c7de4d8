import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Easel, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** The ledger cannot be written for a while: nothing is bought or brought twice, and nobody is left waiting for ever. */

let easel: Easel & { gate: Gate };
const minute = 60_000;

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
	easel = await startGated({ discord: { now: () => Date.now() } });
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
	vi.useRealTimers();
});

/** Jobs cannot reach this state until `heal` is called. */
function breakLedger(state: string): { heal: () => void } {
	const run = (sql: string) => {
		const db = new DatabaseSync(easel.env.STORE_URL!.replace('sqlite://', ''), { timeout: 5000 });
		db.exec(sql);
		db.close();
	};
	run(
		`create trigger broken before update on jobs when new.state = '${state}' begin select raise(abort, 'disk full'); end`,
	);
	return { heal: () => run('drop trigger broken') };
}

const fox = () => easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });

test('what was brought is not posted again, even when that could not be written and the answer can no longer be edited', async () => {
	easel.gate.open();
	const { heal } = breakLedger('delivered');
	const message = await result(fox());
	const lookedAt = easel.discord.log.length;
	vi.setSystemTime(Date.now() + 20 * minute);
	await easel.restart();
	// Once more it finds out that the picture has been brought, and cannot write that down.
	await expect
		.poll(() => easel.discord.log.slice(lookedAt).map(({ route }) => route))
		.toContain('/channels/:channel/messages');
	heal();
	await easel.restart();
	expect(easel.discord.channel('studio').messages()).toMatchObject([{ id: message.id }]);
	expect(easel.gate.came).toHaveLength(1);
});

test('a picture that was paid for is not lost when its arrival cannot be written at once', async () => {
	const asked = await fox();
	await easel.gate.has(1);
	const { heal } = breakLedger('sending');
	easel.gate.open();
	await expect.poll(() => easel.openai.bill().images).toBe(1);
	setTimeout(heal, 500);
	expect((await result(asked)).text()).toContain('> a fox');
	expect(easel.gate.came).toHaveLength(1);
});
