import { wireChannel } from '../gateway/wire-guild.ts';
import { partialChannel } from '../interactions/payload.ts';
import { storeFiles } from '../messages/files.ts';
import { mentionsOf } from '../messages/mentions.ts';
import { parseMessagePayload } from '../messages/payload.ts';
import { flag, type StoredMessage } from '../messages/stored.ts';
import { wireMessage } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import { applicationId } from '../world/default-world.ts';
import { allows, type Place, speaking } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';
import {
	dmRefused,
	missingPermissions,
	notTheAuthor,
	threadArchived,
	threadLocked,
	unknownUser,
} from './discord-error.ts';
import { isObject } from './fields.ts';
import type { ApiRequest, Route } from './router.ts';
import { seenMessage, seenPlace } from './seen.ts';

/** Channels, direct messages and their messages, as far as the bot's permissions go. */
export function channelRoutes(state: TwinState): Route[] {
	const { directory, messages, attachments, faults, events } = state;
	const nonces = new Map<string, StoredMessage>();
	const ok = (body: unknown) => ({ status: 200, body });

	const placeOf = (request: ApiRequest) => seenPlace(state, request);
	const messageOf = (request: ApiRequest) => seenMessage(state, request);
	const isArchived = (place: Place) => 'guild' in place && place.channel.thread?.archived === true;

	/** A new message opens an archived thread again, unless it is locked. */
	function openAgain(place: Place) {
		if (!isArchived(place) || !('guild' in place)) return;
		const thread = place.channel.thread!;
		if (thread.locked) throw threadLocked();
		thread.archived = false;
		events.emit('thread', { channelId: place.channel.parentId!, thread: { id: place.id, name: place.channel.name } });
		events.emit('world', {});
	}

	function openDm({ payload }: ApiRequest) {
		const recipient = directory.user(isObject(payload) ? String(payload.recipient_id) : '');
		if (!recipient) throw unknownUser();
		return ok(partialChannel(state, recipient.id, directory.dmOf(recipient)));
	}

	function post(request: ApiRequest) {
		const place = placeOf(request);
		const bits = directory.botPermissionsIn(place);
		if ('recipient' in place && faults.dmRefused.has(place.recipient.id)) throw dmRefused();
		if (!allows(bits, speaking(place))) throw missingPermissions();
		const mayAttach = allows(bits, permission.attachFiles);
		const sizeLimit = state.attachmentSizeLimit;
		const payload = parseMessagePayload(request.payload, { files: request.files, sizeLimit, mayAttach });
		const key = `${place.id}:${payload.nonce}`;
		const repeated = payload.enforceNonce && payload.nonce !== undefined ? nonces.get(key) : undefined;
		if (repeated) return ok(wireMessage(repeated, state));

		openAgain(place);
		request.record.mentions = mentionsOf(isObject(request.payload) ? request.payload : {});
		const message = messages.add({
			channelId: place.id,
			authorId: applicationId,
			type: payload.referenceId === undefined ? 0 : 19,
			flags: payload.flags & ~flag.ephemeral,
			content: payload.content ?? '',
			components: payload.components ?? [],
			attachments: storeFiles(payload.files, place.id, false, attachments),
			...('guild' in place ? { guildId: place.guild.id } : {}),
			...(payload.nonce === undefined ? {} : { nonce: payload.nonce }),
			...(payload.referenceId === undefined ? {} : { referenceId: payload.referenceId }),
		});
		if (payload.nonce !== undefined) nonces.set(key, message);
		return ok(wireMessage(message, state));
	}

	function edit(request: ApiRequest) {
		const message = messageOf(request);
		if (message.authorId !== applicationId) throw notTheAuthor();
		if (isArchived(placeOf(request))) throw threadArchived();
		const mayAttach = allows(directory.botPermissionsIn(placeOf(request)), permission.attachFiles);
		const sizeLimit = state.attachmentSizeLimit;
		const context = { files: request.files, sizeLimit, mayAttach, existing: message };
		const { content, components, flags, files } = parseMessagePayload(request.payload, context);
		request.record.mentions = mentionsOf(isObject(request.payload) ? request.payload : {});
		messages.change(message, {
			flags,
			attachments: storeFiles(files, message.channelId, false, attachments),
			...(content === undefined ? {} : { content }),
			...(components === undefined ? {} : { components }),
		});
		return ok(wireMessage(message, state));
	}

	function remove(request: ApiRequest) {
		const message = messageOf(request);
		const mayRemove =
			message.authorId === applicationId ||
			allows(directory.botPermissionsIn(placeOf(request)), permission.manageMessages);
		if (!mayRemove) throw missingPermissions();
		messages.remove(message);
		return { status: 204 };
	}

	/** Newest first, at most 100. */
	function list(request: ApiRequest) {
		const limit = Math.min(100, Number(request.query.get('limit') ?? 50));
		const seen = messages.list(placeOf(request).id).filter((message) => (message.flags & flag.ephemeral) === 0);
		return ok(
			seen
				.slice(-limit)
				.reverse()
				.map((message) => wireMessage(message, state)),
		);
	}

	function channel(request: ApiRequest) {
		const place = placeOf(request);
		return ok('guild' in place ? wireChannel(place.channel, place.guild) : partialChannel(state, applicationId, place));
	}

	function typing(request: ApiRequest) {
		state.events.emit('typing', { channelId: placeOf(request).id, userId: applicationId });
		return { status: 204 };
	}

	const base = '/channels/:channel';
	return [
		{ method: 'POST', template: '/users/@me/channels', handle: openDm },
		{ method: 'GET', template: base, handle: channel },
		{ method: 'POST', template: `${base}/typing`, handle: typing },
		{ method: 'GET', template: `${base}/messages`, handle: list },
		{ method: 'POST', template: `${base}/messages`, handle: post },
		{
			method: 'GET',
			template: `${base}/messages/:message`,
			handle: (request) => ok(wireMessage(messageOf(request), state)),
		},
		{ method: 'PATCH', template: `${base}/messages/:message`, handle: edit },
		{ method: 'DELETE', template: `${base}/messages/:message`, handle: remove },
	];
}
