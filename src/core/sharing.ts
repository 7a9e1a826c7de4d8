import { type Job, note } from './job.ts';
import { type Clock, type Ledger, StaleJob } from './ports.ts';

/** Where a private result was shared: whoever sees it there may report it. */
export interface SharedAt {
	channelId: string;
	messageId: string;
}

/** Writes down that a result was shared there. */
export type NoteShared = (jobId: string, at: SharedAt) => Promise<void>;

export function createNoteShared(ledger: Pick<Ledger, 'find' | 'save'>, clock: Clock): NoteShared {
	return async function noteShared(jobId, at) {
		const job = await ledger.find(jobId);
		if (!job) return;
		try {
			await ledger.save(note(job, { shared: [...(job.shared ?? []), at] }, clock.now()));
		} catch (error) {
			if (!(error instanceof StaleJob)) throw error;
			await noteShared(jobId, at);
		}
	};
}

/** Whether this message is one by which it was shared. */
export const isSharedAs = ({ shared }: Job, messageId: string | undefined): boolean =>
	shared?.some((at) => at.messageId === messageId) ?? false;
