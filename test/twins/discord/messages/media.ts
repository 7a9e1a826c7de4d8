import type { Attachments, StoredAttachment } from '../cdn/attachments.ts';
import { isObject } from '../rest/fields.ts';
import type { StoredMessage } from './stored.ts';

/** A copy of the message's components whose `attachment://` references have become signed addresses with sizes. */
export function resolvedComponents(message: StoredMessage, attachments: Attachments): StoredMessage['components'] {
	const byName = new Map(message.attachments.map((one) => [`attachment://${one.filename}`, one]));
	return resolve(message.components, byName, attachments) as StoredMessage['components'];
}

function resolve(value: unknown, byName: Map<string, StoredAttachment>, attachments: Attachments): unknown {
	if (Array.isArray(value)) return value.map((item) => resolve(item, byName, attachments));
	if (!isObject(value)) return value;
	const referenced = typeof value.url === 'string' ? byName.get(value.url) : undefined;
	if (referenced) return mediaOf(referenced, attachments);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, byName, attachments)]));
}

function mediaOf(attachment: StoredAttachment, attachments: Attachments) {
	const url = attachments.sign(attachment);
	const { id, contentType, width, height } = attachment;
	return {
		id,
		url,
		proxy_url: url,
		attachment_id: id,
		content_type: contentType ?? null,
		width: width ?? null,
		height: height ?? null,
		loading_state: 2,
	};
}
