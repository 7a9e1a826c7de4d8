import type { Job } from '../../core/job.ts';
import type { Memory } from '../memory.ts';

/** The first private answer in a server says who else can see it. */
export interface FirstPrivate {
	isDue(job: Job): Promise<boolean>;
	given(job: Job): Promise<void>;
}

const yearMs = 365 * 24 * 60 * 60_000;

export const createFirstPrivate = (memory: Memory): FirstPrivate => ({
	isDue: async (job) => job.asker.guildId !== null && job.reply.private && (await memory.get(keyOf(job))) === undefined,
	async given(job) {
		await memory.set(keyOf(job), 'told', yearMs);
	},
});

const keyOf = ({ asker }: Job): string => `private:${asker.guildId}:${asker.userId}`;
