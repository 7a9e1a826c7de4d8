import {
	Client,
	Events,
	GatewayDispatchEvents,
	type Interaction,
	OAuth2Scopes,
	Options,
	PermissionFlagsBits,
	Status,
} from 'discord.js';
import type { Log } from '../core/ports.ts';
import { isThread } from './threads.ts';

export interface Shards {
	ids: readonly number[];
	count: number;
}

/** What Easel asks for in a server: to be seen, to answer, to attach pictures, to open threads for batches, and to find its own posts after a restart. */
export const permissions = [
	PermissionFlagsBits.ViewChannel,
	PermissionFlagsBits.SendMessages,
	PermissionFlagsBits.SendMessagesInThreads,
	PermissionFlagsBits.CreatePublicThreads,
	PermissionFlagsBits.AttachFiles,
	PermissionFlagsBits.EmbedLinks,
	PermissionFlagsBits.ReadMessageHistory,
];

const sweepIntervalMs = 10 * 60_000;

export interface ClientOptions {
	api: string;
	shards: Shards | 'auto';
	log: Log;
	/** Discord will not take this token or these shards any more: nothing is coming back by itself. */
	onClosed: (code: number) => void;
}

/**
 * A gateway client that only takes interactions: without intents nothing waits for servers to be available, and an interaction carries
 * everything that is needed.
 */
export function createClient({ api, shards, log, onClosed }: ClientOptions): Client {
	const client = new Client({
		intents: [],
		// An interaction brings all that is needed of people and messages, so remembering them would only fill the memory.
		makeCache: Options.cacheWithLimits({
			...Options.DefaultMakeCacheSettings,
			UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user?.id },
			GuildMemberManager: 0,
			MessageManager: 0,
		}),
		rest: { api, handlerSweepInterval: sweepIntervalMs },
		...(shards === 'auto' ? { shards: 'auto' as const } : { shards: [...shards.ids], shardCount: shards.count }),
	});
	client.on(Events.Error, (error) => log.error(error, {}, 'the gateway client reported an error'));
	client.on(Events.Warn, (message) => log.warn({ detail: message }, 'the gateway client warns'));
	client.on(Events.ShardDisconnect, ({ code }, shard) => {
		log.warn({ shard, code }, 'Discord has closed a shard for good');
		onClosed(code);
	});
	client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'a shard resumed'));
	tellOfOutages(client, log);
	return client;
}

/** Twice a second discord.js tells that it tries again; only the first time and the end of it are news. */
function tellOfOutages(client: Client, log: Log) {
	const away = new Set<number>();
	client.on(Events.ShardReconnecting, (shard) => {
		// While it starts or ends, a lost connection is part of it.
		if (!client.isReady() || away.has(shard)) return;
		away.add(shard);
		log.warn({ shard }, 'a shard has lost Discord');
	});
	const back = (shard: number) => {
		if (away.delete(shard)) log.info({ shard }, 'a shard has Discord again');
	};
	client.on(Events.ShardReady, back);
	client.on(Events.ShardResume, back);
}

/** Every shard has its gateway at this moment; `isReady` of discord.js only tells that they all had it once. */
export const isConnected = (client: Client): boolean =>
	client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready);

/** Resolves, each time it is asked, when all that has been heard is answered. */
export type Answered = () => Promise<unknown>;

export function onInteraction(client: Client, handle: (interaction: Interaction) => Promise<void>): Answered {
	const answering = new Set<Promise<void>>();
	client.on(Events.InteractionCreate, (interaction) => {
		const answer = handle(interaction).finally(() => answering.delete(answer));
		answering.add(answer);
		// The promise goes to the client, which reports a rejection as an error event instead of ending the process.
		return answer;
	});
	return () => Promise.allSettled(answering);
}

/**
 * The channel that an interaction's thread belongs to. discord.js keeps nothing of the channels of servers that it does not know, so
 * it is read off the packet, which comes right before its interaction; ask before anything is awaited.
 */
export function threadParents(client: Client): (interactionId: string) => string | undefined {
	let latest: { id: string; parentId: string } | undefined;
	client.on(
		Events.Raw,
		({ t, d }: { t?: string; d?: { id?: string; channel?: { type?: number; parent_id?: string } } }) => {
			if (t !== GatewayDispatchEvents.InteractionCreate) return;
			const { type, parent_id: parentId } = d?.channel ?? {};
			latest = isThread(type) && d?.id && parentId ? { id: d.id, parentId } : undefined;
		},
	);
	return (interactionId) => (latest?.id === interactionId ? latest.parentId : undefined);
}

/** The link by which an admin invites the bot with the permissions it needs. */
export const inviteLink = (client: Client<true>): string =>
	client.generateInvite({ scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands], permissions });

/** A server belongs to one shard; direct messages to shard 0. */
export const shardOf = (guildId: string | null, count: number): number =>
	guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
