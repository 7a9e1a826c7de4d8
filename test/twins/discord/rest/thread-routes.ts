import { wireChannel } from '../gateway/wire-guild.ts';
import type { StoredMessage } from '../messages/stored.ts';
import type { TwinState } from '../state.ts';
import type { Channel, Guild } from '../types.ts';
import { applicationId } from '../world/bot.ts';
import { allows } from '../world/directory.ts';
import { isThread, permission } from '../world/permissions.ts';
import { addThread, autoArchiveDurations, threadState } from '../world/threads.ts';
import { missingPermissions, threadArchived, threadExists, unknownUser, wrongChannelType } from './discord-error.ts';
import { fieldsOf } from './fields.ts';
import { createIssues } from './issues.ts';
import type { ApiRequest, Route } from './router.ts';
import { seenMessage, seenPlace } from './seen.ts';

const privateThread = 12;
const threadCreated = 18;
const guildsIntent = 1 << 0;

interface Located {
	guild: Guild;
	channel: Channel;
	bits: bigint;
}

/** Threads: starting them with and without a message, renaming, archiving, following. */
export function threadRoutes(state: TwinState): Route[] {
	const { directory, messages, gateway, events, now, nextId } = state;

	function located(request: ApiRequest): Located {
		const place = seenPlace(state, request);
		if (!('guild' in place)) throw wrongChannelType();
		return { guild: place.guild, channel: place.channel, bits: directory.botPermissionsIn(place) };
	}

	function threadIn(request: ApiRequest): Located & { thread: NonNullable<Channel['thread']> } {
		const found = located(request);
		if (!isThread(found.channel)) throw wrongChannelType();
		return { ...found, thread: threadState(found.channel, found.guild) };
	}

	/** A thread that hangs on a message has the message's id. */
	function start(request: ApiRequest, message?: StoredMessage) {
		const { guild, channel: parent, bits } = located(request);
		if (![0, 5].includes(parent.type)) throw wrongChannelType();
		const { name, type, autoArchiveAfter } = readThread(request.payload, parent, message !== undefined);
		const needed = type === privateThread ? permission.createPrivateThreads : permission.createPublicThreads;
		if (!allows(bits, needed)) throw missingPermissions();
		if (message && directory.place(message.id)) throw threadExists();
		const id = message?.id ?? nextId();
		const thread = addThread(guild, { id, name, type, parent, ownerId: applicationId, autoArchiveAfter }, now());
		told('THREAD_CREATE', guild, thread);
		if (message) events.emit('edit', { channelId: parent.id, message: state.view(message) });
		else if (type !== privateThread) announce(guild, parent, thread);
		return { status: 201, body: wireChannel(thread, guild) };
	}

	/** Discord's own line in the channel. */
	function announce(guild: Guild, { id: channelId }: Channel, { id: threadId, name }: Channel) {
		const empty = { flags: 0, components: [], attachments: [] };
		const where = { channelId, guildId: guild.id, authorId: applicationId };
		messages.add({ ...empty, ...where, type: threadCreated, content: name, threadId });
	}

	function told(event: 'THREAD_CREATE' | 'THREAD_UPDATE', guild: Guild, thread: Channel) {
		gateway.dispatch(guild.id, event, JSON.stringify(wireChannel(thread, guild)), guildsIntent);
		events.emit('thread', { channelId: thread.parentId!, thread: { id: thread.id, name: thread.name } });
		events.emit('world', {});
	}

	function change(request: ApiRequest) {
		const { guild, channel, bits } = located(request);
		// The bot manages no channels here.
		if (!isThread(channel)) throw missingPermissions();
		const thread = threadState(channel, guild);
		const issues = createIssues();
		const fields = fieldsOf(request.payload, [], issues);
		const name = fields.text('name', { min: 1, max: 100 });
		const archived = fields.flag('archived');
		const locked = fields.flag('locked');
		const autoArchiveAfter = fields.integer('auto_archive_duration', { oneOf: autoArchiveDurations });
		issues.settle();
		const manages = allows(bits, permission.manageThreads);
		if (!manages && (locked !== undefined || thread.ownerId !== applicationId)) throw missingPermissions();
		if (thread.archived && archived !== false) throw threadArchived();
		if (archived !== undefined && archived !== thread.archived) thread.archivedAt = now();
		channel.name = name ?? channel.name;
		Object.assign(thread, {
			archived: archived ?? thread.archived,
			locked: locked ?? thread.locked,
			autoArchiveAfter: autoArchiveAfter ?? thread.autoArchiveAfter,
		});
		told('THREAD_UPDATE', guild, channel);
		return { status: 200, body: wireChannel(channel, guild) };
	}

	/** Needs the right to speak in the thread; who follows already stays. */
	function follow(request: ApiRequest, nameOrId: string | undefined) {
		const { guild, thread, bits } = threadIn(request);
		if (thread.archived) throw threadArchived();
		if (!allows(bits, permission.sendMessagesInThreads)) throw missingPermissions();
		const user = directory.user(nameOrId ?? '');
		if (!user || !directory.memberOf(guild, user.id)) throw unknownUser();
		if (!thread.memberIds.includes(user.id)) thread.memberIds.push(user.id);
		return { status: 204 };
	}

	const base = '/channels/:channel';
	return [
		{ method: 'POST', template: `${base}/threads`, handle: (request) => start(request) },
		{
			method: 'POST',
			template: `${base}/messages/:message/threads`,
			handle(request) {
				located(request);
				return start(request, seenMessage(state, request));
			},
		},
		{ method: 'PATCH', template: base, handle: change },
		{
			method: 'PUT',
			template: `${base}/thread-members/@me`,
			handle: (request) => follow(request, applicationId),
		},
		{
			method: 'PUT',
			template: `${base}/thread-members/:user`,
			handle: (request) => follow(request, request.params.user),
		},
	];
}

/** A thread on a message is public; one without is private unless told. In an announcement channel both are of type 10. */
function readThread(payload: unknown, parent: Channel, onMessage: boolean) {
	const issues = createIssues();
	const fields = fieldsOf(payload, [], issues);
	const name = fields.requiredText('name', { min: 1, max: 100 });
	const autoArchiveAfter = fields.integer('auto_archive_duration', { oneOf: autoArchiveDurations });
	const ofPublic = parent.type === 5 ? 10 : 11;
	const type = onMessage ? ofPublic : (fields.integer('type', { oneOf: [ofPublic, privateThread] }) ?? privateThread);
	issues.settle();
	return { name, type, autoArchiveAfter };
}
