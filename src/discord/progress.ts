import type { Job } from '../core/job.ts';
import type { Clock, Log, Waiting } from '../core/ports.ts';
import { type Api, isGone } from './api.ts';
import type { Payload } from './payload.ts';
import { handoverView, waitingView } from './views/waiting.ts';

/**
 * Shows waiting members where they stand, within Discord's pace: the newest state only, one edit at a time for each message, and not
 * more of them at once than leaves room for the results.
 */
export interface Progress {
	show(job: Job, waiting: Waiting | undefined): void;
	/** No edit comes after this one resolves, so that a result is never overwritten. Resolves with the message that showed the job, where this process knows it. */
	end(jobId: string): Promise<string | undefined>;
	close(): void;
}

/** About five edits per two seconds and message are allowed; places do not change usefully more often than this. */
const editEveryMs = 2500;
const tickMs = 100;
const editsPerTick = 4;
/** Before the token ends, the message must say where the picture will come instead. */
const handoverBeforeMs = 30_000;

interface Shown {
	job: Job;
	waiting: Waiting | undefined;
	/** Something is new since the last look. It is worded only when its turn to be shown comes: a thousand places change with every picture. */
	changed: boolean;
	/** What is on screen, to leave out edits that change nothing. */
	last: string;
	editedAt: number;
	editing: Promise<void> | undefined;
	messageId: string | undefined;
	/** After `handedOver` no place is shown any more; `gone` is a message or token that Discord no longer knows. */
	state: 'live' | 'handedOver' | 'gone';
}

export function createProgress({ api, clock, log }: { api: Api; clock: Clock; log: Log }): Progress {
	const shown = new Map<string, Shown>();
	const timer = setInterval(tick, tickMs);
	timer.unref();

	function tick() {
		const now = clock.now();
		let budget = editsPerTick;
		for (const it of shown.values()) {
			if (budget === 0) return;
			if (it.editing || it.state === 'gone' || now >= it.job.reply.until) continue;
			if (it.state === 'live' && now >= it.job.reply.until - handoverBeforeMs) {
				it.state = 'handedOver';
				it.changed = true;
			}
			if (!it.changed || now - it.editedAt < editEveryMs) continue;
			it.changed = false;
			budget -= 1;
			const view = it.state === 'handedOver' ? handoverView(it.job) : waitingView(it.job, it.waiting);
			const text = JSON.stringify(view.components);
			if (text === it.last) continue;
			it.last = text;
			it.editing = edit(it, view).finally(() => {
				it.editing = undefined;
			});
			// Whoever was just served goes behind the others.
			shown.delete(it.job.id);
			shown.set(it.job.id, it);
		}
	}

	async function edit(it: Shown, view: Payload) {
		it.editedAt = clock.now();
		try {
			it.messageId = await api.editAnswer(it.job.reply, view);
		} catch (error) {
			// Not tried again: refused requests add up to a ban.
			if (isGone(error)) it.state = 'gone';
			else log.warn({ job: it.job.id }, 'a progress edit failed');
		}
	}

	return {
		show(job, waiting) {
			const it: Shown = shown.get(job.id) ?? {
				job,
				waiting: undefined,
				changed: false,
				last: '',
				editedAt: 0,
				editing: undefined,
				messageId: undefined,
				state: 'live',
			};
			shown.set(job.id, it);
			it.job = job;
			if (it.state !== 'live') return;
			it.waiting = waiting;
			it.changed = true;
		},
		async end(jobId) {
			const it = shown.get(jobId);
			shown.delete(jobId);
			await it?.editing;
			return it?.messageId;
		},
		close: () => clearInterval(timer),
	};
}
