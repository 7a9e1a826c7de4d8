import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fields, Message } from '../twins/discord/index.ts';
import { batchesOf, drawLabel } from './batches.ts';
import { decide, type Easel, holdWord, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { bystanderSees, drawn, inVain, words } from './trouble.ts';

/** Many pictures with one yes: counted and priced first, drawn in a thread, with one message that tells how far they are. */

let easel: Easel;
beforeEach(async () => {
	easel = await startEasel();
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const { ask, start, shows, results } = batchesOf(() => easel);
const as = (who: string) => easel.discord.as(who);
const set = (patch: Record<string, unknown>) => decide(easel.env.STORE_URL!, easel.discord, patch);
const prompts = () => Object.entries(easel.openai.bill().byPrompt).sort();
const threadNames = () =>
	easel.discord
		.channel('studio')
		.messages()
		.flatMap(({ thread }) => (thread ? [thread.name] : []));
const isOver = (message: Message) => message.buttons().length === 0;

/** The form of a result's select, filled in; resolves with the private answer. */
async function listed(fields: Fields): Promise<Message> {
	const opened = await as('mia').choose(await drawn(easel), 'More…', ['Batch']);
	await opened.modal();
	const submitted = await as('mia').submit(opened, fields);
	return submitted.response(({ ephemeral, thinking }) => ephemeral && !thinking);
}
const file = (bytes: Uint8Array | string, name = 'list.txt') => [{ file: Buffer.from(bytes), name }];

describe('a batch by choices in a prompt', () => {
	test('is asked about first, privately, with its count and its price, and nothing is paid', async () => {
		const seen = bystanderSees(easel);
		const { panel } = await ask('mia', '{red, blue} fox in {snow, {dense, light} *fog*}', { quality: 'low' });
		expect(panel.ephemeral).toBe(true);
		expect(panel.text()).toMatch(/\*\*6 pictures · ≈ \$0\.\d+\*\*/);
		expect(panel.text()).toContain('- red fox in dense \\*fog\\*\n');
		expect(panel.text()).toContain(words('batch.ask.where.newThread'));
		expect(drawLabel(panel)).toMatch(/^Draw 6 · ≈ \$0\.\d+$/);
		expect(bystanderSees(easel)).toEqual(seen);
		expect(easel.openai.bill().calls).toBe(0);
	});

	test('is drawn in a thread of its own, each prompt once, and its message counts to the end', async () => {
		const { panel, asked } = await ask('mia', 'a {red, blue, green} fox', { quality: 'low' });
		const message = await start('mia', panel);
		expect(message.thread?.name).toBe('a red fox');
		const over = await shows(message, isOver);
		expect(over.text()).toMatch(/^\*\*3 of 3\*\* · \$0\.\d+/);
		const pictures = results(message.id);
		expect(pictures).toHaveLength(3);
		expect(pictures.map((it) => it.text()).join()).not.toContain(words('result.forUser', { user: '' }).trim());
		expect(prompts()).toEqual([
			['a blue fox', 1],
			['a green fox', 1],
			['a red fox', 1],
		]);
		expect((await asked.response((it) => it.text().includes('Started'))).text()).toContain(`<#${message.id}>`);
		// What comes of it can be gone on with like any other result.
		expect((await result(as('noah').press(pictures[0]!, 'Again'))).channelId).toBe(message.id);
	});

	test('shows the prompt as it will be sent, with its persona, and draws it so', async () => {
		const { panel } = await ask('mia', 'a {red, blue} fox', { persona: 'noir' });
		expect(panel.text()).toContain('As seen by a film noir cinematographer');
		const message = await start('mia', panel);
		await shows(message, isOver);
		expect(prompts().every(([prompt]) => prompt.startsWith('As seen by a film noir'))).toBe(true);
	});

	test('is started by one of two presses', async () => {
		const { panel } = await ask('mia', 'a {red, blue} fox');
		const pressed = await Promise.all([0, 1].map(() => as('mia').press(panel, drawLabel(panel))));
		const told = await Promise.race(pressed.map((it) => it.response((m) => m.text() === words('refusal.batchGone'))));
		expect(told.ephemeral).toBe(true);
		const batches = () => easel.discord.channel('studio').messages();
		await expect.poll(() => batches().map(isOver), { timeout: 10_000 }).toEqual([true]);
		expect(easel.openai.bill().calls).toBe(2);
	});

	test('is not drawn when it is taken back, nor by somebody else', async () => {
		const { panel } = await ask('mia', 'a {red, blue} fox');
		const [draw] = panel.buttons();
		const other = await drawn(easel);
		const { calls } = easel.openai.bill();
		const forged = await as('noah').force(other, draw!.customId!);
		expect((await notice(forged)).text()).toBe(words('refusal.batchGone'));
		const cancelled = await as('mia').press(panel, 'Cancel');
		await cancelled.response((it) => it.text().includes(words('batch.takenBack')));
		const late = await as('mia').force(panel, draw!.customId!);
		expect((await notice(late)).text()).toBe(words('refusal.batchGone'));
		expect(easel.openai.bill().calls).toBe(calls);
	});

	test('comes in the thread where it was asked for, or in the channel where none can be opened', async () => {
		const world = easel.discord.world.guilds[0]!;
		const studio = world.channels.find(({ name }) => name === 'studio')!;
		world.channels.push({ id: '934190266370285999', name: 'foxes', type: 11, parentId: studio.id, overwrites: [] });
		const inside = await ask('mia', 'a {red, blue} fox', {}, 'foxes');
		expect(inside.panel.text()).toContain(words('batch.ask.where.thisThread'));
		await shows(await start('mia', inside.panel, 'foxes'), isOver);
		expect(results('foxes')).toHaveLength(2);

		const threads = 1n << 35n;
		studio.overwrites.push({ id: world.id, type: 0, allow: '0', deny: String(threads) });
		world.botPermissions = String(BigInt(world.botPermissions!) & ~threads);
		const outside = await ask('mia', 'an {old, young} owl');
		expect(outside.panel.text()).toContain(words('batch.ask.where.thisChannel'));
		await shows(await start('mia', outside.panel), isOver);
		expect(results('studio')).toHaveLength(2);
	});
});

describe('a batch by a list', () => {
	test('takes a prompt a line, choices among them, and a file beside it', async () => {
		const panel = await listed({
			prompts: '# foxes\na {red, blue} fox\n\nan owl',
			file: file('\ufeffa hare\r\na tern\r\n'),
			count: ['2'],
			quality: ['low'],
		});
		expect(panel.text()).toContain('**10 pictures');
		expect(panel.text()).toContain('- a red fox\n- a blue fox\n- an owl\n- a hare\n- a tern');
		await shows(await start('mia', panel), isOver);
		expect(easel.openai.bill().images).toBe(11);
	});

	test('can be changed before it is drawn, and stands in the form as it was written', async () => {
		const { panel } = await ask('mia', 'a {red, blue} fox', { shape: '3:2' });
		const opened = await as('mia').press(panel, 'Edit list');
		expect(JSON.stringify(await opened.modal())).toContain('"value":"a {red, blue} fox"');
		const submitted = await as('mia').submit(opened, { prompts: 'a {red, blue, white} fox', count: ['2'] });
		const changed = await submitted.response((it) => it.text().includes('**6 pictures'));
		expect(changed.id).toBe(panel.id);
		await shows(await start('mia', changed), isOver);
		expect(easel.openai.bill().images).toBe(6);
	});

	const utf16 = Buffer.from('\ufeffa fox\na hare\n', 'utf16le');
	test.each<[string, Buffer, string]>([
		[
			'of 2 MB',
			Buffer.alloc(2 * 1024 * 1024, 'a fox\n'),
			words('refusal.batchFileTooLarge', { name: '**list.txt**', limit: '256 kB' }),
		],
		['in UTF-16', utf16, words('refusal.batchFileUtf16', { name: '**list.txt**' })],
		['in UTF-16 without its mark', utf16.subarray(2), words('refusal.batchFileUtf16', { name: '**list.txt**' })],
		[
			'of bytes that are no text',
			Buffer.from([0x61, 0xff, 0x00, 0x0a]),
			words('refusal.batchFileNotText', { name: '**list.txt**' }),
		],
		['of nothing', Buffer.from('\n\n# nothing\n'), words('refusal.batchEmpty')],
	])('a batch file %s is refused, and what was typed beside it is kept', async (kind, bytes, told) => {
		const panel = await listed(
			kind === 'of nothing' ? { file: file(bytes) } : { prompts: 'a {red, blue} fox', file: file(bytes) },
		);
		expect(panel.text()).toContain(told);
		expect(panel.buttons().map(({ label }) => label)).toEqual(['Edit list', 'Cancel']);
		expect(easel.openai.bill().calls).toBe(1);
		const opened = await as('mia').press(panel, 'Edit list');
		const form = JSON.stringify(await opened.modal());
		if (kind !== 'of nothing') expect(form).toContain('"value":"a {red, blue} fox"');
		const mended = await as('mia').submit(opened, { prompts: 'an {old, young} owl' });
		expect((await mended.response((it) => it.text().includes('2 pictures'))).id).toBe(panel.id);
	});

	test('a batch file of 2 MB is not read to its end, whatever it is said to be', async () => {
		easel.discord.faults.cdn = { wrongLength: 100 };
		const panel = await listed({ file: file(Buffer.alloc(2 * 1024 * 1024, 'a fox\n')) });
		expect(panel.buttons().map(({ label }) => label)).toEqual(['Edit list', 'Cancel']);
		easel.discord.faults.cdn = {};
	});
});

describe('a batch that cannot be', () => {
	const imagine =
		(prompt: string, options = {}) =>
		() =>
			as('mia').slash('studio', 'imagine', { prompt, ...options });

	test.each([
		[
			'permutations that would make 10,000 pictures',
			'{0,1,2,3,4,5,6,7,8,9}'.repeat(4),
			words('refusal.batchTooMany', { pictures: '10,000', limit: '20' }),
		],
		[
			'permutations that nobody can count',
			'{a,b}'.repeat(1000),
			words('refusal.batchTooMany', { pictures: '1,000,000,000,000,000+', limit: '20' }),
		],
		['a brace that is never closed', 'a {red, blue fox', words('refusal.braceUnclosed', { near: 'a {red, blue fox' })],
		['a brace that was never opened', 'a red, blue} fox', words('refusal.braceUnopened', { near: 'a red, blue} fox' })],
	])('by %s is refused in words that say how to mend it', async (_, prompt, told) => {
		await inVain(easel, imagine(prompt), told);
	});

	test('is refused where it is to be private, and where the server has no batches', async () => {
		await inVain(easel, imagine('a {red, blue} fox', { private: true }), words('refusal.batchPrivate'));
		await set({ 'models.largestBatch': 0 });
		await inVain(easel, imagine('a {red, blue} fox'), words('refusal.batchesOff'));
		await set({ 'models.largestBatch': 3 });
		await inVain(
			easel,
			imagine('a {red, blue} fox', { count: 2 }),
			words('refusal.batchTooMany', { pictures: '4', limit: '3' }),
		);
	});

	test('is refused before it begins where not even one may be drawn', async () => {
		await set({ 'limits.memberImagesPerDay': 0 });
		const asked = await imagine('a {red, blue} fox')();
		const told = await notice(asked);
		expect(told.text()).toContain(words('refusal.unpaid'));
		expect(easel.discord.channel('studio').messages('max')).toEqual([]);
	});

	test('with escaped braces is a single picture of braces', async () => {
		const message = await drawn(easel, { prompt: String.raw`a \{red, blue\} fox` });
		expect(message.pictures()).toHaveLength(1);
		expect(prompts()).toEqual([['a {red, blue} fox', 1]]);
	});
});

describe('the limits of a batch', () => {
	test('stop it where they are reached: what was accepted comes, and the message says why no more', async () => {
		await set({ 'limits.memberImagesPerDay': 2 });
		const { panel } = await ask('mia', '{a, b, c, d} fox');
		expect(panel.text()).toContain(words('batch.ask.tooMany', { count: 2 }));
		const message = await start('mia', panel);
		const over = await shows(message, isOver);
		expect(over.text()).toContain('**2 of 4**');
		expect(over.text()).toContain(words('batch.stoppedByRule'));
		expect(over.text()).toContain('You may have 2 pictures a day here');
		expect(results(message.id)).toHaveLength(2);
		expect(easel.openai.bill().images).toBe(2);
	});

	test('count a batch as one request: one at once, and one for the time between two', async () => {
		await set({ 'limits.jobsAtOnce': 1, 'limits.cooldownSeconds': 60 });
		const { panel } = await ask('mia', '{a, b, c, d} fox');
		const over = await shows(await start('mia', panel), isOver);
		expect(over.text()).toContain('**4 of 4**');
		await inVain(easel, () => as('mia').slash('studio', 'imagine', { prompt: 'one more' }), '60 s must pass');
	});

	test('offer no earlier picture in its place', async () => {
		await set({ 'look.offerEarlier': true });
		await drawn(easel, { prompt: 'a red fox' });
		const { panel } = await ask('mia', 'a {red, blue} fox');
		const over = await shows(await start('mia', panel), isOver);
		expect(over.text()).toContain('**2 of 2**');
	});

	test('hide its price from the channel where the server wants that', async () => {
		await set({ 'look.showPrice': false });
		const { panel } = await ask('mia', 'a {red, blue} fox');
		expect(panel.text()).toContain('$');
		expect((await shows(await start('mia', panel), isOver)).text()).not.toContain('$');
	});
});

describe('what goes wrong in a batch', () => {
	test('is counted with its reason, and nobody is told for each', async () => {
		const body = {
			error: { message: 'no', type: 'image_generation_user_error', param: null, code: 'moderation_blocked' },
		};
		easel.openai.faults.next.push({ kind: 'status', status: 400, body });
		const { panel } = await ask('mia', '{a, b, c} fox');
		const message = await start('mia', panel);
		const over = await shows(message, isOver);
		expect(over.text()).toContain('**2 of 3**');
		expect(over.text()).toContain(`${words('batch.failed', { count: 1 })}: ${words('problem.moderation')}`);
		expect(results(message.id)).toHaveLength(2);
		expect(easel.discord.dms('mia')).toEqual([]);
	});

	test('a thread is not named after what may not be read here', async () => {
		await holdWord(easel.env.STORE_URL!, easel.discord.world.guilds[0]!.id, 'wolf');
		const { panel } = await ask('mia', 'a {wolf, fox} at night');
		const message = await start('mia', panel);
		await expect.poll(() => threadNames()).toEqual([words('batch.thread', { count: 2 })]);
		await shows(message, (it) => it.text().includes('1 of 2'));
		expect(
			easel.discord
				.channel('studio')
				.messages()
				.map((it) => it.text())
				.join(),
		).not.toContain('wolf');
	});

	test('begun where no thread can be made of it in the end, the batch leaves nothing behind', async () => {
		easel.discord.faults.failNext.push({
			route: 'POST /channels/:channel/messages/:message/threads',
			status: 500,
			times: 9,
		});
		const { panel } = await ask('mia', 'a {red, blue} fox');
		await notice(as('mia').press(panel, drawLabel(panel)));
		expect(easel.discord.channel('studio').messages()).toEqual([]);
		expect(easel.openai.bill().calls).toBe(0);
	});

	test('a prompt that is held waits for a moderator while the rest of the batch is drawn, and comes when it is approved', async () => {
		await set({
			'safety.reviewChannel': easel.discord.world.guilds[0]!.channels.find(({ name }) => name === 'mod-review')!.id,
		});
		await holdWord(easel.env.STORE_URL!, easel.discord.world.guilds[0]!.id, 'wolf');
		const { panel } = await ask('mia', 'a {fox, wolf, hare}');
		const message = await start('mia', panel);
		const waits = await shows(
			message,
			(it) => it.text().includes('2 of 3') && it.text().includes('waiting for a moderator'),
		);
		expect(waits.buttons().map(({ label }) => label)).toEqual(['Stop']);
		expect(easel.discord.dms('mia')).toEqual([]);
		const card = () => easel.discord.channel('mod-review').messages('max').at(-1);
		await expect.poll(card).toBeDefined();
		await as('max').press(card()!, 'Approve');
		expect((await shows(message, isOver)).text()).toContain('**3 of 3**');
		expect(results(message.id)).toHaveLength(3);
	});
});
