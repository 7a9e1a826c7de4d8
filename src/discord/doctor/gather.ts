import { ChannelType, PermissionFlagsBits } from 'discord.js';
import type { Place, ReadServer } from '../../core/doctor/channels.ts';
import type { ChannelPermission } from '../../core/doctor/finding.ts';
import type { Service } from '../../core/doctor/models.ts';
import type { Examined } from '../../core/doctor.ts';
import type { Settings } from '../../core/settings.ts';
import { unlessLate } from '../../core/unless-late.ts';
import { ServiceTrouble, type Vitals } from '../../core/vitals.ts';
import { type GuildChannel, hasAll } from '../guild.ts';
import type { Office } from '../office.ts';
import { permissionsIn, type Subject } from '../permissions.ts';
import { isThread } from '../threads.ts';

/** Each part gets so long. The server is read when the settings have said which threads to look for. */
const patienceMs = 5000;

const bits: Record<ChannelPermission, bigint> = {
	view: PermissionFlagsBits.ViewChannel,
	send: PermissionFlagsBits.SendMessages,
	attach: PermissionFlagsBits.AttachFiles,
	embed: PermissionFlagsBits.EmbedLinks,
	history: PermissionFlagsBits.ReadMessageHistory,
	threads: PermissionFlagsBits.SendMessagesInThreads,
	openThreads: PermissionFlagsBits.CreatePublicThreads,
};

const forums: readonly ChannelType[] = [ChannelType.GuildForum, ChannelType.GuildMedia];
const forText: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ...forums];

/** Reads everything at the same time. Never throws: what cannot be read in time is missing. */
export async function gather(office: Office, guildId: string, { anew }: { anew: boolean }): Promise<Examined> {
	const { clock, operator, vitals } = office;
	const inTime = <T>(work: Promise<T>) => unlessLate(work, clock.sleep(patienceMs));
	const reading = inTime(office.settings.read(guildId));
	const settings = reading.then((kept) => kept?.settings);
	const done = (check: Promise<void>) => inTime(check.then(() => true));
	const [kept, spentMicros, server, service, endpoint = 'down', hasStore = false, hasQuota = false] = await Promise.all(
		[
			reading,
			settings.then((it) => it && inTime(spentIn(office, guildId))),
			settings.then((it) => inTime(readServer(office, guildId, it))),
			serviceOf(vitals, anew, clock.sleep(patienceMs)),
			inTime(vitals.endpoint()),
			done(vitals.store()),
			done(vitals.quota()),
		],
	);
	return {
		now: clock.now(),
		guildId,
		offer: operator.offer,
		settings: kept?.settings,
		revision: kept?.revision ?? 0,
		spentMicros,
		server,
		service,
		endpoint,
		hasStore,
		hasQuota,
		queue: vitals.queue(),
	};
}

async function serviceOf(vitals: Vitals, anew: boolean, late: Promise<void>): Promise<Service> {
	const asked = vitals.models({ anew }).then(
		(models): Service => ({ models }),
		(error: unknown): Service => ({ trouble: error instanceof ServiceTrouble ? error.trouble : 'broken' }),
	);
	return Promise.race([asked, late.then((): Service => ({ trouble: 'unreachable' }))]);
}

/** What counts for the server's budget is the same for every member. */
async function spentIn({ standing }: Office, guildId: string): Promise<number> {
	const stand = await standing({ guildId, roleIds: [] }, guildId);
	return stand?.budget?.spentMicros ?? 0;
}

async function readServer({ servers }: Office, guildId: string, settings?: Settings): Promise<ReadServer | undefined> {
	const [guild, self] = await Promise.all([servers.read(guildId), servers.member(guildId)]);
	if (!self) return undefined;
	const known = new Set(guild.channels.map(({ id }) => id));
	// Threads do not stand in the list: each is asked for by itself.
	const others = namedIn(settings).filter((id) => !known.has(id));
	const found = await Promise.all(others.map((id) => servers.channel(guild, id)));
	const subject = { guildId, roles: guild.roles, ...self };
	const channels = [...guild.channels, ...found.filter((it) => it !== undefined)];
	return {
		roleIds: guild.roles.map(({ id }) => id),
		places: channels.map((it) => placeOf(it, subject)),
		readsAutoMod: hasAll(permissionsIn({ overwrites: [] }, subject), PermissionFlagsBits.ManageGuild),
	};
}

function namedIn(settings: Settings | undefined): string[] {
	if (!settings) return [];
	const { channels, safety, budget } = settings;
	const posts = [safety.reviewChannel, budget.alertChannel].filter((id) => id !== null);
	return [...new Set([...channels.only, ...channels.never, ...posts])];
}

function placeOf(channel: GuildChannel, subject: Subject): Place {
	const held = permissionsIn(channel, subject);
	const lacks = neededIn(channel.type).filter((name) => !hasAll(held, bits[name]));
	const postsBy = isThread(channel.type) ? 'threads' : 'send';
	return { id: channel.id, isForText: forText.includes(channel.type), lacks, postsBy };
}

/** In a forum everything happens in threads; a thread has no others below it. */
function neededIn(type: ChannelType): ChannelPermission[] {
	const always: ChannelPermission[] = ['view', 'attach', 'embed', 'history'];
	if (isThread(type) || forums.includes(type)) return [...always, 'threads'];
	return [
		'view',
		'send',
		'attach',
		'embed',
		'history',
		...(forText.includes(type) ? (['threads', 'openThreads'] as const) : []),
	];
}
