import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import { openStore } from '../../src/store/index.ts';
import { freePort } from '../free-port.ts';
import { defaultWorld, type Guild, type Message, type Options } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** `/settings doctor`: the real bot on the twins, with one thing wrong at a time. */

let easel: Easel;
beforeAll(async () => {
	easel = await startEasel();
});
afterAll(async () => {
	// Dozens of checks a second are these tests' pace and nobody's else: reading may be slowed down for it.
	expectManners({ ...easel.discord, log: easel.discord.log.filter(({ method }) => method !== 'GET') });
	await easel.stop();
});

const atelier = (): Guild => easel.discord.world.guilds[0]!;
const channelNamed = (name: string) => atelier().channels.find((one) => one.name === name)!;
const roleNamed = (name: string) => atelier().roles.find((one) => one.name === name)!;
const idOf = (name: string) => easel.discord.world.users.find(({ username }) => username === name)!.id;
const as = (name: string) => easel.discord.as(name);

beforeEach(() => {
	Object.assign(atelier(), structuredClone(defaultWorld().guilds[0]!));
	easel.openai.options.shutdownDates = {};
	easel.openai.options.listing = undefined;
});
afterEach(async () => {
	easel.discord.faults.failNext = [];
	easel.discord.faults.delay = [];
	easel.openai.options.moderation = undefined;
	await decide({
		'channels.only': [],
		'budget.landing': 'stop',
		'budget.microsPerMonth': null,
		'budget.alertChannel': null,
		'safety.reviewChannel': null,
		'moderation.preset': 'off',
		'moderation.whenDown': 'allow',
		'models.allowed': null,
		'models.qualities': null,
		'models.preferred': null,
		'limits.memberImagesPerDay': null,
		'limits.serverImagesPerDay': null,
		[`roles.${defaultWorld().guilds[0]!.roles.find(({ name }) => name === 'Artists')!.id}`]: undefined,
		'roles.934189010768064999': undefined,
	});
});

/** As if an admin had decided it. */
async function decide(patch: Patch): Promise<void> {
	const store = await openStore(easel.env.STORE_URL!);
	await store.settings.change({ guildId: atelier().id, userId: idOf('ada'), how: 'panel', patch, at: Date.now() });
	await store.close();
}

const ask = (options: Options = {}) => as('ada').slash('lounge', 'settings', options, { subcommand: 'doctor' });
const check = (options: Options = {}): Promise<Message> => notice(ask(options));
/** Asked anew: what the picture service said of its models is remembered, but not for whoever presses. */
async function checkAgain(shown?: Message): Promise<string> {
	const message = shown ?? (await check());
	const pressed = await as('ada').press(message, 'Check again');
	return (await edited(message, pressed.acked())).text();
}
/** The message as it is after an answer that edits it. */
async function edited(message: Message, acked: Promise<unknown>): Promise<Message> {
	const change = new Promise<Message>((resolve) => {
		const look = ({ message: now }: { message: Message }) => {
			if (now.id !== message.id) return;
			easel.discord.off('edit', look);
			resolve(now);
		};
		easel.discord.on('edit', look);
	});
	await acked;
	return change;
}

describe('a check', () => {
	test('of a server where all is well says so, privately, with nothing to put right', async () => {
		const message = await check();
		expect(message.ephemeral).toBe(true);
		expect(message.text()).toContain('Everything works.');
		expect(message.text()).toMatch(/Fine: .*5 models.*5 channels to draw in.*the database.*nobody waiting/);
		expect(message.text()).not.toMatch(/does not work|to look at/);
		expect(message.buttons().map(({ label }) => label)).toEqual(['Check again']);
	});

	test('names the channel where the bot may not attach files, and is content when it may', async () => {
		const { id } = atelier();
		channelNamed('studio').overwrites.push({ id, type: 0, allow: '0', deny: String(1n << 15n) });
		const message = await check();
		expect(message.text()).toContain(`**Nobody can draw in <#${channelNamed('studio').id}>:**`);
		expect(message.text()).toContain('Attach Files');
		expect(message.text()).toContain('4 channels to draw in');
		channelNamed('studio').overwrites.pop();
		expect(await checkAgain(message)).toContain('Everything works.');
	});

	test('takes a channel that is closed to the bot for none to draw in, unless somebody chose it', async () => {
		const { id } = atelier();
		const lounge = channelNamed('gallery');
		lounge.overwrites.push({ id, type: 0, allow: '0', deny: String(1n << 10n) });
		expect((await check()).text()).toContain('4 channels to draw in · 1 more that I do not see');
		await decide({ 'channels.only': [lounge.id] });
		expect((await check()).text()).toContain(`**In <#${lounge.id}> I lack the permission View Channel.**`);
	});

	test('finds a review channel that was deleted, and what then waits in vain', async () => {
		const { id } = channelNamed('mod-review');
		await decide({ 'safety.reviewChannel': id, 'budget.microsPerMonth': 5_000_000, 'budget.landing': 'approval' });
		expect((await check()).text()).toContain('the review channel');
		atelier().channels = atelier().channels.filter((one) => one.id !== id);
		const message = await check();
		expect(message.text()).toContain('**The review channel was deleted,**');
		expect(message.text()).toContain('**From 80 % of the budget on, pictures would wait in vain:**');
		expect(message.text()).toContain('**Nobody hears when the budget runs low:**');
		// One press away from where it is put right.
		const panel = edited(
			message,
			as('ada')
				.press(message, 'Open Safety')
				.then((it) => it.acked()),
		);
		expect((await panel).text()).toMatch(/^## Safety/);
	});

	test('finds that the moderation does not answer, and tells what that means here', async () => {
		expect((await check()).text()).toMatch(/Fine: .*the moderation/);
		easel.openai.options.moderation = { kind: 'status', status: 500 };
		const message = await check();
		expect(message.text()).toContain("**OpenAI's moderation does not answer,** so only words are checked");
		await decide({ 'moderation.whenDown': 'refuse' });
		const text = await checkAgain(message);
		expect(text).toContain('1 thing does not work');
		expect(text).toContain('so everything is refused until it does.');
	});

	test('tells that what is held is shown nowhere, and that AutoMod cannot be read', async () => {
		await decide({ 'moderation.preset': 'standard' });
		const message = await check();
		expect(message.text()).toContain('**What is held for a moderator is shown nowhere,**');
		expect(message.text()).toContain("AutoMod's words are not read (I lack Manage Server)");
		await decide({ 'safety.reviewChannel': channelNamed('mod-review').id });
		expect(await checkAgain(message)).toContain('Everything works.');
	});

	test('finds roles and channels that the settings name and that are gone', async () => {
		await decide({
			'channels.only': ['934190266370285999', channelNamed('studio').id],
			'roles.934189010768064999': { imagesPerDay: 5, qualities: null, models: null, priority: 'normal' },
		});
		const text = (await check()).text();
		expect(text).toContain('**1 channel where drawing is allowed was deleted.**');
		expect(text).toContain('**1 role with an allowance of its own was deleted.**');
		await decide({ 'channels.only': ['934190266370285999'] });
		expect((await check()).text()).toContain('**Nobody can draw anywhere:**');
	});

	test('knows a thread for one, by the channel it belongs to', async () => {
		const thread = '934190266370285777';
		const parent = channelNamed('mod-review');
		const body = { id: thread, type: 11, guild_id: atelier().id, parent_id: parent.id };
		easel.discord.faults.failNext = [{ route: 'GET /channels/:channel', status: 200, body, times: 2 }];
		await decide({ 'channels.only': [thread] });
		expect((await check()).text()).toContain('1 channel to draw in');
		const bot = parent.overwrites.find(({ id }) => id === easel.discord.applicationId)!;
		bot.deny = String(1n << 38n);
		expect((await check()).text()).toContain(`**In <#${thread}> I lack the permission Send Messages in Threads.**`);
	});

	test('says which models are gone, end soon or have ended', async () => {
		const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
		const shown = await check();
		easel.openai.options.shutdownDates = { 'gpt-image-2': day(61) };
		expect(await checkAgain(shown)).toContain('Everything works.');
		easel.openai.options.shutdownDates = { 'gpt-image-2': day(59) };
		expect(await checkAgain(shown)).toMatch(/\*\*`gpt-image-2` will be switched off\*\* .* on <t:\d+:D>/);
		easel.openai.options.shutdownDates = { 'gpt-image-2': day(-1) };
		expect(await checkAgain(shown)).toMatch(/\*\*`gpt-image-2` cannot be drawn with any more/);
		easel.openai.options.shutdownDates = {};
		const models = easel.openai.options.models!;
		easel.openai.options.models = models.filter((id) => id !== 'gpt-image-2');
		const text = await checkAgain(shown);
		easel.openai.options.models = models;
		expect(text).toContain('**`gpt-image-2` cannot be drawn with:** the picture service does not know that name.');
		expect(text).toContain('4 models');
		// Nobody here may use it, so nobody needs to hear of it.
		await decide({ 'models.allowed': ['gpt-image-2.5-flare'] });
		easel.openai.options.models = ['gpt-image-2.5-flare'];
		expect(await checkAgain(shown)).toContain('Everything works.');
		easel.openai.options.models = models;
	});

	test('remembers what the picture service said, but asks it anew when pressed', async () => {
		const message = await check();
		await checkAgain(message);
		easel.openai.options.listing = { status: 500, body: { error: { message: 'down' } } };
		expect((await check()).text()).toContain('Everything works.');
		expect(await checkAgain(message)).toContain('**The picture service answers with errors.**');
	});

	test.each([
		[402, { error: { message: 'pay', code: 'insufficient_quota' } }, 'out of credit'],
		[429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } }, 'is busy'],
		[403, { error: { message: 'Your organization must be verified' } }, 'wants this bot’s operator to be verified'],
		[404, { error: 'no such page' }, 'it has no list of its models'],
		[200, '<html>', 'it has no list of its models'],
	])('says what to do when the models list is answered with %i', async (status, body, words) => {
		easel.openai.options.listing = { status, body };
		expect(await checkAgain()).toContain(words.replace('’', "'"));
	});

	test('is told when Discord cannot be read, as one finding among others', async () => {
		easel.discord.faults.failNext = [{ route: 'GET /guilds/:guild/channels', status: 500, times: 10 }];
		const text = (await check()).text();
		expect(text).toContain('**Discord did not tell me about this server in time,**');
		expect(text).toContain('5 models');
		easel.discord.faults.failNext = [];
		easel.discord.faults.delay = [{ route: 'GET /guilds/:guild/roles', ms: 8000 }];
		const asked = await ask();
		const late = await asked.response(({ thinking }) => !thinking, 9000);
		expect(late.text()).toContain('**Discord did not tell me about this server in time,**');
	});

	test('finds what contradicts itself: lists with nothing in common, a cap below what each may have', async () => {
		const artists = roleNamed('Artists').id;
		await decide({
			'models.allowed': ['gpt-image-2'],
			'models.qualities': ['low'],
			'limits.memberImagesPerDay': 20,
			'limits.serverImagesPerDay': 10,
			[`roles.${artists}`]: { imagesPerDay: null, qualities: ['high'], models: null, priority: 'normal' },
		});
		const text = (await check()).text();
		expect(text).toContain(`**<@&${artists}> cannot draw anything:**`);
		expect(text).toContain('**Each member may have 20 pictures a day, the whole server only 10.**');
		await decide({ 'models.qualities': ['hd'] });
		expect((await check()).text()).toContain('**Members cannot draw anything:**');
	});
});

describe('as a role or a member', () => {
	const artists = () => roleNamed('Artists').id;
	const allow = () =>
		decide({
			'limits.memberImagesPerDay': 5,
			'limits.serverImagesPerDay': 100,
			'models.allowed': ['gpt-image-2', 'gpt-image-2.5-flare'],
			[`roles.${artists()}`]: { imagesPerDay: 30, qualities: ['low'], models: null, priority: 'high' },
		});

	test('a role is shown with what it gets and which rule gave it', async () => {
		await allow();
		const message = await check();
		const pressed = as('ada').choose(message, 'What does a role get?', ['Artists']);
		const shown = await edited(
			message,
			pressed.then((it) => it.acked()),
		);
		const text = shown.text();
		expect(text).toContain(`What <@&${artists()}> gets`);
		expect(text).toContain('- Models: `gpt-image-2.5-flare` and `gpt-image-2` · set by this server');
		expect(text).toContain(`- Qualities: \`low\` · set by <@&${artists()}>`);
		expect(text).toContain(`- Pictures a day: 30 · set by <@&${artists()}>`);
		expect(text).toContain('- Pictures a day: 100 · set by this server');
		expect(text).toContain('- Budget a month: not limited');
		expect(shown.selects().map(({ defaultValues }) => defaultValues)).toEqual([[artists()], []]);
		const back = edited(
			shown,
			as('ada')
				.press(shown, 'Check-up')
				.then((it) => it.acked()),
		);
		expect((await back).text()).toContain('Everything works.');
	});

	test('a member is shown with their own roles, what they used today and what is left', async () => {
		await allow();
		await result(as('noah').slash('studio', 'imagine', { prompt: 'a fox', count: 2, quality: 'low' }));
		// What is told is what holds.
		const refused = await notice(as('noah').slash('studio', 'imagine', { prompt: 'a fox', quality: 'high' }));
		expect(refused.text()).toContain('The quality `high` is not allowed for you in this server.');
		const message = await check();
		const pressed = as('ada').choose(message, 'What does a member get?', ['noah']);
		const text = (
			await edited(
				message,
				pressed.then((it) => it.acked()),
			)
		).text();
		expect(text).toContain(`What <@${idOf('noah')}> gets`);
		expect(text).toContain('Today: 2 pictures · **28 left of their day**');
		expect(text).toContain(`- Pictures a day: 30 · 28 left · set by <@&${artists()}>`);
		expect(text).toContain('- Pictures a day: 100 · 98 left · set by this server');
	});

	test('both can be typed, and whoever is not in the server gets nothing', async () => {
		await allow();
		const both = (await check({ role: '@everyone', member: 'mia' })).text();
		expect(both).toContain('What @everyone gets');
		expect(both).toContain('Today: 0 pictures · **5 left of their day**');
		expect((await check({ member: 'sam' })).text()).toContain(`<@${idOf('sam')}> is not in this server`);
		expect((await check({ member: 'noah' })).text()).toContain(`set by <@&${artists()}>`);
	});
});

describe('who may', () => {
	test('members may neither ask nor press, at the very press', async () => {
		const forced = await notice(as('mia').slash('studio', 'settings', {}, { subcommand: 'doctor', overridden: true }));
		expect(forced.text()).toContain('**Manage Server**');
		const message = await check();
		const { members } = atelier();
		const ada = members.find(({ userId }) => userId === idOf('ada'))!;
		ada.roles = [];
		atelier().ownerId = idOf('sam');
		expect((await notice(as('ada').press(message, 'Check again'))).text()).toContain('**Manage Server**');
	});

	test.each([
		'settings:doctor',
		'settings:doctor:',
		'settings:doctor:again:now',
		'settings:doctor:role',
		'settings:doctor:x',
	])('%s, which nobody was given, is answered and does nothing', async (id) => {
		const told = await notice(as('ada').force(await check(), id));
		expect(told.text()).toContain('no longer connected to anything');
	});
});

test('a wrong key is found at once, by the next process too', async () => {
	expect((await check()).text()).toContain('Everything works.');
	await easel.restart({ OPENAI_API_KEY: 'sk-no-longer' });
	const { text } = await check();
	expect(text()).toContain('**Nothing can be drawn:** the picture service does not accept this bot');
	expect(text()).toContain('OPENAI_API_KEY');
	expect(text()).not.toContain('sk-no-longer');
	await easel.restart({ OPENAI_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` });
	expect((await check()).text()).toContain('**The picture service does not answer.**');
	await easel.restart();
});

test('a model that the operator withdrew is found in the settings', async () => {
	await decide({ 'models.allowed': ['gpt-image-2', 'gpt-image-2.5-flare'], 'models.preferred': 'gpt-image-2' });
	await easel.restart({ IMAGE_MODELS: 'gpt-image-2.5-flare' });
	expect((await check()).text()).toContain('**The settings name `gpt-image-2`,** which this bot does not offer');
	await easel.restart();
});

test('a Redis that does not answer is found where one is configured', async () => {
	await easel.restart({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
	const asked = await ask();
	const message = await asked.response(({ thinking }) => !thinking, 9000);
	expect(message.text()).toContain('**Nothing can be drawn:** the Redis server');
	await easel.restart();
});
