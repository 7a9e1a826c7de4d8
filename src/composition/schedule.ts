import type { Batching } from '../core/batching.ts';
import type { Job } from '../core/job.ts';
import { createUpkeep } from '../core/upkeep.ts';
import type { Foundation } from './common.ts';
import type { Road } from './road.ts';

const tidyEveryMs = 60 * 60_000;
const deleteLeftEveryMs = 24 * 60 * 60_000;
/** What Discord or the store would not take is tried again this often. */
const resumeEveryMs = 10 * 60_000;

export interface Schedule {
	/** How many jobs of an earlier process go on. */
	resumed: number;
	close(): void;
}

/** What is done without anybody asking: once at the start, and then again and again. `isMine`: what belongs to the shards of this process. */
export async function startSchedule(
	{ clock, log, store, guilds, trying }: Foundation,
	{ studio, alerts }: Road,
	batches: Batching,
	isMine: (it: Pick<Job, 'asker'>) => boolean,
): Promise<Schedule> {
	const timers: NodeJS.Timeout[] = [];
	const every = (ms: number, work: () => Promise<unknown>, failed: string) =>
		timers.push(setInterval(() => trying(work, failed), ms));

	const resume = async () => {
		const jobs = await studio.resume(isMine);
		trying(() => batches.resume(isMine), 'batches could not be taken up');
		return jobs;
	};
	const resumed = await resume();
	every(resumeEveryMs, resume, 'what is owed could not be taken up');

	const upkeep = createUpkeep({
		studio,
		ledger: store.ledger,
		sweep: store.sweep,
		emptyCases: (now) =>
			store.privacy.emptyCases(now, async (guildId) => {
				return (await store.settings.read(guildId)).settings.moderation.retentionDays;
			}),
		guilds: store.guilds,
		alerts,
		clock,
		log,
		guildsOfBot: guilds.guildsOfBot,
	});
	every(resumeEveryMs, upkeep.catchUp, 'alerts or cases could not be shown');
	every(tidyEveryMs, upkeep.tidy, 'the sweep failed');
	every(deleteLeftEveryMs, upkeep.deleteLeft, 'servers that were left could not be looked for');
	// A process that is restarted every day would else never come to it.
	trying(async () => {
		await upkeep.catchUp();
		await upkeep.tidy();
		await upkeep.deleteLeft();
	}, 'what time brings about could not be done at the start');

	return { resumed, close: () => timers.forEach(clearInterval) };
}
