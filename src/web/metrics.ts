import { Counter, Gauge, Registry } from 'prom-client';
import type { Job } from '../core/job.ts';
import type { Queue } from '../core/ports.ts';

/** Numbers only: no server, member or prompt is ever a label. */
export interface Metrics {
	registry: Registry;
	interaction(name: string, answer: 'done' | 'refused' | 'failed'): void;
	/** Counts what is new since `before`: a job is written more often than its state or its cost changes. */
	moved(job: Job, before: Job): void;
}

export function createMetrics(queue: Pick<Queue, 'stats'>): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const interactions = new Counter({
		name: 'easel_interactions_total',
		help: 'Interactions by what was asked and how it was answered',
		labelNames: ['name', 'answer'],
		registers,
	});
	const jobs = new Counter({
		name: 'easel_jobs_total',
		help: 'Jobs that reached a state, by model',
		labelNames: ['state', 'model'],
		registers,
	});
	const spent = new Counter({
		name: 'easel_spent_dollars_total',
		help: 'Cost of concluded jobs, in US dollars',
		registers,
	});
	const waiting = { name: 'easel_queue_waiting', help: 'Paid calls waiting for their turn', registers };
	const running = { name: 'easel_queue_running', help: 'Paid calls in flight', registers };
	new Gauge({
		...waiting,
		collect() {
			this.set(queue.stats().waiting);
		},
	});
	new Gauge({
		...running,
		collect() {
			this.set(queue.stats().running);
		},
	});

	return {
		registry,
		interaction: (name, answer) => interactions.inc({ name, answer }),
		moved({ state, request, costMicros }, before) {
			if (state !== before.state) jobs.inc({ state, model: request.model });
			const more = (costMicros ?? 0) - (before.costMicros ?? 0);
			if (more > 0) spent.inc(more / 1_000_000);
		},
	};
}
