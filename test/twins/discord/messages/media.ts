import type { Attachments, StoredAttachment } from '../cdn/attachments.ts';
import { isObject } from '../rest/fields.ts';
import type { StoredMessage } from './stored.ts';

/** A copy of the message's components whose `attachment://` references have become signed addresses with sizes. */
export function resolvedComponents(message: StoredMessage, attachments: Attachments): StoredMessage['components'] {
	const byUrl = new Map(message.attachments.map((one) => [`attachment://${one.filename}`, one]));

	function resolve(value: unknown): unknown {
		if (Array.isArray(value)) return value.map(resolve);
		if (!isObject(value)) return value;
		const entries = Object.entries(value).map(([key, item]) => {
			if (key === 'media' || key === 'file') return [key, media((item as { url: string }).url)];
			return [key, resolve(item)];
		});
		return { ...Object.fromEntries(entries), ...(value.type === 13 ? fileFields(value.file as { url: string }) : {}) };
	}

	function media(url: string) {
		const attachment = byUrl.get(url);
		return attachment ? mediaOf(attachment, attachments) : { id: message.id, url, proxy_url: url };
	}

	function fileFields({ url }: { url: string }) {
		const attachment = byUrl.get(url);
		return { name: attachment?.filename ?? null, size: attachment?.size ?? null };
	}

	return resolve(message.components) as StoredMessage['components'];
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
