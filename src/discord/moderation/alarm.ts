import type { SettingsBook } from '../../core/books.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { wordsFor } from '../../locales/words.ts';
import { type Api, unlessGone } from '../api.ts';
import type { Memory } from '../memory.ts';
import { type Payload, payload, text } from '../payload.ts';
import { escapeText } from '../text.ts';
import { aboutGuild } from './about-guild.ts';

/** Tells whoever can mend it that cards cannot be posted: once for each channel that a server chooses. Neither throws. */
export interface Alarm {
	raise(guildId: string, channelId: string, locale: string): Promise<void>;
	/** A card was posted: should the channel be lost again, that is news. */
	settle(guildId: string): Promise<void>;
}

export interface AlarmParts {
	api: Api;
	settings: Pick<SettingsBook, 'history'>;
	memory: Memory;
	clock: Clock;
	log: Log;
}

const pageSize = 50;
const chosenAt = 'safety.reviewChannel';

export function createAlarm({ api, settings, memory, clock, log }: AlarmParts): Alarm {
	/** The newest entry of the history that named this channel. */
	async function whoChose(guildId: string, channelId: string): Promise<string | undefined> {
		let before: number | undefined;
		for (;;) {
			const page = await settings.history(guildId, { limit: pageSize, ...(before === undefined ? {} : { before }) });
			const entry = page.find(({ differences }) =>
				differences.some(({ path, after }) => path === chosenAt && after === channelId),
			);
			if (entry || page.length < pageSize) return entry?.userId;
			before = page.at(-1)?.revision;
		}
	}

	async function raise(guildId: string, channelId: string, locale: string): Promise<void> {
		if ((await memory.get(keyOf(guildId))) === channelId) return;
		const about = await aboutGuild(api, guildId);
		const userId = (await whoChose(guildId, channelId)) ?? about?.ownerId;
		if (!userId) return;
		const view = unreachableView(channelId, about?.name, locale);
		await unlessGone(async () => api.post(await api.openDm(userId), `review${clock.now()}`, view));
		// Also when they take no messages: then nobody can be told, and the queue has it.
		await memory.set(keyOf(guildId), channelId);
	}

	async function settle(guildId: string): Promise<void> {
		if (await memory.get(keyOf(guildId))) await memory.delete(keyOf(guildId));
	}

	/** By server, one after the other: of many cards that find no channel at once, one is told of. */
	const busy = new Map<string, Promise<void>>();
	function inTurn(guildId: string, work: () => Promise<void>): Promise<void> {
		const done = quietly((busy.get(guildId) ?? Promise.resolve()).then(work)).finally(() => {
			if (busy.get(guildId) === done) busy.delete(guildId);
		});
		busy.set(guildId, done);
		return done;
	}

	const quietly = (work: Promise<void>) =>
		work.catch((error: unknown) => void log.error(error, {}, 'nobody could be told of a lost review channel'));

	return {
		raise: (guildId, channelId, locale) => inTurn(guildId, () => raise(guildId, channelId, locale)),
		settle: (guildId) => inTurn(guildId, () => settle(guildId)),
	};
}

const keyOf = (guildId: string): string => `review:${guildId}`;

export function unreachableView(channelId: string, server: string | undefined, locale: string): Payload {
	const t = wordsFor(locale);
	const values = { channel: `<#${channelId}>`, server: server ? escapeText(server) : t('case.paused.aServer') };
	return payload('trouble', [text(`**${t('told.reviewTitle')}**\n${t('told.review', values)}`)]);
}
