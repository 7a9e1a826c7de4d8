import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import type { Interaction } from '../twins/discord/index.ts';
import { decide, type Easel, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { hasPictures, inVain, words } from './trouble.ts';

/** What an admin has decided stops a member in words that name the rule, what is left and when it is back. */

let easel: Easel;
let asked = 0;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,gpt-image-2,dall-e-3', MAX_CONCURRENT: '20' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
/** Every test begins with a server of its own mind and members who have not asked for anything today. */
beforeEach(async () => {
	await set({
		'limits.memberImagesPerDay': null,
		'limits.serverImagesPerDay': null,
		'limits.serverImagesPerMonth': null,
		'limits.jobsAtOnce': null,
		'limits.cooldownSeconds': 0,
		'models.allowed': null,
		'models.preferred': null,
		'models.qualities': null,
		'models.shapes': null,
		'models.largestCount': 10,
		'channels.only': [],
		'channels.never': [],
		'safety.privateResults': true,
	});
	easel.openai.reset();
});

const set = (patch: Patch) => decide(easel.env.STORE_URL!, easel.discord, patch);

/** The road always looks at the store; options are read by what is remembered, for ten seconds when another process changed it. */
async function setAndForget(patch: Patch): Promise<void> {
	await set(patch);
	await easel.restart();
}

const { asks, draws } = {
	asks: (user: string, options: Record<string, string | number | boolean> = {}, channel = 'studio') =>
		easel.discord.as(user).slash(channel, 'imagine', { prompt: `a fox, take ${asked++}`, ...options }),
	draws: async (user: string, options: Record<string, string | number | boolean> = {}) =>
		result(await asks(user, options)),
};
const told = (ask: () => Promise<Interaction>, text: string, channel = 'studio') =>
	inVain(easel, ask, text, { channel });

/** A member nobody has heard of today. */
function newcomer(roles: string[] = []): string {
	const { world } = easel.discord;
	const id = String(520000000000000000n + BigInt(world.users.length));
	const username = `n${world.users.length}`;
	world.users.push({ id, username, globalName: username, locale: 'en-US', avatarColor: '#777777' });
	world.guilds[0]!.members.push({ userId: id, roles });
	return username;
}
const artists = () => easel.discord.world.guilds[0]!.roles.find(({ name }) => name === 'Artists')!.id;

const midnight = () => Math.floor(Date.now() / 86_400_000) * 86_400 + 86_400;

describe('a member’s day', () => {
	test('is all or nothing, says what is left, and turns at the server’s midnight', async () => {
		await set({ 'limits.memberImagesPerDay': 3 });
		const mia = newcomer();
		const first = await draws(mia, { count: 2 });
		expect(first.text()).toContain('1 left today');
		const message = await told(() => asks(mia, { count: 2 }), 'You may have 3 pictures a day here; 1 are left');
		expect(message.text()).toContain(`<t:${midnight()}:R>`);
		expect((await draws(mia)).text()).toContain('0 left today');
		await told(() => asks(mia), '0 are left');
		expect((await draws(newcomer())).pictures()).toHaveLength(1);
	});

	test('is widened by a role, which is named', async () => {
		await set({
			'limits.memberImagesPerDay': 1,
			[`roles.${artists()}`]: { imagesPerDay: 2, qualities: null, models: null, priority: 'normal' },
		});
		const artist = newcomer([artists()]);
		expect((await draws(artist, { count: 2 })).pictures()).toHaveLength(2);
		await told(() => asks(artist), `As <@&${artists()}> you may have 2 pictures a day here`);
		await told(() => asks(newcomer(), { count: 2 }), 'You may have 1 pictures a day here');
		await set({ [`roles.${artists()}`]: undefined });
	});

	test('gets back what failed, what was refused and what was cancelled, and says so', async () => {
		await set({ 'limits.memberImagesPerDay': 1 });
		const mia = newcomer();
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] });
		const refused = await (await asks(mia)).response(({ ephemeral, thinking }) => ephemeral && !thinking);
		expect(refused.text()).toContain('1 left today');
		easel.openai.faults.next.push({ kind: 'reset-after-work' });
		const lost = await (await asks(mia)).response(({ ephemeral, thinking }) => ephemeral && !thinking);
		expect(lost.text()).toContain('1 left today');
		expect((await draws(mia)).pictures()).toHaveLength(1);
	});
});

describe('the server’s caps', () => {
	test('hold for everybody together, whatever a role allows', async () => {
		await set({
			'limits.serverImagesPerDay': 0,
			[`roles.${artists()}`]: { imagesPerDay: 1000, qualities: null, models: null, priority: 'high' },
		});
		await told(
			() => asks(newcomer([artists()])),
			'This server may have 0 pictures a day; 0 are left and you asked for 1',
		);
		await set({ [`roles.${artists()}`]: undefined });
	});

	test('of the month say when it ends', async () => {
		await set({ 'limits.serverImagesPerMonth': 1 });
		const message = await told(() => asks(newcomer(), { count: 2 }), 'This server may have 1 pictures a month');
		const now = new Date();
		const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000;
		expect(message.text()).toContain(`<t:${end}:R>`);
	});
});

describe('at once, and one after another', () => {
	test('so many jobs and not one more', async () => {
		await set({ 'limits.jobsAtOnce': 2 });
		easel.openai.options.latencyMs = 1500;
		const mia = newcomer();
		const first = await Promise.all([asks(mia), asks(mia)]);
		await Promise.all(first.map((it) => it.response((message) => !message.thinking)));
		await told(() => asks(mia), 'You may have 2 requests under way at once here');
		await Promise.all(first.map((it) => it.response(hasPictures, 9000)));
		easel.openai.options.latencyMs = 0;
		expect((await draws(mia)).pictures()).toHaveLength(1);
	});

	test('so much time between two requests; one that brought nothing starts none', async () => {
		await set({ 'limits.cooldownSeconds': 600 });
		const mia = newcomer();
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked', categories: [] });
		await (await asks(mia)).response(({ ephemeral, thinking }) => ephemeral && !thinking);
		expect((await draws(mia)).pictures()).toHaveLength(1);
		const message = await told(() => asks(mia), 'Here 10 min must pass between two requests');
		expect(message.text()).toMatch(/<t:\d+:R>/);
	});
});

describe('what may be drawn', () => {
	afterEach(() => easel.restart());

	test('a model that is not allowed is refused with those that are', async () => {
		await setAndForget({ 'models.allowed': ['gpt-image-2'] });
		await told(() => asks('mia', { model: 'dall-e-3' }), '`dall-e-3` is not offered here. You can choose gpt-image-2.');
		await draws('mia');
		expect(easel.openai.calls).toMatchObject([{ model: 'gpt-image-2' }]);
		expect(
			await easel.discord.as('mia').autocomplete('studio', 'imagine', { prompt: 'a fox', model: '' }, 'model'),
		).toEqual([{ name: 'gpt-image-2', value: 'gpt-image-2' }]);
	});

	test('a model that the operator withdrew since leaves nothing to choose, and says who can help', async () => {
		await setAndForget({ 'models.allowed': ['gpt-image-1.5'] });
		await told(() => asks('mia'), words('refusal.noModelAllowed'));
	});

	test('a role’s qualities hold for whoever has it, and the usual quality is one that is allowed', async () => {
		await setAndForget({
			[`roles.${artists()}`]: { imagesPerDay: null, qualities: ['low'], models: null, priority: 'normal' },
		});
		const artist = newcomer([artists()]);
		await told(() => asks(artist, { quality: 'high' }), 'The quality `high` is not allowed for you in this server.');
		await draws(artist);
		await draws(newcomer(), { quality: 'high' });
		expect(easel.openai.calls.map(({ quality }) => quality)).toEqual(['low', 'high']);
		await set({ [`roles.${artists()}`]: undefined });
	});

	test('shapes by their names, and sizes that are such a shape', async () => {
		await set({ 'models.shapes': ['square'] });
		await told(
			() => asks('mia', { shape: 'wide' }),
			'That shape is not allowed in this server. You can choose square.',
		);
		await told(() => asks('mia', { shape: '1536x1024' }), 'That shape is not allowed');
		expect((await draws('mia', { shape: '1024x1024' })).pictures()).toHaveLength(1);
	});

	test('so many in one request', async () => {
		await set({ 'models.largestCount': 2 });
		await told(() => asks('mia', { count: 3 }), 'one request may have at most 2 pictures, and this one has 3');
	});

	test('nothing in private', async () => {
		await set({ 'safety.privateResults': false });
		const asking = await asks('mia', { private: true });
		expect((await asking.response()).text()).toContain(words('refusal.privateNotAllowed'));
		expect(easel.openai.calls).toHaveLength(0);
	});
});

describe('where it may be drawn', () => {
	const channel = (name: string) => easel.discord.world.guilds[0]!.channels.find((it) => it.name === name)!.id;

	test('only in the channels that are named', async () => {
		await set({ 'channels.only': [channel('gallery')] });
		await told(() => asks('mia'), `Drawing is for <#${channel('gallery')}> in this server.`);
		const drawn = await result(asks('mia', {}, 'gallery'));
		expect(drawn.pictures()).toHaveLength(1);
	});

	test('never in the channels that are named', async () => {
		await set({ 'channels.never': [channel('studio')] });
		await told(() => asks('mia'), words('refusal.channelNotAllowedNone'));
		expect((await result(asks('mia', {}, 'gallery'))).pictures()).toHaveLength(1);
	});

	test('a thread is where its channel is', async () => {
		await set({ 'channels.only': [channel('studio')] });
		const { channels } = easel.discord.world.guilds[0]!;
		const thread = { type: 11, overwrites: [] };
		channels.push({ ...thread, id: '934190266370285599', name: 'foxes', parentId: channel('studio') });
		channels.push({ ...thread, id: '934190266370285598', name: 'hounds', parentId: channel('gallery') });
		await told(() => asks('mia', {}, 'hounds'), 'Drawing is for', 'hounds');
		expect((await result(asks('mia', {}, 'foxes'))).pictures()).toHaveLength(1);
	});
});

test('every rule that stopped somebody was counted, without words', async () => {
	const { openStore } = await import('../../src/store/index.ts');
	const store = await openStore(easel.env.STORE_URL!);
	const now = Date.now();
	const report = await store.usage.report(
		easel.discord.world.guilds[0]!.id,
		[{ start: now - 3_600_000, end: now + 1000 }],
		5,
	);
	await store.close();
	expect(report.stopped.map(({ code }) => code)).toEqual(
		expect.arrayContaining(['memberDay', 'serverDay', 'serverMonth', 'atOnce', 'cooldown', 'channelNotAllowed']),
	);
});
