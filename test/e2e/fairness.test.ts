import { afterEach, expect, test } from 'vitest';
import type { Interaction } from '../twins/discord/index.ts';
import { defaultWorld } from '../twins/discord/index.ts';
import { type Easel, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** One API quota for everybody: who asks for much does not make the others wait, and a rate limit stops everyone. */

let easel: Easel & { gate: Gate };
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const others = ['mia', 'max', 'ada', 'lea', 'ben'];

/** The Atelier with two more members. */
function fuller() {
	const world = defaultWorld();
	for (const [n, username] of ['lea', 'ben'].entries()) {
		const id = `51000000000000000${n}`;
		world.users.push({ id, username, globalName: username, locale: 'en-US', avatarColor: '#777777' });
		world.guilds[0]!.members.push({ userId: id, roles: [] });
	}
	return world;
}

const start = async (env: Record<string, string> = {}) => {
	easel = await startGated({ env: { MAX_CONCURRENT: '1', ...env }, discord: { world: fuller() } });
};
const ask = (name: string, prompt: string, options: Record<string, string | number> = {}) =>
	easel.discord.as(name).slash(name === 'sam' ? 'general' : 'studio', 'imagine', { prompt, ...options });
/** Whatever its server speaks: what waits can be cancelled. */
const waits = (asked: Interaction) =>
	asked.response((message) => message.buttons().some(({ customId }) => customId?.includes('cancel')));

/** Noah asks for thirty pictures; the first of them is being drawn when the five others ask for one each. */
async function rush(options: Record<string, string | number>, requests: number) {
	const noahs = await Promise.all(Array.from({ length: requests }, () => ask('noah', 'noah', options)));
	await easel.gate.has(1);
	const theirs = await Promise.all(others.map((name) => ask(name, name)));
	await Promise.all(theirs.map(waits));
	easel.gate.open();
	await Promise.all([...noahs, ...theirs].map((asked) => result(asked)));
	return easel.gate.came;
}

test.each([
	['one command each', { model: 'gpt-image-2' }, 30, 30],
	['three commands of ten calls', { model: 'dall-e-3', count: 10 }, 3, 30],
	['three commands of one call with ten pictures', { model: 'gpt-image-2', count: 10 }, 3, 3],
])(
	'thirty pictures for one member, by %s, delay five others by no more than one round',
	async (_, options, requests, calls) => {
		await start({ IMAGE_MODEL: 'gpt-image-2', IMAGE_MODELS: 'gpt-image-2,dall-e-3' });
		const order = await rush(options, requests);
		expect(order).toHaveLength(calls + others.length);
		expect(easel.openai.bill().images).toBe(30 + others.length);
		// One call was under way; the round after it serves everybody once.
		expect(new Set(order.slice(1, 2 + others.length))).toEqual(new Set([...others, 'noah']));
	},
	60_000,
);

test('a small server is not behind all the members of a busy one', async () => {
	await start();
	const first = await ask('noah', 'noah');
	await easel.gate.has(1);
	const busy = await Promise.all(others.flatMap((name) => [ask(name, name), ask(name, name)]));
	await Promise.all(busy.map(waits));
	const small = await ask('sam', 'sam');
	await waits(small);
	easel.gate.open();
	await Promise.all([first, small, ...busy].map((asked) => result(asked)));
	expect(easel.gate.came.indexOf('sam')).toBeLessThanOrEqual(2);
});

test('a lone member may use every free slot', async () => {
	await start({ MAX_CONCURRENT: '4' });
	const asked = await Promise.all(Array.from({ length: 6 }, () => ask('noah', 'noah')));
	await easel.gate.has(4);
	await Promise.all(asked.slice(4).map(waits));
	expect(easel.gate.came).toHaveLength(4);
	easel.gate.open();
	await Promise.all(asked.map((one) => result(one)));
});

test('a rate limit pauses everybody as long as the provider says, and the one it hit keeps the first place', async () => {
	await start();
	const headers = { 'retry-after': '1' };
	const body = { error: { message: 'Rate limit reached', type: 'images', param: null, code: 'rate_limit_exceeded' } };
	easel.openai.faults.next.push({ kind: 'status', status: 429, headers, body });
	const first = await ask('noah', 'noah');
	await easel.gate.has(1);
	const next = await Promise.all([ask('mia', 'mia'), ask('sam', 'sam')]);
	await Promise.all(next.map(waits));
	easel.gate.open();
	for (const asked of [first, ...next]) expect((await result(asked)).pictures()).toHaveLength(1);

	expect(easel.gate.came.slice(0, 2)).toEqual(['noah', 'noah']);
	const [limited, again] = easel.openai.calls;
	expect(limited!.status).toBe(429);
	expect(again!.startedAt - limited!.endedAt!).toBeGreaterThanOrEqual(1000);
	expect(easel.openai.bill().images).toBe(3);
});

test('a provider that counts strictly never has to say no when the bot knows its quota', async () => {
	easel = await startGated({ env: { IMAGES_PER_MINUTE: '6' }, openai: { imagesPerMinute: 6 } });
	easel.gate.open();
	const asked = await Promise.all(['mia', 'noah', 'max'].map((name) => ask(name, name, { count: 2 })));
	await Promise.all(asked.map((one) => result(one)));
	const late = await ask('ada', 'ada');
	expect((await waits(late)).text()).toContain('1st in line');
	expect(easel.openai.calls.map(({ status }) => status)).toEqual([200, 200, 200]);
});
