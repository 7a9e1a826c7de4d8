import type { Job } from '../core/job.ts';
import type { Clock, Frame, Log, Waiting } from '../core/ports.ts';
import { type Api, isGone, type Upload } from './api.ts';
import type { Payload } from './payload.ts';
import { handoverView, waitingView } from './views/waiting.ts';

/**
 * Shows waiting members where they stand, within Discord's pace: the newest state only, one edit at a time for each message, and not
 * more of them at once than leaves room for the results.
 */
export interface Progress {
	show(job: Job, waiting: Waiting | undefined): void;
	/** What there is of a call's picture. */
	preview(job: Job, call: number, frame: Frame): void;
	/** No edit comes after this one resolves, so that a result is never overwritten. Resolves with the message that showed the job, where this process knows it. */
	end(jobId: string): Promise<string | undefined>;
	close(): void;
}

/** About five edits per two seconds and message are allowed; places do not change usefully more often than this. */
const editEveryMs = 2500;
/** A picture on its way is what people look at, so it comes as often as Discord's pace allows with some room. */
const previewEveryMs = 1500;
const tickMs = 100;
const editsPerTick = 4;
/** Before the token ends, the message must say where the picture will come instead. */
const handoverBeforeMs = 30_000;

interface Shown {
	job: Job;
	waiting: Waiting | undefined;
	/** The newest of each call. */
	frames: Map<number, Frame>;
	/** One of them is not on screen yet. */
	isNewFrame: boolean;
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
		// A thousand places change with every picture; a picture on its way is news for one member, and soon old.
		const inTurn = [...shown.values()].sort((a, b) => Number(b.isNewFrame) - Number(a.isNewFrame));
		for (const it of inTurn) {
			if (budget === 0) return;
			if (it.editing || it.state === 'gone' || now >= it.job.reply.until) continue;
			if (it.state === 'live' && now >= it.job.reply.until - handoverBeforeMs) {
				it.state = 'handedOver';
				it.changed = true;
			}
			if (!it.changed || now - it.editedAt < (it.isNewFrame ? previewEveryMs : editEveryMs)) continue;
			it.changed = false;
			budget -= 1;
			const frames = framesOf(it);
			const view = it.state === 'handedOver' ? handoverView(it.job, frames) : waitingView(it.job, it.waiting, frames);
			const text = JSON.stringify(view.components);
			if (text === it.last && !it.isNewFrame) continue;
			it.last = text;
			it.isNewFrame = false;
			it.editing = edit(it, view, frames).finally(() => {
				it.editing = undefined;
			});
			// Whoever was just served goes behind the others.
			shown.delete(it.job.id);
			shown.set(it.job.id, it);
		}
	}

	async function edit(it: Shown, view: Payload, frames: readonly Upload[]) {
		try {
			it.messageId = await api.editAnswer(it.job.reply, view, frames);
		} catch (error) {
			// Not tried again: refused requests add up to a ban.
			if (isGone(error)) it.state = 'gone';
			else log.warn({ job: it.job.id }, 'a progress edit failed');
		} finally {
			// From when Discord has it: a slow upload and a quick one after it would come too close.
			it.editedAt = clock.now();
		}
	}

	function shownOf(job: Job): Shown {
		const it: Shown = shown.get(job.id) ?? {
			job,
			waiting: undefined,
			frames: new Map(),
			isNewFrame: false,
			changed: false,
			last: '',
			editedAt: 0,
			editing: undefined,
			messageId: undefined,
			state: 'live',
		};
		shown.set(job.id, it);
		it.job = job;
		return it;
	}

	return {
		show(job, waiting) {
			const it = shownOf(job);
			if (it.state !== 'live') return;
			it.waiting = waiting;
			it.changed = true;
		},
		preview(job, call, frame) {
			// A job whose end is being shown has no place here any more.
			const it = shown.get(job.id);
			if (it?.state !== 'live') return;
			it.frames.set(call, frame);
			it.isNewFrame = true;
			it.changed = true;
			tick();
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

/** In the order of the calls. */
const framesOf = ({ frames }: Shown): Upload[] =>
	[...frames]
		.sort(([a], [b]) => a - b)
		.map(([call, { bytes, type }]) => ({ name: `preview-${call + 1}.${type.split('/')[1]}`, bytes, type }));
