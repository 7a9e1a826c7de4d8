import { once } from 'node:events';
import { Client, GatewayIntentBits, type Interaction } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDiscordTwin, type DiscordTwin, type TwinEvents } from '../index.ts';
import { startBot } from '../test-bot.ts';

let twin: DiscordTwin;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
	twin = await createDiscordTwin();
});

afterEach(async () => {
	for (const stop of stops.splice(0)) await stop();
	await twin.stop();
});

async function bot(answer?: (interaction: Interaction) => Promise<unknown>, options = {}) {
	const started = await startBot(twin, answer, options);
	stops.push(started.stop);
	return started;
}

/** Resolves with the next gateway event of a kind. */
function next(event: TwinEvents['gateway']['event']): Promise<TwinEvents['gateway']> {
	return new Promise((resolve) => {
		twin.on('gateway', function look(data) {
			if (data.event !== event) return;
			twin.off('gateway', look);
			resolve(data);
		});
	});
}

const reply = async (interaction: Interaction) => interaction.isRepliable() && interaction.reply('here');

test('a client that was cut off resumes and gets what it missed', async () => {
	await bot(reply);
	const closed = next('close');
	const resumed = next('resume');
	twin.disconnectGateway();
	await closed;
	const asked = await twin.as('mia').slash('studio', 'imagine', { prompt: 'while away' });
	await resumed;
	expect((await asked.response()).content).toBe('here');
});

test('a client that is told to reconnect resumes', async () => {
	await bot(reply);
	const resumed = next('resume');
	twin.requestReconnect();
	await resumed;
	expect((await (await twin.as('mia').slash('studio', 'imagine', { prompt: 'x' })).response()).content).toBe('here');
});

test('every guild’s interactions go to the shard that owns it, direct messages to shard 0', async () => {
	twin.faults.gatewayShards = 2;
	const shardOf = (guildId: string) => Number((BigInt(guildId) >> 22n) % 2n);
	const { client } = await bot(reply, { shards: 'auto' });
	expect(client.ws.shards.size).toBe(2);
	const shards: number[] = [];
	client.on(
		'raw' as 'debug',
		((packet: { t: string }, shard: number) => {
			if (packet.t === 'INTERACTION_CREATE') shards.push(shard);
		}) as never,
	);
	await (await twin.as('mia').slash('studio', 'imagine', { prompt: 'x' })).response();
	await (await twin.as('sam').slash('general', 'imagine', { prompt: 'x' })).response();
	await (await twin.as('sam').dm('imagine', { prompt: 'x' })).response();
	const [atelier, printRoom] = twin.world.guilds.map(({ id }) => shardOf(id));
	expect(shards).toEqual([atelier, printRoom, 0]);
});

test('guilds are described only to those who ask with the Guilds intent', async () => {
	const without = await bot();
	expect(without.client.guilds.cache.get(twin.world.guilds[0]!.id)?.available).toBe(false);
	const withIntent = await bot(undefined, { intents: [GatewayIntentBits.Guilds] });
	const guild = withIntent.client.guilds.cache.get(twin.world.guilds[0]!.id)!;
	expect([guild.name, guild.channels.cache.size]).toEqual(['Atelier', 5]);
});

test('a bad token, missing sharding and privileged intents end the login', async () => {
	const login = async (token: string, intents: GatewayIntentBits[] = []) => {
		const client = new Client({ intents, rest: { api: twin.url } });
		stops.push(() => client.destroy());
		return client.login(token);
	};
	await expect(login('MTE4MDQ2NzI5NTUxMzA4MzkwNA.bad.token')).rejects.toThrow('invalid token');
	await expect(login(twin.token, [GatewayIntentBits.MessageContent])).rejects.toThrow('disallowed intents');
	twin.faults.minimumShards = 2;
	await expect(login(twin.token)).rejects.toThrow(/shard/i);
});

/** A client of our own that only keeps what it gets. */
async function rawClient() {
	const socket = new WebSocket(`${twin.cdnOrigin.replace('http', 'ws')}/gateway?v=10&encoding=json`);
	const received: { op: number; t?: string; d: Record<string, unknown> }[] = [];
	socket.on('message', (raw) => received.push(JSON.parse(String(raw))));
	const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
	const got = (op: number) => expect.poll(() => received.find((one) => one.op === op)).toBeDefined();
	await got(10);
	return { socket, received, send, got };
}

const identity = () => ({ token: twin.token, intents: 0, properties: {} });

test('the raw protocol answers heartbeats and closes what it does not understand', async () => {
	const { socket, received, send, got } = await rawClient();
	send(1, null);
	await got(11);
	expect(received[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
	send(99, {});
	expect((await once(socket, 'close'))[0]).toBe(4003);
	const second = await rawClient();
	second.send(6, { token: 'x' });
	expect((await once(second.socket, 'close'))[0]).toBe(4004);
	const third = await rawClient();
	third.socket.send('{');
	expect((await once(third.socket, 'close'))[0]).toBe(4002);
});

test('a session that was invalidated cannot be resumed', async () => {
	const first = await rawClient();
	first.send(2, identity());
	await first.got(0);
	twin.invalidateSessions();
	await first.got(9);
	const { session_id } = first.received.find((one) => one.t === 'READY')!.d;
	const second = await rawClient();
	second.send(6, { token: twin.token, session_id, seq: 1 });
	await second.got(9);
});

test('an IDENTIFY too soon after the last is refused when the twin keeps Discord’s pace', async () => {
	twin.faults.identifyIntervalMs = 60_000;
	const first = await rawClient();
	first.send(2, identity());
	await first.got(0);
	const second = await rawClient();
	second.send(2, identity());
	await second.got(9);
});

test('a client that gets no heartbeat answers drops the connection and resumes', async () => {
	twin.faults.heartbeatIntervalMs = 100;
	twin.faults.ignoreHeartbeats = true;
	await bot(reply);
	await next('resume');
	twin.faults.ignoreHeartbeats = false;
	expect((await (await twin.as('mia').slash('studio', 'imagine', { prompt: 'x' })).response()).content).toBe('here');
});
