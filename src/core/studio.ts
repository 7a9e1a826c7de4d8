import { type AcceptingParts, createAccepting, type Origin } from './accepting.ts';
import { createAttempting, inputsOf } from './attempting.ts';
import type { SettingsBook } from './books.ts';
import { createBringing } from './bringing.ts';
import type { Estimates } from './estimate.ts';
import { createHolding, type Holding } from './holding.ts';
import type { Job } from './job.ts';
import * as arrow from './job.ts';
import type { CaseBook } from './moderation/books.ts';
import { createInspecting } from './moderation/inspecting.ts';
import type { Moderator } from './moderation/moderator.ts';
import { createReporting, type Reporting } from './moderation/reporting.ts';
import { type Asking, type Attempt, type Log, type Provider, type Queue, StaleJob } from './ports.ts';
import { createPreviewing } from './previewing.ts';
import { type Refusal, Refused } from './refusal.ts';
import type { Asked } from './request.ts';
import type { RuleBook } from './rules.ts';
import { follow, type Track } from './track.ts';

/**
 * The one road. Every picture, whatever asked for it, travels `draw` → `accept` → `run` → `drawCalls` → `bring`; nothing else calls the provider, reserves
 * money or posts a result. A restart enters the same road at `run`, wherever the ledger says the job was.
 */
export interface Studio {
	/** What moderators decide, and members report or appeal against. */
	cases: Pick<Holding, 'approve' | 'refuse' | 'undo' | 'claim' | 'appeal' | 'answer' | 'show'> & Reporting;
	/**
	 * Resolves when the job is on disk; from then on it ends in exactly one outcome. Throws `Refused`, or `DrawnBefore` where the same
	 * picture is there already, and then nothing was written or paid.
	 */
	draw(asked: Asked, asking: Asking, from?: Origin): Promise<Job>;
	/** The same request once more, for whoever asks now. Throws `Refused`. */
	again(job: Job, asking: Asking): Promise<Job>;
	/** Shows the pictures of an earlier job once more, through a fresh interaction; free. Throws `Refused` when they are gone. */
	reuse(job: Job, asking: Asking): Promise<void>;
	/** Takes a waiting or held job back. Throws `Refused` when it is being drawn already. */
	cancel(id: string): Promise<void>;
	/** Brings a kept result through a fresh interaction. Throws `Refused` when there is none. */
	collect(id: string, asking: Asking): Promise<void>;
	find(id: string): Promise<Job | undefined>;
	/**
	 * Takes up what is owed and not under way, as far as it is `mine`: what the last process left, and what Discord or the store would not
	 * take meanwhile. Says how many.
	 */
	resume(mine: (job: Job) => boolean): Promise<number>;
	/** Lets go of results that could not be brought, or that nobody has collected, since `before` (ms). */
	letGo(before: number): Promise<void>;
	/** Ends what no moderator has decided on in its server's time, at `now` (ms). */
	expireHeld(now: number): Promise<void>;
	/** Shows moderators what could not be shown before. */
	showCases(): Promise<void>;
	/** Hands out no more turns and resolves when what is being drawn has been delivered. What waits stays in the ledger. */
	close(): Promise<void>;
}

export interface StudioParts extends AcceptingParts {
	queue: Queue;
	provider: Provider;
	estimates: Estimates;
	log: Log;
	rules: RuleBook;
	cases: CaseBook;
	moderator: Moderator;
	settings: Pick<SettingsBook, 'read'>;
	/** Told of requests that a rule stopped, for counting. */
	stopped: (refusal: Refusal, asking: Asking) => void;
	/** Told of every arrow, with the job as it was before, for counting. */
	moved?: (job: Job, before: Job) => void;
}

export function createStudio(parts: StudioParts): Studio {
	const { clock, ledger, queue, pictures, delivery, estimates, log, rules, stopped } = parts;
	const waiting = new Map<string, Track>();
	const { moved = () => {} } = parts;
	const trackOf = (job: Job) => follow(job, { ledger, clock, moved });
	const { bring, tell } = createBringing({ clock, ledger, pictures, delivery, log, isClosing: () => closing });
	const accept = createAccepting(parts);
	const inspect = createInspecting(parts);
	const attemptCall = createAttempting({ ...parts, previews: createPreviewing(parts) });
	const holding = createHolding({
		clock,
		ledger,
		cases: parts.cases,
		settings: parts.settings,
		moderator: parts.moderator,
		delivery,
		during,
		travel,
		leaveLine: ({ id, calls }) => calls.map((call) => queue.leave(turnId(id, call.n))).includes(true),
		isUnderWay: (id) => underWay.has(id),
	});
	const cancelling = new Set<string>();
	/** What was asked for and is not done: forty presses on one button draw once. */
	const pressed = new Set<string>();
	/** By job: what this process is doing for it. Nobody takes such a job up a second time, and closing waits for it. */
	const underWay = new Map<string, Promise<unknown>>();
	let closing = false;

	queue.onChange(() => {
		for (const { job } of waiting.values()) showPlace(job);
	});

	async function draw(asked: Asked, asking: Asking, from: Origin = {}) {
		if (closing) throw new Refused({ code: 'closing' });
		const today = await rules.now({ guildId: asking.asker.guildId, roleIds: asking.roleIds });
		const avoidsRepeats = from.parent !== undefined || today.server?.settings.look.offerEarlier === true;
		const repeat = avoidsRepeats && !from.batch ? pressOf(from.parent, asking, asked) : undefined;
		if (repeat && pressed.has(repeat)) throw new Refused({ code: 'alreadyDrawing' });
		if (repeat) pressed.add(repeat);
		try {
			const id = asking.reply.interactionId;
			return await during(id, async () => {
				const job = await accept(asked, asking, today, from);
				void during(id, () => travel(job)).finally(() => repeat && pressed.delete(repeat));
				return job;
			});
		} catch (error) {
			if (repeat) pressed.delete(repeat);
			if (error instanceof Refused) stopped(error.refusal, asking);
			throw error;
		}
	}

	function during<T>(id: string, work: () => Promise<T>): Promise<T> {
		const done = work().finally(() => {
			if (underWay.get(id) === done) underWay.delete(id);
		});
		underWay.set(id, done);
		return done;
	}

	async function travel(job: Job): Promise<void> {
		const track = trackOf(job);
		try {
			await run(track);
		} catch (error) {
			const reference = log.error(error, { job: job.id, state: track.job.state }, 'the road broke');
			await giveUp(track, reference);
		}
	}

	/** From wherever the ledger says the job is, to its end. */
	async function run(track: Track): Promise<void> {
		if (track.job.state === 'held') return holding.present(track);
		if (track.job.state === 'accepted') await track.go(arrow.queue);
		if (track.job.calls.some((call) => call.state === 'sent')) await track.go(arrow.loseSentCalls);
		if (track.job.state === 'queued' || track.job.state === 'sending') {
			const stopped = await drawCalls(track);
			if (stopped === 'closing') return;
			if (stopped === 'cancelled' && track.job.state === 'queued') await track.go(arrow.cancel);
			else await inspect.conclude(track);
		}
		if (track.job.state === 'made') await inspect.results(track);
		await end(track);
	}

	function end(track: Track): Promise<void> {
		const { state } = track.job;
		if (state === 'held') return holding.present(track);
		return state === 'made' ? bring(track) : tell(track);
	}

	/** Every call in its fair turn; a call that left the queue says why. */
	async function drawCalls(track: Track): Promise<'done' | 'cancelled' | 'closing'> {
		const { id, asker } = track.job;
		waiting.set(id, track);
		const open = track.job.calls.filter((call) => call.state === 'waiting');
		const turns = open.map((call) => {
			const turn = {
				id: turnId(id, call.n),
				guildId: asker.guildId ?? asker.userId,
				userId: asker.userId,
				// A description draws nothing, and still is a call at the same key.
				images: Math.max(1, call.images),
				weight: track.job.weight ?? 1,
			};
			return queue.enter(turn, () => drawCall(track, call.n));
		});
		showPlace(track.job);
		// All of them end before the job does: a call that broke must not leave another one running unseen.
		const ended = await Promise.allSettled(turns);
		waiting.delete(id);
		const broken = ended.find((it) => it.status === 'rejected');
		if (broken) throw broken.reason;
		if (ended.every((it) => it.status === 'fulfilled' && it.value !== null)) return 'done';
		return cancelling.delete(id) ? 'cancelled' : 'closing';
	}

	async function drawCall(track: Track, n: number): Promise<Attempt<true>> {
		waiting.delete(track.job.id);
		delivery.waiting(track.job, undefined);
		const attempt = await attemptCall(track, n);
		if ('again' in attempt) waiting.set(track.job.id, track);
		return attempt;
	}

	/** Whatever broke was ours. Before the paid call nothing is lost by saying so; after it the ledger keeps the job for the next start. */
	async function giveUp(track: Track, reference: string): Promise<void> {
		const { state } = track.job;
		if (state !== 'accepted' && state !== 'queued') return;
		try {
			await track.go((job, now) => arrow.fail(job, { code: 'internal', reference }, now));
			await tell(track);
		} catch (error) {
			log.error(error, { job: track.job.id }, 'the ledger cannot be written');
		}
	}

	function showPlace(job: Job) {
		const places = job.calls.flatMap((call) => queue.place(turnId(job.id, call.n)) ?? []);
		const last = places.reduce((a, b) => (b.place > a.place ? b : a), { place: 0, imagesAhead: 0 });
		if (last.place === 0) return;
		const { model, quality } = job.request;
		const first = Math.min(...places.map(({ place }) => place));
		delivery.waiting(job, {
			place: first,
			etaMs: estimates.eta({ model, quality, ...last }),
			priceMicros: job.reservedMicros,
			...(job.left === undefined ? {} : { left: job.left }),
		});
	}

	return {
		draw,

		async again(job, asking) {
			if (job.emptied) throw new Refused({ code: 'jobGone' });
			const { loweredFrom } = job;
			// What a soft landing lowered was asked for otherwise; whether it holds still is decided anew.
			const asked = loweredFrom ? { ...job.request, quality: loweredFrom } : job.request;
			const request = { ...asked, private: asking.reply.private };
			const inputs = await inputsOf(ledger, job);
			if (request.inputs > 0 && inputs.length === 0) throw new Refused({ code: 'inputsGone' });
			const prepared = { inputs, ...(job.crop ? { crop: job.crop } : {}) };
			return draw({ request, sources: [] }, asking, { parent: job.id, prepared });
		},

		async reuse(job, asking) {
			if (closing) throw new Refused({ code: 'closing' });
			await delivery.showAgain(job, asking);
		},

		cases: { ...holding, ...createReporting({ clock, cases: parts.cases, log, show: holding.show }) },
		expireHeld: holding.expire,
		showCases: holding.catchUp,

		async cancel(id) {
			const job = waiting.get(id)?.job;
			if (!job && (await holding.takeBack(id))) return;
			if (!job || cancelling.has(id)) throw new Refused({ code: 'tooLate' });
			cancelling.add(id);
			const left = job.calls.map((call) => queue.leave(turnId(id, call.n)));
			if (left.includes(true)) return;
			cancelling.delete(id);
			throw new Refused({ code: 'tooLate' });
		},

		async collect(id, asking) {
			if (underWay.has(id)) throw new Refused({ code: 'notYet' });
			await during(id, async () => {
				const job = await ledger.find(id);
				if (!job || !arrow.owesMember(job)) throw new Refused({ code: 'jobGone' });
				if (!job.keptAt) throw new Refused({ code: 'notYet' });
				const track = trackOf(job);
				// A fresh answer that can be edited: what was tried before it counts no more.
				const fresh = { reply: asking.reply, keptAt: null, postingAt: null };
				await track.go((it, now) => arrow.note(it, fresh, now));
				await bring(track);
			});
		},

		find: (id) => ledger.find(id),

		async resume(mine) {
			// What ends while the ledger is read may still look owed there.
			const before = new Set(underWay.keys());
			const isFree = ({ id }: Job) => !before.has(id) && !underWay.has(id);
			const owed = await ledger.owed();
			const jobs = owed.filter((job) => mine(job) && isFree(job) && job.state !== 'held' && !job.keptAt);
			for (const job of jobs) void during(job.id, () => travel(job));
			return jobs.length;
		},

		async letGo(before) {
			for (const job of await ledger.owed()) {
				if (job.state !== 'made' || underWay.has(job.id) || (job.keptAt ?? job.changedAt) >= before) continue;
				// Its member was told where to collect it, and that message is what remains.
				const track = trackOf(job);
				try {
					await track.go(arrow.expire);
					await track.go((it, now) => arrow.note(it, { told: true }, now));
				} catch (error) {
					// It was collected this moment, or let go by another process.
					if (!(error instanceof StaleJob)) throw error;
				}
			}
		},

		async close() {
			closing = true;
			await queue.close();
			while (underWay.size > 0) await Promise.allSettled(underWay.values());
		},
	};
}

const turnId = (id: string, n: number) => `${id}:${n}`;

/** The same for two presses that ask for exactly the same. Addresses are signed anew each time, so pictures go by name and size. */
const pressOf = (parent: string | undefined, { asker }: Asking, { request, sources }: Asked): string =>
	JSON.stringify([
		parent ?? asker.guildId,
		asker.userId,
		request,
		sources.map(({ role, name, size }) => [role, name, size]),
	]);
