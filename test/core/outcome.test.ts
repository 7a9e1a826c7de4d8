import { expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import { pauseBefore } from '../../src/core/outcome.ts';
import type { Outcome } from '../../src/core/ports.ts';
import { jobOf, noon } from './jobs.ts';

const minute = 60_000;
const slowDown: Outcome = { kind: 'notTaken', reason: 'rateLimit', retryAfterMs: 5 * minute, detail: 'HTTP 429' };

/** Sent once, after it has waited for its turn. */
const sentAfter = (ms: number) => arrow.send(arrow.queue(jobOf(), noon), 0, noon + ms);

test('a job that has long waited for its turn has as much patience with a rate limit as any other', () => {
	const job = sentAfter(50 * minute);
	expect(pauseBefore(slowDown, job.calls[0]!, noon + 50 * minute)).toBe(5 * minute);
});

test('a rate limit that does not end within half an hour is given up', () => {
	let job = sentAfter(0);
	let now = noon;
	for (let pause = pauseBefore(slowDown, job.calls[0]!, now); pause !== undefined; ) {
		job = arrow.putBack(job, 0, now);
		now += pause;
		job = arrow.send(job, 0, now);
		pause = pauseBefore(slowDown, job.calls[0]!, now);
	}
	expect(now - noon).toBe(25 * minute);
});
