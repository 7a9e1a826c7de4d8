import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../src/discord/api.ts';
import { createGuilds, type Guilds } from '../../src/discord/guild.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';

let twin: DiscordTwin;
let guilds: Guilds;
let now: number;

const route = 'GET /guilds/:guild/auto-moderation/rules';
const atelier = () => twin.world.guilds[0]!;
const rules = () => guilds.autoModRules(atelier().id);
const reads = () => twin.log.filter((it) => `${it.method} ${it.route}` === route).length;

beforeEach(async () => {
	twin = await createDiscordTwin();
	now = 1_000_000;
	guilds = createGuilds({
		api: createApi(twin.url, twin.token),
		clock: { now: () => now, sleep: () => Promise.resolve() },
	});
	atelier().botPermissions = String(PermissionFlagsBits.ManageGuild);
	atelier().autoModRules = [
		{
			id: '1150000000000000001',
			name: 'Badgers',
			keywords: ['badger*'],
			patterns: ['b.dger'],
			allowed: ['honey badger'],
		},
		{ id: '1150000000000000002', name: 'Off', keywords: ['otter'], enabled: false },
		{ id: '1150000000000000003', name: 'Spam', triggerType: 3 },
		{ id: '1150000000000000004', name: 'Discord’s lists', triggerType: 4, allowed: ['fine'] },
		{ id: '1150000000000000005', name: 'Profiles', triggerType: 6, keywords: ['stoat'] },
		{ id: '1150000000000000006', name: 'Mostly exempt', keywords: ['weasel'], exemptChannels: ['934190266370285569'] },
	];
});
afterEach(() => twin.stop());

describe('the keyword rules of a server’s AutoMod', () => {
	test('are those that are switched on, exempt places or not', async () => {
		expect(await rules()).toEqual([
			{
				id: '1150000000000000001',
				trigger_metadata: { keyword_filter: ['badger*'], regex_patterns: ['b.dger'], allow_list: ['honey badger'] },
			},
			{
				id: '1150000000000000006',
				trigger_metadata: { keyword_filter: ['weasel'], regex_patterns: [], allow_list: [] },
			},
		]);
	});

	test('are read once in five minutes', async () => {
		const first = await rules();
		atelier().autoModRules = [];
		now += 299_999;
		expect(await Promise.all([rules(), rules()])).toEqual([first, first]);
		expect(reads()).toBe(1);
		now += 1;
		expect(await rules()).toEqual([]);
	});

	test('are unknown where the bot may not manage the server, and nobody insists', async () => {
		atelier().botPermissions = String(PermissionFlagsBits.ManageMessages);
		for (let n = 0; n < 20; n++) expect(await rules()).toBeUndefined();
		expect(twin.invalidRequests).toBe(1);
		atelier().botPermissions = String(PermissionFlagsBits.ManageGuild);
		now += 300_000;
		expect(await rules()).toHaveLength(2);
	});

	test.each([
		['does not answer', { status: 500, times: 100 }],
		['answers a web page', { status: 200, body: '<!doctype html>', times: 1 }],
		['answers something else', { status: 200, body: { message: 'a proxy' }, times: 1 }],
	])('are unknown while Discord %s', async (_what, failure) => {
		twin.faults.failNext = [{ route, ...failure }];
		expect(await rules()).toBeUndefined();
	});

	test('are as much of an answer as can be understood', async () => {
		const body = [null, 7, { id: '9', enabled: true, trigger_type: 1 }, { enabled: true, trigger_type: 1 }];
		twin.faults.failNext = [{ route, status: 200, body, times: 1 }];
		const nothing = { keyword_filter: [], regex_patterns: [], allow_list: [] };
		expect(await rules()).toEqual([{ id: '9', trigger_metadata: nothing }]);
	});
});
