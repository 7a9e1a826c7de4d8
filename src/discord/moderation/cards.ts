import { DiscordAPIError } from 'discord.js';
import type { SettingsBook } from '../../core/books.ts';
import type { Job } from '../../core/job.ts';
import type { CaseBook, MemberBook } from '../../core/moderation/books.ts';
import type { Case } from '../../core/moderation/case.ts';
import type { Category, Threshold } from '../../core/moderation/categories.ts';
import { isBeyondServers } from '../../core/moderation/floor.ts';
import type { Clock, Delivery, Log } from '../../core/ports.ts';
import type { Settings } from '../../core/settings.ts';
import { type Api, unlessGone } from '../api.ts';
import type { Alarm } from './alarm.ts';
import { type CardFile, type CardPictureParts, picturesFor } from './card-pictures.ts';
import { caseId } from './ids.ts';
import { filesShown } from './posts.ts';
import { cardView } from './views/card.ts';
import { type CardFacts, localeOfCard } from './views/facts.ts';

export interface CardParts extends CardPictureParts {
	api: Api;
	clock: Clock;
	cases: Pick<CaseBook, 'find'>;
	members: Pick<MemberBook, 'record'>;
	settings: Pick<SettingsBook, 'read'>;
	/** The operator's, which no server can loosen. */
	floor: Partial<Record<Category, Threshold>>;
	alarm: Alarm;
	log: Log;
}

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;
/** A channel that took no card is not tried again for each of the cases that wait: refused requests add up to a ban. */
const retryMs = 5 * 60_000;
/** Surely shorter than Discord drops repeats. */
const nonceMs = 60_000;

/** The cards in the servers' review channels. They are copies of what the store says; a case that has none waits in the queue all the same. */
export function createCards(parts: CardParts): Pick<Delivery, 'card' | 'redraw'> {
	const { api, clock, cases, settings, alarm, log } = parts;
	const lost = new Map<string, number>();
	/** By case: redraws follow each other, so that the newest state stands last. */
	const redrawing = new Map<string, Promise<void>>();

	async function post(shown: Case, job: Job | undefined, channelId: string, kept: Settings) {
		// After a restart it may stand there already; Discord remembers the nonce for minutes only.
		const isOld = clock.now() - shown.openedAt > nonceMs;
		const earlier = isOld ? await api.findPost(channelId, caseId('pause-member', shown.number)) : undefined;
		if (earlier) return earlier;
		const facts = await factsOf(shown, job, kept, parts);
		const nonce = `case${shown.number}`;
		const files = await picturesFor(shown, job, parts);
		const withFiles = (pictures: readonly CardFile[]) =>
			unlessGone(() => {
				const attached = pictures.map(({ file }) => file);
				return api.post(channelId, nonce, cardView({ ...facts, pictures }), attached);
			});
		// Where no files may be attached the words are shown at least.
		return (await withFiles(files)) ?? (files.length > 0 ? await withFiles([]) : undefined);
	}

	/** Files that are to stay are listed in every edit. */
	async function shownOn({ channelId, messageId }: NonNullable<Case['card']>) {
		const message = await api.message(channelId, messageId);
		return message ? filesShown(message) : [];
	}

	async function redraw({ guildId, number }: Case, job: Job | undefined): Promise<void> {
		const shown = await cases.find(guildId, number);
		if (!shown?.card) return;
		const { channelId, messageId } = shown.card;
		const pictures = mayHavePictures(shown, job) ? await shownOn(shown.card) : [];
		const { settings: kept } = await settings.read(guildId);
		const view = cardView({ ...(await factsOf(shown, job, kept, parts)), pictures });
		await unlessGone(() => api.editPost(channelId, messageId, view));
	}

	return {
		async card(shown, job) {
			const { settings: kept } = await settings.read(shown.guildId);
			const channelId = kept.safety.reviewChannel;
			if (!channelId || clock.now() - (lost.get(channelId) ?? 0) < retryMs) return undefined;
			const messageId = await unlessGone(() => post(shown, job, channelId, kept)).catch((error: unknown) => {
				// A channel that takes no messages, such as a category.
				if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
				log.error(error, { case: shown.number }, 'a review channel takes no card');
				return undefined;
			});
			if (!messageId) {
				lost.set(channelId, clock.now());
				await alarm.raise(shown.guildId, channelId, localeOfCard(job, kept.look.language));
				return undefined;
			}
			lost.delete(channelId);
			await alarm.settle(shown.guildId);
			return { channelId, messageId };
		},

		async redraw(shown, job) {
			const key = `${shown.guildId} ${shown.number}`;
			const before = redrawing.get(key);
			const work = (before ?? Promise.resolve())
				.then(() => redraw(shown, job))
				.catch((error: unknown) => void log.error(error, { case: shown.number }, 'a card could not be redrawn'))
				.finally(() => {
					if (redrawing.get(key) === work) redrawing.delete(key);
				});
			redrawing.set(key, work);
			await work;
		},
	};
}

/** Most have none, and then nothing has to be looked up at Discord. */
const mayHavePictures = ({ kind, emptied }: Case, job: Job | undefined): boolean =>
	!emptied && (kind === 'result' || kind === 'report' || job === undefined || job.request.inputs > 0);

/** What a card says of a case, without its pictures. */
export async function factsOf(
	shown: Case,
	job: Job | undefined,
	{ moderation, look }: Settings,
	{ members, clock, floor }: Pick<CardParts, 'members' | 'clock' | 'floor'>,
): Promise<CardFacts> {
	const now = clock.now();
	return {
		locale: localeOfCard(job, look.language),
		shown,
		job,
		record: await members.record(shown, now - moderation.strikeDays * dayMs),
		pictures: [],
		now,
		expiresAt: shown.openedAt + moderation.decideWithinHours * hourMs,
		isFinal: isBeyondServers(shown.triggers, floor),
	};
}
