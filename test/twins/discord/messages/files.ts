import { type Attachments, type StoredAttachment, safeName } from '../cdn/attachments.ts';
import type { Fields } from '../rest/fields.ts';
import type { StoredMessage } from './stored.ts';

/** A file part of a multipart request, `files[n]`. */
export interface SentFile {
	name: string;
	bytes: Uint8Array;
}

/** A file the message will have: one it keeps, or a new one. */
export type FilePlan =
	| { filename: string; kept: StoredAttachment }
	| { filename: string; bytes: Uint8Array; description?: string; spoiler: boolean };

const maxFiles = 10;

/** An edit that lists `attachments` drops what it does not list; without the list everything stays and new files are added. */
export function planFiles(
	fields: Fields,
	sent: Map<number, SentFile>,
	existing: StoredMessage | undefined,
): FilePlan[] {
	const plans: FilePlan[] = [];
	const unlisted = new Map(sent);
	const isListed = fields.has('attachments');

	for (const [index, raw] of fields.list('attachments', { max: maxFiles }).entries()) {
		const entry = fields.at('attachments', index, raw);
		const id = String(entry.raw('id') ?? '');
		const description = entry.text('description', { max: 1024 });
		const kept = existing?.attachments.find((attachment) => attachment.id === id);
		const file = sent.get(Number(id));
		if (kept) {
			const changed = description === undefined ? kept : { ...kept, description };
			plans.push({ filename: kept.filename, kept: changed });
		} else if (file) {
			const filename = safeName(entry.text('filename', { min: 1, max: 1024 }) ?? file.name);
			const spoiler = entry.flag('is_spoiler') ?? false;
			plans.push({ filename, bytes: file.bytes, spoiler, ...(description === undefined ? {} : { description }) });
			unlisted.delete(Number(id));
		} else entry.wrong('id', 'ATTACHMENT_NOT_FOUND', 'Attachment data not found');
	}

	const stay = isListed ? [] : (existing?.attachments ?? []);
	for (const kept of stay) plans.push({ filename: kept.filename, kept });
	for (const file of unlisted.values())
		plans.push({ filename: safeName(file.name), bytes: file.bytes, spoiler: false });
	if (plans.length > maxFiles) {
		fields.wrong('attachments', 'BASE_TYPE_MAX_LENGTH', `Must be ${maxFiles} or fewer in length.`);
	}
	return plans;
}

/** Puts the new files into the content network. */
export function storeFiles(
	plans: FilePlan[],
	channelId: string,
	ephemeral: boolean,
	attachments: Attachments,
): StoredAttachment[] {
	return plans.map((plan) => {
		if ('kept' in plan) return plan.kept;
		const { filename, bytes, description, spoiler } = plan;
		const text = description === undefined ? {} : { description };
		return attachments.add({ channelId, name: filename, bytes, spoiler, ephemeral, ...text });
	});
}
