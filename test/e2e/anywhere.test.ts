import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { wordsFor } from '../../src/locales/words.ts';
import { plain } from '../pictures/samples.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, notice, providersOwn, result, startEasel } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';
import { doubtful } from './moderators.ts';
import { words } from './trouble.ts';

/** Where no server's rules hold: the bot's direct messages, a group, and a server that has not invited the bot. */

let easel: Easel;

afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
const start = async (env: Record<string, string> = {}) => {
	easel = await startEasel({ env });
	speakEnglish();
};
/** Public messages speak the server's language, also where the bot was never invited. */
const speakEnglish = () => {
	easel.discord.world.guilds.find(({ name }) => name === 'Elsewhere')!.locale = 'en-US';
};

const places = [['dm'], ['zine'], ['elsewhere']] as const;
/** Mia has installed the app; Noah is in the group and in the server, too. */
const as = (user = 'mia') => easel.discord.as(user);
const imagine = (place: string, options: Record<string, string | number | boolean> = {}) =>
	as().slash(place, 'imagine', { prompt: 'a red fox', quality: 'low', ...options });
const moreOf = (message: Message) => message.selects().find(({ customId }) => customId.startsWith('more:'))!;
const told = async (asked: Interaction | Promise<Interaction>) => (await notice(asked)).text();
const idIn = (message: Message, part: string) =>
	[...message.buttons(), ...message.selects()].find(({ customId }) => customId?.includes(part))!.customId!;

describe.each(places)('in %s', (place) => {
	beforeEach(() => start());

	test('a picture is generated, with what is left by the operator’s limit and no report to moderators', async () => {
		const message = await result(imagine(place));
		expect(message.text()).toContain('9 left today');
		expect(moreOf(message).options.map(({ value }) => value)).not.toContain('report');
		expect(await filesOf(easel.discord, message)).toEqual(
			await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024', quality: 'low' }),
		);
	});

	test('previews come as in a server', async () => {
		easel.openai.options.previewEveryMs = 100;
		easel.openai.faults.next.push({ kind: 'held' });
		const asked = await imagine(place);
		await asked.response((message) => message.pictures().some(({ url }) => url.includes('/preview-')), 9000);
		easel.openai.release();
		await result(asked);
	});

	test('everything under a result works: the bot kept its bytes, for it cannot read there', async () => {
		const message = await result(imagine(place));
		await result(as().press(message, 'Again'));
		await result(as().press(message, 'Vary'));
		const edit = await as().press(message, 'Edit');
		await edit.modal();
		await result(as().submit(edit, { prompt: 'in snow' }));
		const more = moreOf(message).customId;
		const canvas = await (await as().choose(message, more, ['canvas'])).response();
		await result(as().press(canvas, idIn(canvas, ':1.5')));
		const described = await as().choose(message, more, ['describe']);
		expect((await described.response((it) => it.buttons().length === 4)).ephemeral).toBe(true);
		const original = await (await as().choose(message, more, ['original'])).response();
		expect(original.ephemeral).toBe(true);
	});

	test('the menu of a message works', async () => {
		const file = await plain(60, 60).png().toBuffer();
		const said = await as().say(place, 'look', [{ file, name: 'a.png' }]);
		expect((await result(as().menu(place, 'Vary image', said))).text()).toContain('A subtle variation');
		const message = await result(imagine(place));
		expect((await result(as().menu(place, 'Vary image', message))).pictures()).toHaveLength(1);
	});

	test('a private result is private', async () => {
		const message = await result(imagine(place, { private: true }));
		expect(message.ephemeral).toBe(true);
		expect((await result(as().press(message, 'Again'))).ephemeral).toBe(true);
	});
});

describe.each([['zine'], ['elsewhere']] as const)('in %s', (place) => {
	test('nobody but whoever asked can press', async () => {
		await start();
		await as('noah').install();
		const message = await result(imagine(place));
		const before = easel.openai.calls.length;
		expect(await told(as('noah').press(message, 'Again'))).toContain(words('refusal.jobGone'));
		expect(await told(as('noah').choose(message, moreOf(message).customId, ['region']))).toContain(
			words('refusal.jobGone'),
		);
		expect(await told(as('noah').choose(message, moreOf(message).customId, ['delete']))).toContain(
			words('refusal.jobGone'),
		);
		expect(await told(as('noah').menu(place, 'Vary image', message))).toContain(words('refusal.jobGone'));
		expect(easel.openai.calls).toHaveLength(before);
	});
});

test('elsewhere a public picture speaks the server’s language, and what is told its member alone theirs', async () => {
	await start({ MEMBER_IMAGES_PER_DAY: '1' });
	easel.discord.world.guilds.find(({ name }) => name === 'Elsewhere')!.locale = 'pt-BR';
	expect((await result(imagine('elsewhere'))).text()).toContain(wordsFor('pt-BR')('waiting.left', { count: 0 }));
	expect(await told(imagine('elsewhere'))).toContain('Outside of servers you may have');
});

describe('the operator’s limit', () => {
	test('is counted over all these places, and not in servers', async () => {
		await start({ MEMBER_IMAGES_PER_DAY: '3' });
		await result(imagine('dm', { count: 2 }));
		expect(await told(imagine('zine', { count: 2 }))).toContain('1 are left and you asked for 2');
		await result(imagine('elsewhere'));
		expect(await told(imagine('dm'))).toContain('Outside of servers you may have 3 pictures a day; 0 are left');
		expect((await result(imagine('studio'))).text()).not.toContain('left today');
		expect(easel.openai.bill().images).toBe(4);
	});

	test('holds for steps and buttons, too', async () => {
		await start({ MEMBER_IMAGES_PER_DAY: '1' });
		const message = await result(imagine('dm'));
		expect(await told(as().press(message, 'Again'))).toContain('0 are left');
		const canvas = await (await as().choose(message, moreOf(message).customId, ['canvas'])).response();
		expect(await told(as().press(canvas, idIn(canvas, ':1.5')))).toContain('0 are left');
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('gives back what brought no picture', async () => {
		await start({ MEMBER_IMAGES_PER_DAY: '1' });
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked' });
		const asked = await imagine('dm');
		await asked.response((message) => message.text().includes(words('problem.free')));
		await result(imagine('dm'));
	});

	test.each(places)('of none means that nothing is drawn in %s', async (place) => {
		await start({ MEMBER_IMAGES_PER_DAY: '0' });
		expect(await told(imagine(place))).toContain(words('refusal.onlyInServers'));
		const image = { file: await plain(60, 60).png().toBuffer(), name: 'a.png' };
		expect(await told(as().slash(place, 'describe', { image }))).toContain(words('refusal.onlyInServers'));
		expect(easel.openai.calls).toEqual([]);
		await result(imagine('studio'));
	});
});

describe('moderation without moderators', () => {
	test('refuses what would be held, at once and without an appeal', async () => {
		await start();
		easel.openai.options.moderation = { kind: 'scores', scores: { 'violence/graphic': 0.95 } };
		const asked = await imagine('dm', { prompt: doubtful });
		const message = await asked.response((it) => it.text().includes(words('problem.free')));
		expect(message.text()).not.toContain(words('held.title'));
		expect(message.buttons().map(({ label }) => label)).not.toContain(words('button.appeal'));
		expect(easel.openai.calls).toEqual([]);
	});

	test('shows no picture in doubt, and takes nothing for it', async () => {
		await start({ MEMBER_IMAGES_PER_DAY: '1' });
		easel.openai.faults.next.push({ kind: 'held' });
		const asked = await imagine('elsewhere');
		await expect.poll(() => easel.openai.calls.length).toBe(1);
		easel.openai.options.moderation = { kind: 'scores', scores: { 'violence/graphic': 0.95 } };
		easel.openai.release();
		const message = await asked.response((it) => it.text().includes(words('problem.free')));
		expect(message.pictures()).toEqual([]);
		easel.openai.options.moderation = undefined;
		// What was said of those very bytes is remembered, so this one is of another size.
		await result(imagine('dm', { shape: 'wide' }));
	});
});

describe('what takes longer than a quarter of an hour', () => {
	const minute = 60_000;
	let gate: Gate;
	beforeEach(async () => {
		// Bot and twin look at the same clock; timers stay real, so that sockets do.
		vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
		const gated = await startGated({ discord: { now: () => Date.now() } });
		[easel, gate] = [gated, gated.gate];
		speakEnglish();
	});
	afterEach(() => void vi.useRealTimers());

	test.each([['zine'], ['elsewhere']] as const)('is told of in %s, kept and collected', async (place) => {
		const asked = await imagine(place);
		await gate.has(1);
		vi.setSystemTime(Date.now() + 13 * minute + 40_000);
		const message = await asked.response((it) => it.text().includes(words('waiting.handoverElsewhere').slice(0, 60)));
		vi.setSystemTime(Date.now() + 2 * minute);
		gate.open();
		const collected = async () => {
			const pressed = await as().press(message, words('button.collect'));
			return pressed.response(({ thinking }) => !thinking);
		};
		await expect.poll(async () => (await collected()).pictures().length, { timeout: 9000, interval: 300 }).toBe(1);
		expect(easel.openai.bill().calls).toBe(1);
		// Nothing was tried where the bot's own token opens nothing, and nobody is written to who did not ask.
		expect(easel.discord.log.filter(({ status }) => status === 403)).toEqual([]);
		expect(easel.discord.dms('mia')).toEqual([]);
	});

	test('comes to a direct message as a message of its own', async () => {
		const asked = await imagine('dm');
		await gate.has(1);
		vi.setSystemTime(Date.now() + 13 * minute + 40_000);
		await asked.response((it) => it.text().includes('This takes longer'));
		vi.setSystemTime(Date.now() + 2 * minute);
		gate.open();
		const withPictures = () => easel.discord.dms('mia').filter((it) => it.pictures().length > 0);
		await expect.poll(() => withPictures().length, { timeout: 9000 }).toBe(1);
		expect((await result(as().press(withPictures()[0]!, 'Again'))).pictures()).toHaveLength(1);
	});
});
