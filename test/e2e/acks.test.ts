import { setImmediate as logged } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BLACK, halves, plain, WHITE } from '../pictures/samples.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** Discord forgets an interaction after three seconds: it is acknowledged before anything that can be slow. */

let easel: Easel;
let image: { file: Uint8Array; name: string };
let mask: typeof image;
let drawn: Message;

beforeAll(async () => {
	easel = await startEasel();
	image = { file: await plain(300, 200).png().toBuffer(), name: 'fox.png' };
	mask = { file: await (await halves(300, 200, WHITE, BLACK)).png().toBuffer(), name: 'mask.png' };
	drawn = await result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', count: 2 }));
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => {
	easel.openai.reset();
	easel.discord.faults.cdn = {};
});

const mia = () => easel.discord.as('mia');
/** The twin writes a request down when it has answered it: once the event loop has gone round after that, it is in the log. */
const callback = '/interactions/:interaction/:token/callback';

/** Opens one of the forms of the picture drawn first. */
async function form(button: string) {
	const pressed = await mia().press(drawn, button);
	await pressed.modal();
	await logged();
	return pressed;
}

const interactions: [string, () => Promise<Interaction>, number][] = [
	['/imagine', () => mia().slash('studio', 'imagine', { prompt: 'a fox' }), 5],
	['a private /imagine', () => mia().slash('studio', 'imagine', { prompt: 'a fox', private: true }), 5],
	['/imagine with a reference', () => mia().slash('studio', 'imagine', { prompt: 'a fox', reference: image }), 5],
	['/edit', () => mia().slash('studio', 'edit', { prompt: 'in snow', image, mask }), 5],
	['/vary', () => mia().slash('studio', 'vary', { image }), 5],
	['a refused /vary', () => mia().slash('studio', 'vary', { image, model: 'dall-e-9' }), 4],
	['Again', () => mia().press(drawn, 'Again'), 5],
	['Vary, a form', () => mia().press(drawn, 'Vary'), 9],
	['Edit, a form', () => mia().press(drawn, 'Edit'), 9],
	['Original file', () => mia().choose(drawn, 'More…', ['Original file']), 5],
	['Delete by a stranger', () => easel.discord.as('noah').choose(drawn, 'More…', ['Delete']), 6],
	['a button of nothing', () => mia().force(drawn, 'nothing'), 4],
];

test.each(interactions)('%s is acknowledged by the very first request, once', async (_, act, type) => {
	const before = easel.discord.log.length;
	const asked = await act();
	expect((await asked.acked()).type).toBe(type);
	await logged();
	const first = easel.discord.log[before]!;
	expect(first).toMatchObject({ method: 'POST', route: callback, body: { type } });
	// Whatever follows is done before the next test looks at the log.
	if (type === 5 || type === 6)
		await asked.response(({ thinking, text }) => !thinking && !/in line|Drawing…/.test(text()));
	await logged();
	const callbacks = easel.discord.log.slice(before).filter(({ route }) => route === callback);
	expect(callbacks).toHaveLength(1);
});

test('the Edit form’s answer is acknowledged before its picture is fetched', async () => {
	const opened = await form('Edit');
	const before = easel.discord.log.length;
	await result(mia().submit(opened, { prompt: 'in snow', picture: ['1'] }));
	expect(easel.discord.log[before]).toMatchObject({ route: callback, body: { type: 5 } });
});

test.each(interactions.filter(([name]) => /reference|^\/edit|^\/vary/.test(name)))(
	'%s fetches no file before it is acknowledged',
	async (_, act) => {
		// Until then the files are as good as gone.
		easel.discord.faults.cdn = { expireNow: true };
		easel.discord.once('ack', () => {
			easel.discord.faults.cdn = {};
		});
		expect((await result(act())).pictures().length).toBeGreaterThan(0);
	},
);

test('nothing is paid before the acknowledgement is through', async () => {
	easel.discord.faults.callbackDelayMs = 300;
	await result(mia().slash('studio', 'imagine', { prompt: 'a fox' }));
	easel.discord.faults.callbackDelayMs = 0;
	const { at } = easel.discord.log.findLast(({ route }) => route === callback)!;
	expect(easel.openai.calls[0]!.startedAt).toBeGreaterThanOrEqual(at + 300);
});

test('autocomplete is answered at once and by nothing else', async () => {
	const before = easel.discord.log.length;
	await mia().autocomplete('studio', 'imagine', { prompt: 'a fox', shape: 'w' }, 'shape');
	await logged();
	expect(easel.discord.log.slice(before)).toMatchObject([{ route: callback, body: { type: 8 } }]);
});

test('a refusal is the answer itself, private, with nothing after it', async () => {
	const before = easel.discord.log.length;
	await notice(mia().slash('studio', 'imagine', { prompt: 'a fox', as_is: true, enhance: true }));
	await logged();
	expect(easel.discord.log.slice(before)).toMatchObject([
		{ route: callback, body: { type: 4, data: { flags: 64 | 32768 } } },
	]);
});

test('in a burst of a hundred every one is acknowledged, before any of them is drawn for long', async () => {
	const { missing, acks } = await easel.discord.burst({ count: 100, command: 'imagine', options: { prompt: 'a fox' } });
	expect(missing).toBe(0);
	expect(acks).toHaveLength(100);
	await expect.poll(() => easel.openai.bill().images, { timeout: 20_000 }).toBe(100);
});
