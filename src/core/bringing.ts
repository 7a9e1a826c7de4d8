import { defaultAttachmentLimit, fileLimit } from './files.ts';
import { createGate } from './gate.ts';
import type { Job } from './job.ts';
import * as arrow from './job.ts';
import { imagesLeft, wantedForQuota } from './limits.ts';
import type { Clock, Delivery, Ledger, Log, Pictures, Standing } from './ports.ts';
import type { Track } from './track.ts';

/** The road's last stretch: what came of a job is brought to its member, and nothing of it is ever bought again. */
export interface Bringing {
	/** Delivers a made job's pictures; when Discord will not take them for a while, the ledger still owes them. */
	bring(track: Track): Promise<void>;
	/** Tells how a job ended without a picture. */
	tell(track: Track): Promise<void>;
}

export interface BringingParts {
	clock: Clock;
	ledger: Ledger;
	pictures: Pictures;
	delivery: Delivery;
	log: Log;
	/** While closing nothing is tried again: the next start does. */
	isClosing: () => boolean;
}

/** Results on their way to Discord: after an outage a thousand pictures may wait, and memory holds only so many at once. */
const bringing = 8;
/** Pauses between tries to show something while Discord is not answering. */
const discordPausesMs = [2000, 10_000, 30_000, 120_000];

export function createBringing({ clock, ledger, pictures, delivery, log, isClosing }: BringingParts): Bringing {
	const bringInTurn = createGate(bringing);

	/** Pictures that are made are only ever delivered: Discord failing never buys them again. */
	async function bring(track: Track): Promise<void> {
		const brought = await insist(track, () => bringInTurn(() => post(track)));
		if (!brought) return;
		if (brought === 'unusable') {
			await track.go((job, now) => arrow.fail(job, { code: 'unusable' }, now));
			return tell(track);
		}
		if (brought === 'kept') {
			await track.go((job, now) => arrow.note(job, { keptAt: now }, now));
			return;
		}
		await track.go((job, now) => arrow.deliver(job, now, brought));
		// What was posted as it is can be had from Discord.
		if (!brought.altered && arrow.isAtDiscord(track.job)) await ledger.forget(track.job.id, 'result');
	}

	async function post(track: Track): Promise<{ messageId: string; altered: boolean } | 'kept' | 'unusable'> {
		const begin = async () => {
			await track.go((job, now) => arrow.note(job, { postingAt: now }, now));
		};
		if (track.job.request.action === 'describe') {
			const said = await delivery.deliver(track.job, [], {}, begin);
			return said === 'kept' ? said : { ...said, altered: false };
		}
		const results = await ledger.pictures(track.job.id, 'result');
		const { attachmentLimit, until, private: isPrivate } = track.job.reply;
		// A late private one goes as a direct message, where a server's boosts count for nothing.
		const each =
			isPrivate && clock.now() >= until ? Math.min(attachmentLimit, defaultAttachmentLimit) : attachmentLimit;
		const limit = fileLimit(each, results.length);
		const finished = await pictures.finish(results, track.job.crop, limit).catch((error: unknown) => {
			log.error(error, { job: track.job.id }, 'what the provider made cannot be shown');
			return [];
		});
		if (finished.length === 0) return 'unusable';
		const posted = await delivery.deliver(track.job, finished, await standingOf(track.job), begin);
		return posted === 'kept' ? posted : { ...posted, altered: finished.some(({ altered }) => altered !== 'no') };
	}

	async function tell(track: Track): Promise<void> {
		const told = await insist(track, async () => {
			await delivery.tell(track.job, await standingOf(track.job));
			return true;
		});
		if (told) await track.go((job, now) => arrow.note(job, { told: true }, now));
	}

	/** What is left of the limits that held for the job. It is told beside the main thing, so it may be missing. */
	async function standingOf({ asker, quota }: Job): Promise<Standing> {
		if (!quota) return {};
		try {
			return { left: imagesLeft(quota, await ledger.spent(asker, wantedForQuota(quota, clock.now()))) };
		} catch (error) {
			log.error(error, {}, 'what is left could not be added up');
			return {};
		}
	}

	/** While Discord is away, a few tries; after that the ledger still owes it to the member, and it is taken up again later. */
	async function insist<T>(track: Track, show: () => Promise<T>): Promise<T | undefined> {
		for (const pauseMs of [...discordPausesMs, undefined]) {
			try {
				return await show();
			} catch (error) {
				log.error(error, { job: track.job.id, state: track.job.state }, 'it could not be shown yet');
				if (pauseMs === undefined || isClosing()) break;
				await clock.sleep(pauseMs);
			}
		}
		return undefined;
	}

	return { bring, tell };
}
