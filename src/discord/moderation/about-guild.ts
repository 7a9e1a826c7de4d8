import { Routes } from 'discord.js';
import { type Api, unlessGone } from '../api.ts';
import { isObject } from '../json.ts';

/** What is told of a server to somebody who is not looking at it. */
export interface AboutGuild {
	name: string;
	ownerId: string;
	/** The language that the server says it speaks. */
	locale: string;
}

/** Undefined when the bot is not there any more, or Discord does not answer. */
export async function aboutGuild(api: Pick<Api, 'read'>, guildId: string): Promise<AboutGuild | undefined> {
	const found = await unlessGone(() => api.read(Routes.guild(guildId))).catch(() => undefined);
	if (!isObject(found)) return undefined;
	const { name, owner_id: ownerId, preferred_locale: locale } = found;
	if (typeof name !== 'string' || typeof ownerId !== 'string') return undefined;
	return { name, ownerId, locale: typeof locale === 'string' ? locale : 'en' };
}
