import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/index.ts';
import { day, newJob, within } from './jobs.ts';

/**
 * A process of its own that accepts jobs: opens the store at the URL, says `open`, waits for a line, then tries so many jobs against the
 * budget, several at once, and says `accepted <id>` or `refused` for each. Arguments: URL, tries, budget in micro-dollars.
 */
const [url, tries, budget] = process.argv.slice(2);
const store = await openStore(url!);
const say = (line: string) => writeSync(1, `${line}\n`);
let left = Number(tries);

async function acceptJobs(): Promise<void> {
	while (left-- > 0) {
		const job = newJob();
		const refusal = await store.ledger.accept(job, [], day, within(Number(budget), job));
		say(refusal ? 'refused' : `accepted ${job.id}`);
	}
}

say('open');
process.stdin.once('data', async () => {
	await Promise.all(Array.from({ length: 20 }, acceptJobs));
	await store.close();
	process.stdin.destroy();
});
