import { type Attachment, type MessageContextMenuCommandInteraction, MessageFlags } from 'discord.js';
import type { Source } from '../core/request.ts';
import { picturesIn } from './gallery.ts';
import { readId } from './ids.ts';

/** The message that a message command was used on, as far as Easel needs it. */
export interface Target {
	messageId: string;
	/** The job whose pictures it shows; undefined for any other message. */
	jobId: string | undefined;
	/** Its pictures: what its galleries show, else the files that are pictures by their names or types. */
	pictures: readonly Source[];
	/** Only one member sees it. */
	isPrivate: boolean;
}

/** Only what the bot itself posted counts: another bot's message can have the same ids. */
export function targetOf({ targetMessage, client }: MessageContextMenuCommandInteraction): Target {
	const isOurs = targetMessage.author.id === client.user.id;
	const ids = isOurs ? customIdsIn(targetMessage.components.map((component) => component.toJSON())) : [];
	const shown = picturesIn(targetMessage);
	const pictures = shown.length > 0 ? shown : [...targetMessage.attachments.values()].filter(isPicture).map(sourceOf);
	return {
		messageId: targetMessage.id,
		jobId: resultIn(ids),
		pictures: pictures.slice(0, mostPictures),
		isPrivate: targetMessage.flags.has(MessageFlags.Ephemeral),
	};
}

/** What a select can name. */
const mostPictures = 10;

const isPicture = ({ name, contentType }: Attachment): boolean =>
	contentType?.startsWith('image/') === true || /\.(png|jpe?g|webp|gif|avif)$/i.test(name);

const sourceOf = ({ name, url, size }: Attachment): Source => ({ role: 'image', name, url, size });

/** Every result has this select under its pictures, and nothing else has it. */
const resultIn = (customIds: readonly string[]): string | undefined =>
	customIds.flatMap((customId) => {
		const id = readId(customId);
		return id?.action === 'more' ? [id.jobId] : [];
	})[0];

/** In every depth of a message's components. */
export function customIdsIn(components: unknown): string[] {
	if (typeof components !== 'object' || components === null) return [];
	const own = 'custom_id' in components && typeof components.custom_id === 'string' ? [components.custom_id] : [];
	return [...own, ...Object.values(components).flatMap(customIdsIn)];
}
