import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../src/discord/api.ts';
import { createGuilds, type Guilds } from '../../src/discord/guild.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';

let twin: DiscordTwin;
let guilds: Guilds;
let now: number;

beforeEach(async () => {
	twin = await createDiscordTwin();
	now = 1_000_000;
	const clock = { now: () => now, sleep: () => Promise.resolve() };
	guilds = createGuilds({ api: createApi(twin.url, twin.token), clock });
});
afterEach(() => twin.stop());

const atelier = () => twin.world.guilds[0]!;
const channel = (name: string) => atelier().channels.find((one) => one.name === name)!;
const hide = (name: string) =>
	channel(name).overwrites.push({
		id: atelier().id,
		type: 0,
		allow: '0',
		deny: String(PermissionFlagsBits.ViewChannel),
	});
const person = (name: string) => {
	const { id } = twin.world.users.find(({ username }) => username === name)!;
	return { userId: id, roleIds: atelier().members.find(({ userId }) => userId === id)?.roles ?? [] };
};
const reads = () => twin.log.filter(({ method }) => method === 'GET').length;

describe('who sees a channel', () => {
	const sees = (name: string, channelId: string) => guilds.mayView(atelier().id, channelId, person(name));

	test('is told by roles and overwrites', async () => {
		expect(await sees('mia', channel('studio').id)).toBe(true);
		expect(await sees('mia', channel('mod-review').id)).toBe(false);
		expect(await sees('max', channel('mod-review').id)).toBe(true);
	});

	test('is nobody where there is no such channel, or it is another server’s', async () => {
		expect(await sees('mia', '934190266370285999')).toBe(false);
		expect(await sees('mia', twin.world.guilds[1]!.channels[0]!.id)).toBe(false);
		expect(await guilds.mayView('934188725630984999', channel('studio').id, person('mia'))).toBe(false);
	});

	test('is asked of Discord once a minute, also when there is no answer', async () => {
		await sees('mia', channel('studio').id);
		const before = reads();
		hide('studio');
		await Promise.all(['mia', 'noah', 'max'].map((name) => sees(name, channel('studio').id)));
		expect(reads()).toBe(before);
		now += 59_999;
		expect(await sees('mia', channel('studio').id)).toBe(true);
		now += 1;
		expect(await sees('mia', channel('studio').id)).toBe(false);

		twin.faults.failNext = [{ route: 'GET /guilds', status: 500, times: 100 }];
		now += 60_000;
		expect(await sees('mia', channel('gallery').id)).toBe(false);
		const failed = reads();
		expect(await sees('max', channel('gallery').id)).toBe(false);
		expect(reads()).toBe(failed);
		twin.faults.failNext = [];
		now += 60_000;
		expect(await sees('mia', channel('gallery').id)).toBe(true);
	});

	test.each([
		[11, 'max', true],
		[11, 'mia', false],
		[12, 'max', false],
	])('of a thread of type %i below mod-review: %s %s', async (type, name, seen) => {
		const id = '934190266370285777';
		const body = { id, type, guild_id: atelier().id, parent_id: channel('mod-review').id };
		twin.faults.failNext = [{ route: 'GET /channels/:channel', status: 200, body, times: 1 }];
		expect(await sees(name, id)).toBe(seen);
	});
});

describe('all servers of the bot', () => {
	test('are listed page by page, to the last one', async () => {
		const print = twin.world.guilds[1]!;
		for (let n = 0; n < 448; n++)
			twin.world.guilds.push({ ...print, id: String(1_012_846_350_418_700_000n + BigInt(n)) });
		const ids = await guilds.guildsOfBot();
		const joined = twin.world.guilds.filter(({ withoutBot }) => !withoutBot);
		expect(ids.toSorted()).toEqual(joined.map(({ id }) => id).toSorted());
	});

	test('are not listed in part', async () => {
		twin.faults.failNext = [{ route: 'GET /users/@me/guilds', status: 403, times: 1 }];
		await expect(guilds.guildsOfBot()).rejects.toThrow();
		twin.faults.failNext = [{ route: 'GET /users/@me/guilds', status: 200, body: { message: 'a proxy' }, times: 1 }];
		await expect(guilds.guildsOfBot()).rejects.toThrow('without a list');
		const body = [{ id: atelier().id }];
		twin.faults.failNext = [{ route: 'GET /users/@me/guilds', status: 200, body, times: 2 }];
		await expect(guilds.guildsOfBot()).rejects.toThrow('twice');
	});
});

test('a member comes with their roles, the bot without being named, a stranger not at all', async () => {
	expect(await guilds.member(atelier().id, person('noah').userId)).toEqual(person('noah'));
	expect(await guilds.member(atelier().id)).toMatchObject({
		userId: twin.applicationId,
		roleIds: [expect.any(String)],
	});
	expect(await guilds.member(atelier().id, person('sam').userId)).toBeUndefined();
});
