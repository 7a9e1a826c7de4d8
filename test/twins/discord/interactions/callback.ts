import { performance } from 'node:perf_hooks';
import { nameIn, parseLocalizations } from '../commands/localizations.ts';
import { parseModal } from '../components/modal.ts';
import { type SentFile, storeFiles } from '../messages/files.ts';
import { parseMessagePayload } from '../messages/payload.ts';
import type { NewMessage } from '../messages/store.ts';
import { flag, type InteractionOrigin, type StoredMessage } from '../messages/stored.ts';
import { alreadyAcknowledged, unknownInteraction } from '../rest/discord-error.ts';
import { fieldsOf } from '../rest/fields.ts';
import { createIssues } from '../rest/issues.ts';
import type { TwinState } from '../state.ts';
import type { Choice } from '../types.ts';
import { applicationId } from '../world/default-world.ts';
import { acknowledgeWithinMs, failUnanswered } from './deliver.ts';
import { mayAttachIn, mustBePrivate } from './permissions.ts';
import type { InteractionRecord } from './records.ts';

export const interactionType = { command: 2, component: 3, autocomplete: 4, modal: 5 };
export const callbackType = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 };

const deferrableFlags = flag.ephemeral;

/** The bot's first answer to an interaction. Throws 10062 after 3 s and 40060 the second time. */
export function answerInteraction(
	state: TwinState,
	record: InteractionRecord,
	payload: unknown,
	files: Map<number, SentFile>,
): void {
	if (record.error || state.now() - record.createdAt > acknowledgeWithinMs) {
		failUnanswered(state, record);
		throw unknownInteraction();
	}
	if (record.ack) throw alreadyAcknowledged();
	const { type, data } = readCallback(record, payload);
	apply(state, record, type, data, files);

	clearTimeout(record.timer);
	const ephemeral = ((record.original?.flags ?? 0) & flag.ephemeral) !== 0;
	const afterMs = performance.now() - record.sentAt;
	record.ack = { type, ephemeral, afterMs };
	const { id: interactionId, channelId, userId, modal } = record;
	state.events.emit('ack', { interactionId, channelId, userId, ...record.ack });
	if (modal) state.events.emit('modal', { interactionId, channelId, userId, modal });
	state.interactions.changed(record);
}

function readCallback(record: InteractionRecord, payload: unknown): { type: number; data: unknown } {
	const issues = createIssues();
	const fields = fieldsOf(payload, [], issues);
	const type = fields.requiredInteger('type', { oneOf: allowedTypes(record) });
	issues.settle();
	return { type, data: fields.raw('data') ?? {} };
}

/** Updates need a message to update, and a modal cannot answer a modal. */
function allowedTypes({ type, source }: InteractionRecord): number[] {
	const { message, deferredMessage, deferredUpdate, update, choices, modal } = callbackType;
	if (type === interactionType.autocomplete) return [choices];
	const updates = source && type !== interactionType.command ? [deferredUpdate, update] : [];
	return [message, deferredMessage, ...updates, ...(type === interactionType.modal ? [] : [modal])];
}

function apply(
	state: TwinState,
	record: InteractionRecord,
	type: number,
	data: unknown,
	files: Map<number, SentFile>,
): void {
	if (type === callbackType.choices) {
		record.choices = parseChoices(data, state.directory.user(record.userId)?.locale ?? 'en-US');
	} else if (type === callbackType.modal) {
		const issues = createIssues();
		record.modal = parseModal(data, issues);
		issues.settle();
	} else if (type === callbackType.deferredMessage) {
		const flags = fieldsOf(data, ['data'], createIssues()).integer('flags') ?? 0;
		const own = (flags & deferrableFlags) | privacy(state, record);
		record.original = state.messages.add({ ...answerTo(record), flags: own | flag.loading });
	} else if (type === callbackType.message) record.original = createAnswer(state, record, data, files, ['data']);
	else {
		record.original = record.source!;
		if (type === callbackType.update) editAnswer(state, record, record.source!, data, files, ['data']);
	}
}

/** As the member reads them, by their language. */
function parseChoices(data: unknown, locale: string): Choice[] {
	const issues = createIssues();
	const fields = fieldsOf(data, ['data'], issues);
	const choices = fields.list('choices', { max: 25 }).map((raw, index) => {
		const choice = fields.at('choices', index, raw);
		const named = { name: choice.requiredText('name', { min: 1, max: 100 }) };
		const names = parseLocalizations(choice, 'name_localizations', { max: 100 });
		const name = nameIn(locale, { ...named, ...names });
		const value = choice.raw('value');
		if (typeof value === 'number') return { name, value };
		return { name, value: choice.requiredText('value', { min: 1, max: 100 }) };
	});
	issues.settle();
	return choices;
}

/** Posts an answer or a follow-up of an interaction. */
export function createAnswer(
	state: TwinState,
	record: InteractionRecord,
	raw: unknown,
	files: Map<number, SentFile>,
	path: string[] = [],
): StoredMessage {
	const mayAttach = mayAttachIn(state, record.channelId, record.userId);
	const sizeLimit = state.attachmentSizeLimit;
	const payload = parseMessagePayload(raw, { files, sizeLimit, mayAttach, path });
	const { content, components, files: plans } = payload;
	const flags = payload.flags | privacy(state, record);
	const ephemeral = (flags & flag.ephemeral) !== 0;
	return state.messages.add({
		...answerTo(record),
		flags,
		content: content ?? '',
		components: components ?? [],
		attachments: storeFiles(plans, record.channelId, ephemeral, state.attachments),
	});
}

const privacy = (state: TwinState, record: InteractionRecord) => (mustBePrivate(state, record) ? flag.ephemeral : 0);

/** Edits a message of this interaction; the first edit of a deferral is its answer and no edit to a member. */
export function editAnswer(
	state: TwinState,
	record: InteractionRecord,
	message: StoredMessage,
	raw: unknown,
	files: Map<number, SentFile>,
	path: string[] = [],
): void {
	const mayAttach = mayAttachIn(state, message.channelId, record.userId);
	const sizeLimit = state.attachmentSizeLimit;
	const payload = parseMessagePayload(raw, { files, sizeLimit, mayAttach, existing: message, path });
	const { content, flags, components, files: plans } = payload;
	const ephemeral = (message.flags & flag.ephemeral) !== 0;
	const silent = (message.flags & flag.loading) !== 0;
	const fields: Partial<NewMessage> = {
		flags,
		attachments: storeFiles(plans, message.channelId, ephemeral, state.attachments),
		...(content === undefined ? {} : { content }),
		...(components === undefined ? {} : { components }),
	};
	state.messages.change(message, fields, { silent });
}

function answerTo(record: InteractionRecord): NewMessage {
	const { source, guildId, channelId } = record;
	return {
		channelId,
		authorId: applicationId,
		type: messageType(record),
		flags: 0,
		content: '',
		components: [],
		attachments: [],
		origin: originOf(record),
		...(guildId === undefined ? {} : { guildId }),
		...(source ? { referenceId: source.id } : {}),
	};
}

/** 19 a reply to the message whose component was used, 20 and 23 the answer to a slash or a menu command. */
function messageType({ type, commandType, source }: InteractionRecord): number {
	if (source) return 19;
	if (type !== interactionType.command) return 0;
	return commandType === 1 ? 20 : 23;
}

function originOf({ id, type, userId, owners, name, commandType, trigger }: InteractionRecord): InteractionOrigin {
	return {
		id,
		type,
		userId,
		owners,
		...(name === undefined ? {} : { name }),
		...(commandType === undefined ? {} : { commandType }),
		...(trigger ? { trigger: originOf(trigger) } : {}),
	};
}
