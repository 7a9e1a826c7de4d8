import type { SettingsBook } from '../books.ts';
import * as arrow from '../job.ts';
import type { Clock, Ledger } from '../ports.ts';
import { defaultSettings } from '../settings.ts';
import type { Track } from '../track.ts';
import { caseOf, problemOf } from './finding.ts';
import { withoutModerators } from './judgement.ts';
import type { Moderator } from './moderator.ts';

/** The road's way back: what came of the paid calls is looked at before anybody sees it. */
export interface Inspecting {
	/** Concludes a job; what the provider's own filter refused is a case as well, without hurry. */
	conclude(track: Track): Promise<void>;
	/** Looks at what was drawn: it goes on, covered or not, or it is held, or refused. After a crash it is looked at again. */
	results(track: Track): Promise<void>;
}

export interface InspectingParts {
	clock: Clock;
	ledger: Pick<Ledger, 'pictures'>;
	settings: Pick<SettingsBook, 'read'>;
	moderator: Pick<Moderator, 'judgeRequest' | 'judgeResults'>;
}

export function createInspecting({ clock, ledger, settings, moderator }: InspectingParts): Inspecting {
	return {
		async conclude(track) {
			const { asker } = track.job;
			const isRefused = arrow.conclude(track.job, clock.now()).state === 'refused';
			const opened =
				isRefused && asker.guildId ? caseOf(track.job, 'provider', { triggers: [] }, 'refused') : undefined;
			await track.go(arrow.conclude, undefined, opened);
		},

		async results(track) {
			const { id, asker, cleared } = track.job;
			if (cleared) return;
			const kept = asker.guildId === null ? { settings: defaultSettings } : await settings.read(asker.guildId);
			const results = await ledger.pictures(id, 'result');
			const found = await moderator.judgeResults(asker.guildId, results, kept.settings);
			const judgement = asker.guildId === null ? withoutModerators(found) : found;
			if (judgement.verdict === 'allowed') return;
			if (judgement.verdict === 'refused') {
				const opened = asker.guildId === null ? undefined : caseOf(track.job, 'result', judgement, 'refused');
				await track.go((job, now) => arrow.refuse(job, problemOf(judgement.triggers), now), undefined, opened);
			} else if (kept.settings.moderation.results === 'spoiler') {
				await track.go((job, now) => arrow.note(job, { look: { ...job.look, spoiler: true } }, now));
			} else {
				const opened = caseOf(track.job, 'result', judgement, 'open');
				await track.go((job, now) => arrow.holdFor(job, { reason: 'result' }, now), undefined, opened);
			}
		},
	};
}
