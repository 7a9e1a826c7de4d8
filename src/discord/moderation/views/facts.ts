import type { Job } from '../../../core/job.ts';
import type { MemberRecord } from '../../../core/moderation/books.ts';
import type { Case } from '../../../core/moderation/case.ts';

/** All that a card says. */
export interface CardFacts {
	/** The language it is in. */
	locale: string;
	shown: Case;
	/** Undefined when it is no longer kept. */
	job: Job | undefined;
	record: MemberRecord;
	/** What the case is about, in the files of the card's own message. */
	pictures: readonly CardPicture[];
	/** Milliseconds since the epoch. */
	now: number;
	/** When it is let go without a decision (ms). */
	expiresAt: number;
	/** Refused by what no moderator of a server can let on. */
	isFinal: boolean;
}

export interface CardPicture {
	/** Of the attachment: the index of a new file, or Discord's id of one that stays. */
	id: string;
	name: string;
	description: string;
}

/** Moderators read it in the server's language, as it is set now or was when the job came. */
export const localeOfCard = (job: Job | undefined, language?: string | null): string =>
	language ?? job?.look?.language ?? job?.asker.guildLocale ?? 'en';

/** A private request stays private where only its price is in question: nothing in it was flagged or reported. */
export const mayRead = ({ kind, emptied }: Case, job: Job | undefined): job is Job =>
	job !== undefined && !emptied && !(kind === 'budget' && job.request.private);
