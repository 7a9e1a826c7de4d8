import type { Job } from '../../core/job.ts';
import type {
	AuditBook,
	CaseBook,
	MemberBook,
	PrivacyBook,
	RemovedBook,
	WordBook,
} from '../../core/moderation/books.ts';
import type { Case } from '../../core/moderation/case.ts';
import type { ModerationDesk } from '../../core/moderation/desk.ts';
import type { Delivery, Ledger } from '../../core/ports.ts';
import type { CardFile } from './card-pictures.ts';

/** What moderators work with. */
export interface ModeratorsOffice {
	cases: CaseBook;
	members: MemberBook;
	privacy: PrivacyBook;
	words: WordBook;
	audit: AuditBook;
	removed: RemovedBook;
	findJob(id: string): Promise<Job | undefined>;
	pictures: Ledger['pictures'];
	forgetPictures: Ledger['forget'];
	/** What a case is about, as files for a message; nothing where it is not for moderators to see. */
	casePictures(shown: Case, job: Job | undefined): Promise<CardFile[]>;
	moderation: ModerationDesk;
	/** What becomes of cards and posts. */
	delivery: Pick<Delivery, 'redraw' | 'takeDown' | 'cover'>;
}
