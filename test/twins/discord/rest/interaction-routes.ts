import { answerInteraction, callbackType, createAnswer, editAnswer } from '../interactions/callback.ts';
import { tokenLifetimeMs } from '../interactions/deliver.ts';
import { isUserOnly } from '../interactions/installs.ts';
import type { InteractionRecord } from '../interactions/records.ts';
import { mentionsOf } from '../messages/mentions.ts';
import { flag, type StoredMessage } from '../messages/stored.ts';
import { wireMessage } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import { applicationId } from '../world/default-world.ts';
import { expiredToken, tooManyFollowups, unknownInteraction, unknownMessage, unknownWebhook } from './discord-error.ts';
import { isObject } from './fields.ts';
import type { ApiRequest, Route } from './router.ts';

const base = '/webhooks/:application/:token';
/** For an app that only the user has installed. */
const maxFollowups = 5;

/** Callbacks, `@original` and follow-ups: everything that is allowed by an interaction's token. */
export function interactionRoutes(state: TwinState): Route[] {
	const { interactions, messages } = state;

	function callback({ params, payload, files, query, record: log }: ApiRequest) {
		const record = interactions.byToken(params.token ?? '');
		if (!record || record.id !== params.interaction) throw unknownInteraction();
		if (isObject(payload) && isObject(payload.data)) log.mentions = mentionsOf(payload.data);
		answerInteraction(state, record, payload, files);
		return query.get('with_response') === 'true' ? { status: 200, body: callbackResponse(record) } : { status: 204 };
	}

	function callbackResponse(record: InteractionRecord) {
		const { id, type, original, ack } = record;
		const message = original && wireMessage(original, state);
		const isUpdate = ack?.type === callbackType.update || ack?.type === callbackType.deferredUpdate;
		const resourceType = isUpdate ? callbackType.update : callbackType.message;
		return {
			interaction: {
				id,
				type,
				response_message_id: original?.id,
				response_message_loading: ack?.type === callbackType.deferredMessage,
				response_message_ephemeral: ack?.ephemeral,
			},
			...(message ? { resource: { type: resourceType, message } } : {}),
		};
	}

	/** The interaction behind a webhook's token: unknown before the callback, dead after 15 minutes. */
	function answered({ params }: ApiRequest): InteractionRecord {
		const record = params.application === applicationId ? interactions.byToken(params.token ?? '') : undefined;
		if (!record?.ack) throw unknownWebhook();
		if (state.now() - record.createdAt > tokenLifetimeMs) throw expiredToken();
		return record;
	}

	function messageOf(record: InteractionRecord, id: string): StoredMessage {
		const message =
			id === '@original' ? record.original : [record.original, ...record.followups].find((one) => one?.id === id);
		if (!message || message.deleted) throw unknownMessage();
		return message;
	}

	function post(request: ApiRequest) {
		const record = answered(request);
		if (isUserOnly(record.owners) && record.followupsPosted >= maxFollowups) throw tooManyFollowups();
		request.record.mentions = mentionsOf(isObject(request.payload) ? request.payload : {});
		// The first follow-up of a deferral takes its place, privacy included.
		const waiting = record.original;
		if (waiting && !waiting.deleted && (waiting.flags & flag.loading) !== 0) {
			editAnswer(state, record, waiting, withoutPrivacy(request.payload), request.files);
			record.followupsPosted += 1;
			interactions.changed(record);
			return { status: 200, body: wireMessage(waiting, state) };
		}
		const message = createAnswer(state, record, request.payload, request.files);
		record.followups.push(message);
		record.followupsPosted += 1;
		interactions.changed(record);
		return { status: 200, body: wireMessage(message, state) };
	}

	function edit(request: ApiRequest, id: string) {
		const record = answered(request);
		const message = messageOf(record, id);
		request.record.mentions = mentionsOf(isObject(request.payload) ? request.payload : {});
		editAnswer(state, record, message, request.payload ?? {}, request.files);
		interactions.changed(record);
		return { status: 200, body: wireMessage(message, state) };
	}

	function remove(request: ApiRequest, id: string) {
		const record = answered(request);
		messages.remove(messageOf(record, id));
		interactions.changed(record);
		return { status: 204 };
	}

	const read = (request: ApiRequest, id: string) => ({
		status: 200,
		body: wireMessage(messageOf(answered(request), id), state),
	});

	const onMessage = (segment: string, idOf: (request: ApiRequest) => string): Route[] => {
		const template = `${base}/messages/${segment}`;
		return [
			{ method: 'GET', template, isInteraction: true, handle: (request) => read(request, idOf(request)) },
			{ method: 'PATCH', template, isInteraction: true, handle: (request) => edit(request, idOf(request)) },
			{ method: 'DELETE', template, isInteraction: true, handle: (request) => remove(request, idOf(request)) },
		];
	};

	return [
		{ method: 'POST', template: '/interactions/:interaction/:token/callback', isInteraction: true, handle: callback },
		{ method: 'POST', template: base, isInteraction: true, handle: post },
		...onMessage('@original', () => '@original'),
		...onMessage(':message', ({ params }) => params.message ?? ''),
	];
}

function withoutPrivacy(payload: unknown): unknown {
	if (!isObject(payload) || typeof payload.flags !== 'number') return payload;
	return { ...payload, flags: payload.flags & ~flag.ephemeral };
}
