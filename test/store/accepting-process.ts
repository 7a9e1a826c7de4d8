import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/index.ts';
import { everything, newJob, within, withinServer } from './jobs.ts';

/**
 * A process of its own that accepts jobs: opens the store at the URL, says `open`, waits for a line, then tries so many jobs against the
 * budget, several at once, and says `accepted <id>` or `refused` for each. Arguments: URL, tries, budget in micro-dollars, and the pictures that
 * each of six members may have where the budget is that of their server, not the operator's.
 */
const [url, tries, budget, memberImages] = process.argv.slice(2);
const store = await openStore(url!);
const say = (line: string) => writeSync(1, `${line}\n`);
let left = Number(tries);

async function acceptJobs(): Promise<void> {
	while (left-- > 0) {
		const job = newJob({ asker: { userId: `1${left % 6}` } });
		const rule = memberImages ? withinServer(Number(budget), Number(memberImages), job) : within(Number(budget), job);
		const decision = await store.ledger.accept(job, [], everything, rule);
		say('refusal' in decision ? 'refused' : `accepted ${job.id}`);
	}
}

say('open');
process.stdin.once('data', async () => {
	await Promise.all(Array.from({ length: 20 }, acceptJobs));
	await store.close();
	process.stdin.destroy();
});
