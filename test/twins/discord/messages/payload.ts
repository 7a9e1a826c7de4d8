import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { parseMessageComponents } from '../components/message-components.ts';
import { emptyMessage, missingPermissions, tooLarge } from '../rest/discord-error.ts';
import { type Fields, fieldsOf } from '../rest/fields.ts';
import { createIssues } from '../rest/issues.ts';
import { type FilePlan, planFiles, type SentFile } from './files.ts';
import { flag, type StoredMessage } from './stored.ts';

const settableFlags = flag.suppressEmbeds | flag.ephemeral | flag.suppressNotifications | flag.componentsV2;

/** A checked message payload: what it sets, and which files the message will have. */
export interface MessagePayload {
	content?: string;
	flags: number;
	components?: APIMessageTopLevelComponent[];
	files: FilePlan[];
	nonce?: string;
	enforceNonce: boolean;
	referenceId?: string;
}

export interface PayloadContext {
	files: Map<number, SentFile>;
	/** Bytes per file. */
	sizeLimit: number;
	/** Whether the bot may attach files here; without it Discord answers 50013. */
	mayAttach: boolean;
	/** The message an edit is about. */
	existing?: StoredMessage;
	/** Where in the request the payload stands, for the errors' paths. */
	path?: readonly string[];
}

/** Checks a message to create or an edit; throws the DiscordError that Discord would answer. */
export function parseMessagePayload(raw: unknown, context: PayloadContext): MessagePayload {
	const { existing, path = [], sizeLimit } = context;
	const issues = createIssues();
	const fields = fieldsOf(raw, path, issues);
	const content = fields.text('content', { max: 2000 }) ?? (fields.raw('content') === null ? '' : undefined);
	const flags = flagsOf(fields, existing);
	const v2 = (flags & flag.componentsV2) !== 0;
	const embeds = fields.list('embeds', { max: 10 });
	if (v2) refuseLegacyFields(fields, content ?? existing?.content ?? '', embeds);

	const files = planFiles(fields, context.files, existing);
	const filenames = new Set(files.map((file) => file.filename));
	const components = fields.has('components') ? parseMessageComponents(fields, { v2, filenames, issues }) : undefined;
	const nonce = nonceOf(fields);
	const reference = fields.child('message_reference');
	issues.settle();

	if (files.some((file) => 'bytes' in file && file.bytes.length > sizeLimit)) throw tooLarge();
	if (context.files.size > 0 && !context.mayAttach) throw missingPermissions();
	const shown = (content ?? existing?.content ?? '') !== '' || (components ?? existing?.components ?? []).length > 0;
	if (!shown && embeds.length === 0 && files.length === 0) throw emptyMessage();

	return {
		flags,
		files,
		enforceNonce: fields.flag('enforce_nonce') ?? false,
		...(content === undefined ? {} : { content }),
		...(components === undefined ? {} : { components }),
		...(nonce === undefined ? {} : { nonce }),
		...(reference ? { referenceId: String(reference.raw('message_id')) } : {}),
	};
}

/** The flag for components v2 can be added by an edit but never taken away; privacy is fixed by the first answer. */
function flagsOf(fields: Fields, existing: StoredMessage | undefined): number {
	const given = (fields.integer('flags') ?? 0) & settableFlags;
	if (!existing) return given;
	const wasV2 = (existing.flags & flag.componentsV2) !== 0;
	if (wasV2 && fields.has('flags') && (given & flag.componentsV2) === 0) {
		fields.wrong('flags', 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', 'The IS_COMPONENTS_V2 flag cannot be removed');
	}
	const kept = existing.flags & (flag.ephemeral | flag.componentsV2 | flag.suppressNotifications);
	return kept | (given & (flag.componentsV2 | flag.suppressEmbeds));
}

function refuseLegacyFields(fields: Fields, content: string, embeds: unknown[]) {
	const refuse = (name: string) =>
		fields.wrong(
			name,
			'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
			`The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
		);
	if (content !== '') refuse('content');
	if (embeds.length > 0) refuse('embeds');
	for (const name of ['poll', 'sticker_ids']) if (fields.raw(name) != null) refuse(name);
}

function nonceOf(fields: Fields): string | undefined {
	if (typeof fields.raw('nonce') === 'number') return String(fields.raw('nonce'));
	return fields.text('nonce', { max: 25 });
}
