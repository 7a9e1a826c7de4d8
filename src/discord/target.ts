import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { readId } from './ids.ts';

/** The message that a message command was used on, as far as Easel needs it. */
export interface Target {
	messageId: string;
	/** The job whose pictures it shows; undefined for any other message. */
	jobId: string | undefined;
}

/** Only what the bot itself posted counts: another bot's message can have the same ids. */
export function targetOf({ targetMessage, client }: MessageContextMenuCommandInteraction): Target {
	const isOurs = targetMessage.author.id === client.user.id;
	const ids = isOurs ? customIdsIn(targetMessage.components.map((component) => component.toJSON())) : [];
	return { messageId: targetMessage.id, jobId: resultIn(ids) };
}

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
