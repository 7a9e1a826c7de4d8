import { isObject } from '../rest/fields.ts';
import type { Message, MessageButton, MessageData, MessagePicture, MessageSelect } from '../types.ts';
import { resolvedComponents } from './media.ts';
import { flag, type StoredMessage } from './stored.ts';
import { threadOf, type WireContext } from './wire.ts';

/** What a member's client shows, as plain JSON. */
export function messageData(message: StoredMessage, { directory, attachments }: WireContext): MessageData {
	const { origin, guildId, editedAt, nonce, referenceId, type } = message;
	const thread = threadOf(message, directory);
	const guild = guildId === undefined ? undefined : directory.guild(guildId);
	return {
		id: message.id,
		type,
		channelId: message.channelId,
		...(guildId === undefined ? {} : { guildId }),
		author: directory.author(message.authorId, guild),
		flags: message.flags,
		ephemeral: (message.flags & flag.ephemeral) !== 0,
		thinking: (message.flags & flag.loading) !== 0,
		content: message.content,
		components: resolvedComponents(message, attachments),
		attachments: message.attachments.map(attachments.toData),
		createdAt: message.createdAt,
		edits: message.edits,
		deleted: message.deleted,
		...(editedAt === undefined ? {} : { editedAt }),
		...(nonce === undefined ? {} : { nonce }),
		...(referenceId === undefined ? {} : { referencedMessageId: referenceId }),
		...(thread === undefined ? {} : { thread: { id: thread.id, name: thread.name } }),
		...(origin === undefined
			? {}
			: {
					referencedInteraction: {
						id: origin.id,
						type: origin.type,
						user: directory.author(origin.userId, guild),
						...(origin.name === undefined ? {} : { name: origin.name }),
					},
				}),
	};
}

/** Gives plain message data the ways a test reads it. */
export function readable(data: MessageData): Message {
	return {
		...data,
		text: () => textOf(data),
		buttons: () => every(data.components, (part) => part.type === 2).map(buttonOf),
		selects: () => every(data.components, (part) => [3, 5, 6, 7, 8].includes(part.type as number)).map(selectOf),
		pictures: () => picturesOf(data),
	};
}

type Part = Record<string, unknown>;

/** The parts of a component tree that pass the test, in reading order. */
function every(value: unknown, test: (part: Part) => boolean): Part[] {
	if (Array.isArray(value)) return value.flatMap((item) => every(item, test));
	if (!isObject(value)) return [];
	const own = 'type' in value && test(value) ? [value] : [];
	return [...own, ...every(value.components, test), ...every(value.accessory, test)];
}

function textOf(data: MessageData): string {
	const parts = every(data.components, () => true).flatMap((part) => {
		if (part.type === 10) return [part.content];
		if (part.type === 2) return [part.label];
		if (part.type === 12) return (part.items as Part[]).map((item) => item.description);
		return [part.placeholder, part.type === 11 ? part.description : undefined];
	});
	const descriptions = data.components.length > 0 ? [] : data.attachments.map((one) => one.description);
	return [data.content, ...parts, ...descriptions].filter((text) => typeof text === 'string' && text !== '').join('\n');
}

function buttonOf(part: Part): MessageButton {
	const emoji = isObject(part.emoji) ? String(part.emoji.name ?? '') : '';
	return {
		label: typeof part.label === 'string' ? part.label : emoji,
		style: part.style as number,
		disabled: part.disabled === true,
		...(typeof part.custom_id === 'string' ? { customId: part.custom_id } : {}),
		...(typeof part.url === 'string' ? { url: part.url } : {}),
	};
}

function selectOf(part: Part): MessageSelect {
	const options = (part.options as MessageSelect['options'] | undefined) ?? [];
	const defaults = (part.default_values as { id: string }[] | undefined) ?? [];
	return {
		customId: part.custom_id as string,
		type: part.type as number,
		placeholder: (part.placeholder as string | undefined) ?? '',
		disabled: part.disabled === true,
		minValues: (part.min_values as number | undefined) ?? 1,
		maxValues: (part.max_values as number | undefined) ?? 1,
		options,
		defaultValues: [
			...options.filter((option) => option.default).map((option) => option.value),
			...defaults.map((one) => one.id),
		],
		channelTypes: (part.channel_types as number[] | undefined) ?? [],
	};
}

/** Without components every attachment shows; with components v2 only what they reference. */
function picturesOf(data: MessageData): MessagePicture[] {
	if ((data.flags & flag.componentsV2) === 0) {
		return data.attachments.map(({ url, description, spoiler }) => ({
			url,
			spoiler,
			...(description === undefined ? {} : { description }),
		}));
	}
	return every(data.components, (part) => [11, 12, 13].includes(part.type as number)).flatMap((part) => {
		if (part.type === 12) return (part.items as Part[]).map((item) => pictureOf(item, item.media));
		return [pictureOf(part, part.type === 13 ? part.file : part.media)];
	});
}

function pictureOf(part: Part, media: unknown): MessagePicture {
	return {
		url: isObject(media) ? String(media.url) : '',
		spoiler: part.spoiler === true,
		...(typeof part.description === 'string' ? { description: part.description } : {}),
	};
}
