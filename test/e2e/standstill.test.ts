import { afterEach, expect, test, vi } from 'vitest';
import { deskOf } from './desks.ts';
import { notice, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** `/moderation pause` with a line: what waits stays in it, also over a restart, and goes on when drawing does. */

let easel: Awaited<ReturnType<typeof startGated>> & { gate: Gate };
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const draw = (name: string, prompt: string, channel = 'studio') =>
	easel.discord.as(name).slash(channel, 'imagine', { prompt });

test('nothing of a server is bought while it stands still', async () => {
	easel = await startGated({ env: { MAX_CONCURRENT: '1' } });
	const { gate } = easel;
	const desk = deskOf(easel, 'max');
	const first = await draw('mia', 'the first');
	await gate.has(1);
	const second = await draw('mia', 'the second');
	const third = await draw('noah', 'the third');
	const waiting = await third.response((it) => it.text().includes('in line'));
	const elsewhere = await draw('sam', 'elsewhere', 'general');

	const paused = await desk.type('pause');
	gate.open();
	// What is paid comes, and other servers go on.
	await result(first);
	await result(elsewhere);
	expect(gate.came).toEqual(['the first', 'elsewhere']);
	expect((await notice(draw('noah', 'a fourth'))).text()).toContain(words('refusal.serverPaused'));

	await easel.discord.as('noah').press(waiting, words('button.cancel'));
	await third.response((it) => it.text().includes(words('problem.cancelledTitle')), 9000);

	await easel.restart();
	await vi.waitFor(async () => expect((await desk.type('pause')).text()).toContain('already'));
	expect(gate.came).toEqual(['the first', 'elsewhere']);
	expect(paused.text()).toContain('What waits stays where it is');
	await desk.press(await desk.type('pause'), 'Let drawing go on');
	await result(second);
	expect(gate.came).toEqual(['the first', 'elsewhere', 'the second']);
});
