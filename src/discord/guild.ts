import { ChannelType, PermissionFlagsBits, Routes } from 'discord.js';
import type { Clock } from '../core/ports.ts';
import { type Api, unlessGone } from './api.ts';
import { createAutoModRules, type KeywordRule } from './auto-mod.ts';
import { isObject } from './json.ts';
import { type Overwrite, permissionsIn, type Subject } from './permissions.ts';
import { remembering } from './remembering.ts';

/** A channel; or a thread, with a type of its own and the overwrites of the channel it belongs to. */
export interface GuildChannel {
	id: string;
	type: ChannelType;
	overwrites: readonly Overwrite[];
}

/** A server as the bot's token reads it. */
export interface Guild {
	id: string;
	/** Without threads. */
	channels: readonly GuildChannel[];
	roles: Subject['roles'];
}

/** Somebody in a server, with or without @everyone among their roles. */
export type Person = Pick<Subject, 'userId' | 'roleIds'>;

/** What the bot reads of the servers it is in. */
export interface Guilds {
	/** Throws what Discord's REST throws, and gives up after four seconds. */
	read(guildId: string): Promise<Guild>;
	/** Undefined where the server has no such channel or thread, or the bot cannot look into it. Throws as `read` does. */
	channel(guild: Guild, id: string): Promise<GuildChannel | undefined>;
	/** The roles of a member, or of the bot when no user is named; undefined for whoever is not in the server. Throws as `read` does. */
	member(guildId: string, userId?: string): Promise<Person | undefined>;
	/**
	 * Whether a member sees a channel or thread: by what was read within the last minute, and false when it cannot be known. That a
	 * server's owner sees everything is not looked at, nor who was added to a private thread.
	 */
	mayView(guildId: string, channelId: string, member: Person): Promise<boolean>;
	/** The enabled keyword rules of the server's AutoMod, as of the last five minutes; undefined where they cannot be read. */
	autoModRules(guildId: string): Promise<readonly KeywordRule[] | undefined>;
	/** The ids of all servers the bot is in: all of them, or it throws. */
	guildsOfBot(): Promise<string[]>;
}

const patienceMs = 4000;
const rememberMs = 60_000;
/** Discord's largest page. */
const pageSize = 200;

export function createGuilds({ api, clock }: { api: Pick<Api, 'read'>; clock: Clock }): Guilds {
	const lately = remembering<Guild>(rememberMs, clock);
	const latelyAt = remembering<GuildChannel | undefined>(rememberMs, clock);
	let self: Promise<string> | undefined;

	const get = (route: `/${string}`) => api.read(route, { signal: AbortSignal.timeout(patienceMs) });

	async function read(guildId: string): Promise<Guild> {
		const [channels, roles] = await Promise.all([get(Routes.guildChannels(guildId)), get(Routes.guildRoles(guildId))]);
		return { id: guildId, channels: listFrom(channels).map(channelFrom), roles: listFrom(roles).map(roleFrom) };
	}

	async function channelIn(guild: Guild, id: string): Promise<GuildChannel | undefined> {
		const channel = guild.channels.find((one) => one.id === id);
		if (channel) return channel;
		const found = await unlessGone(() => get(Routes.channel(id)));
		if (!isObject(found) || found.guild_id !== guild.id) return undefined;
		const parent = guild.channels.find((one) => one.id === found.parent_id);
		return parent && { id, type: Number(found.type), overwrites: parent.overwrites };
	}

	/** The bot's user; it never changes while the process runs. */
	async function own(): Promise<string> {
		self ??= get(Routes.user()).then(idFrom);
		try {
			return await self;
		} catch (error) {
			self = undefined;
			throw error;
		}
	}

	async function sees(guildId: string, channelId: string, member: Person): Promise<boolean> {
		const guild = await lately(guildId, () => read(guildId));
		const found = await latelyAt(`${guildId} ${channelId}`, () => channelIn(guild, channelId));
		if (!found) return false;
		const bits = permissionsIn(found, { guildId, roles: guild.roles, ...member });
		const isPrivate = found.type === ChannelType.PrivateThread;
		return hasAll(bits, PermissionFlagsBits.ViewChannel | (isPrivate ? PermissionFlagsBits.ManageThreads : 0n));
	}

	return {
		read,
		channel: channelIn,
		async member(guildId, userId) {
			const id = userId ?? (await own());
			const member = await unlessGone(() => get(Routes.guildMember(guildId, id)));
			return isObject(member) ? { userId: id, roleIds: listFrom(member.roles).map(String) } : undefined;
		},
		mayView: (guildId, channelId, member) => sees(guildId, channelId, member).catch(() => false),
		autoModRules: createAutoModRules({ get, clock }),
		async guildsOfBot() {
			const ids: string[] = [];
			for (;;) {
				const after = ids.at(-1) ?? '0';
				const query = new URLSearchParams({ limit: String(pageSize), after });
				const page = listFrom(await api.read(Routes.userGuilds(), { query })).map(idFrom);
				if (page.length === 0) return ids;
				// An answer that does not go on would be asked for without end.
				if (page.some((id) => BigInt(id) <= BigInt(after))) throw new TypeError('Discord lists a server twice');
				ids.push(...page);
			}
		},
	};
}

export const hasAll = (bits: bigint, wanted: bigint): boolean => (bits & wanted) === wanted;

/* What a proxy sends instead of Discord's lists must not pass for an empty server. */

function listFrom(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError('Discord answered without a list');
}

function idFrom(value: unknown): string {
	if (isObject(value) && typeof value.id === 'string' && /^\d{1,20}$/.test(value.id)) return value.id;
	throw new TypeError('Discord answered without an id');
}

function channelFrom(value: unknown): GuildChannel {
	const id = idFrom(value);
	const { type, permission_overwrites: overwrites = [] } = value as Record<string, unknown>;
	return { id, type: Number(type), overwrites: listFrom(overwrites) as readonly Overwrite[] };
}

function roleFrom(value: unknown): Subject['roles'][number] {
	const id = idFrom(value);
	return { id, permissions: String((value as Record<string, unknown>).permissions) };
}
