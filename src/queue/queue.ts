import type { Attempt, Queue, Turn } from '../core/ports.ts';
import { createBell } from './bell.ts';
import { createPace, type Slot } from './pace.ts';
import { createTurns } from './turns.ts';

export interface QueueOptions {
	/** What the API key may draw in any `perMs` (default: a minute). */
	images: number;
	perMs?: number;
	/** Paid calls in flight. */
	maxConcurrent: number;
	/** When set, all processes with the same URL share one quota. Each has its own line. */
	redisUrl?: string | undefined;
	/** The longest a paid call can take; after that its slot is free again in any case. Ten minutes if not said. */
	callTimeoutMs?: number;
	/** How long a process may be silent in Redis until its slots are free again; a living one is heard every 5 s. A minute if not said. */
	silentMs?: number;
	/** What goes wrong with Redis. The queue goes on asking. */
	onError?: (error: unknown) => void;
}

interface Waiting {
	turn: Turn;
	work: () => Promise<Attempt<unknown>>;
	resolve: (value: unknown) => void;
	reject: (error: unknown) => void;
}

export interface PacedQueue extends Queue {
	/** Throws when the quota that processes share cannot be reached; without Redis there is nothing to reach. */
	check(): Promise<void>;
}

/** A fair line in front of one API quota: `turns.ts` says whose turn it is, `pace.ts` whether there is room for it now. */
export function createQueue({
	perMs = 60_000,
	callTimeoutMs = 600_000,
	silentMs = 60_000,
	onError = () => {},
	...options
}: QueueOptions): PacedQueue {
	const bell = createBell();
	const pace = createPace({ ...options, perMs, callTimeoutMs, silentMs, onError, onFree: bell.ring });
	const turns = createTurns();
	const waiting = new Map<string, Waiting>();
	const running = new Set<Promise<void>>();
	const listeners: (() => void)[] = [];
	let places: Map<string, { place: number; imagesAhead: number }> | undefined;
	let announcing = false;
	let handingOut: Promise<void> | undefined;
	let closing: Promise<void> | undefined;

	function changed() {
		places = undefined;
		bell.ring();
		if (announcing) return;
		announcing = true;
		setImmediate(() => {
			announcing = false;
			for (const listener of listeners) listener();
		});
	}

	/** Asks for room for whoever is first, one at a time, until nobody waits: who comes meanwhile still gets a fair turn. */
	async function handOut() {
		for (let turn = turns.first(); turn; turn = turns.first()) {
			const pauseMs = pace.pausedUntil() - Date.now();
			const slot = pauseMs > 0 ? undefined : await pace.take(turn.images);
			if (!slot) await bell.heard(pauseMs > 0 ? pauseMs : pace.askAgainMs());
			else if (turns.first() !== turn || pace.pausedUntil() > 0) await slot.giveBack();
			else start(turn, slot);
		}
		handingOut = undefined;
	}

	function start(turn: Turn, slot: Slot) {
		const entry = waiting.get(turn.id)!;
		turns.take();
		waiting.delete(turn.id);
		changed();
		const run = attempt(entry, slot).finally(() => running.delete(run));
		running.add(run);
	}

	async function attempt(entry: Waiting, slot: Slot) {
		try {
			const outcome = await entry.work();
			if ('value' in outcome) {
				entry.resolve(outcome.value);
			} else {
				// The pause first: the slot that gets free must not tempt anybody.
				pace.pause(outcome.again);
				tryAgain(entry);
				await slot.giveBack();
			}
		} catch (error) {
			entry.reject(error);
		} finally {
			await slot.end();
		}
	}

	function tryAgain(entry: Waiting) {
		if (closing) return entry.resolve(null);
		turns.putBack(entry.turn);
		wait(entry);
	}

	function wait(entry: Waiting) {
		waiting.set(entry.turn.id, entry);
		changed();
		handingOut ??= handOut();
	}

	function placesNow() {
		let imagesAhead = 0;
		const now = new Map<string, { place: number; imagesAhead: number }>();
		for (const turn of turns.order()) {
			now.set(turn.id, { place: now.size + 1, imagesAhead });
			imagesAhead += turn.images;
		}
		return now;
	}

	function leave(id: string): boolean {
		const entry = waiting.get(id);
		if (!entry) return false;
		turns.remove(entry.turn);
		waiting.delete(id);
		entry.resolve(null);
		changed();
		return true;
	}

	return {
		async enter<T>(turn: Turn, work: () => Promise<Attempt<T>>) {
			if (!Number.isInteger(turn.images) || turn.images < 1) throw new RangeError(`a turn of ${turn.images} images`);
			if (waiting.has(turn.id)) throw new Error(`turn ${turn.id} is already waiting`);
			if (closing) return null;
			return new Promise<T | null>((resolve, reject) => {
				turns.add(turn);
				wait({ turn, work, resolve: (value) => resolve(value as T | null), reject });
			});
		},
		leave,
		place(id) {
			places ??= placesNow();
			return places.get(id);
		},
		onChange: (listener) => void listeners.push(listener),
		check: pace.check,
		stats: () => ({ waiting: waiting.size, running: running.size, pausedUntil: pace.pausedUntil() }),
		close() {
			closing ??= (async () => {
				for (const id of [...waiting.keys()]) leave(id);
				await handingOut;
				await Promise.all(running);
				await pace.close();
			})();
			return closing;
		},
	};
}
