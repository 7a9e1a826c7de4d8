import { expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { jobOf, noon } from '../core/jobs.ts';

const idle = { stats: () => ({ waiting: 0, running: 0, pausedUntil: 0 }) };

test('a state is counted once and money once, however often the job is written', async () => {
	const { registry, moved } = createMetrics(idle);
	const steps: ((job: arrow.Job) => arrow.Job)[] = [
		(job) => arrow.queue(job, noon),
		(job) => arrow.send(job, 0, noon),
		(job) => arrow.settleCall(job, 0, { state: 'made', costMicros: 250_000 }, noon),
		(job) => arrow.conclude(job, noon),
		(job) => arrow.note(job, { postingAt: noon }, noon),
		(job) => arrow.note(job, { keptAt: noon }, noon),
		(job) => arrow.fail(job, { code: 'unusable' }, noon),
		(job) => arrow.note(job, { told: true }, noon),
	];
	let job = jobOf();
	for (const step of steps) {
		const before = job;
		job = step(before);
		moved(job, before);
	}
	const text = await registry.metrics();
	for (const state of ['queued', 'sending', 'made', 'failed']) {
		expect(text).toContain(`easel_jobs_total{state="${state}",model="gpt-image-2.5-flare"} 1\n`);
	}
	expect(text).toContain('easel_spent_dollars_total 0.25\n');
});
