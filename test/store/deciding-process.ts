import { writeSync } from 'node:fs';
import * as arrow from '../../src/core/job.ts';
import { StaleCase } from '../../src/core/moderation/books.ts';
import { CaseClosed, decide } from '../../src/core/moderation/case.ts';
import { StaleJob } from '../../src/core/ports.ts';
import { openStore } from '../../src/store/index.ts';
import { heldJob, line } from './cases.ts';
import { noon } from './jobs.ts';

/**
 * A process of its own that is a moderator: opens the store at the URL, says `open`, waits for a line, then opens so many cases of its own (`opened
 * <number>`), or decides on the cases up to that number, several at once (`decided <number>` or `late <number>`). Arguments: URL, `open` or
 * `decide`, count, the moderator's id.
 */
const [url, what, count, by] = process.argv.slice(2);
const store = await openStore(url!);
const say = (text: string) => writeSync(1, `${text}\n`);
const isLate = (error: unknown) =>
	error instanceof StaleCase || error instanceof StaleJob || error instanceof CaseClosed;

async function press(number: number): Promise<void> {
	const found = (await store.cases.find('22', number))!;
	const job = (await store.ledger.find(found.jobId))!;
	try {
		const next = decide(found, { verb: 'refuse', by: by!, warned: true }, noon + 1);
		await store.cases.save(next, {
			audit: [line(next, 'refused', noon + 1, by!)],
			job: arrow.refuse(job, { code: 'notApproved' }, noon + 1),
			strike: { guildId: '22', userId: found.userId, case: number, at: noon + 1, by: by! },
		});
		say(`decided ${number}`);
	} catch (error) {
		if (!isLate(error) && !(error instanceof arrow.IllegalArrow)) throw error;
		say(`late ${number}`);
	}
}

async function open(): Promise<void> {
	const { opened } = await heldJob(store);
	say(`opened ${opened.number}`);
}

say('open');
process.stdin.once('data', async () => {
	const numbers = Array.from({ length: Number(count) }, (_, n) => n + 1);
	const work = async () => {
		for (let number = numbers.shift(); number; number = numbers.shift()) {
			await (what === 'decide' ? press(number) : open());
		}
	};
	await Promise.all(Array.from({ length: 10 }, work));
	await store.close();
	process.stdin.destroy();
});
