import { createPermits, PATIENCE_MS } from './permits.ts';
import { connectRedis } from './redis.ts';

export interface PaceOptions {
	/** What the API key may draw in any `perMs`. */
	images: number;
	perMs: number;
	maxConcurrent: number;
	/** All processes with the same URL share one quota. */
	redisUrl?: string | undefined;
	/** The longest a paid call can take. */
	callTimeoutMs: number;
	/** A process that Redis has not heard of for this long holds no slot any more. */
	silentMs: number;
	/** Something that could not be had may be free now. */
	onFree: () => void;
	onError: (error: unknown) => void;
}

export interface Pace {
	/** A slot and `images` of the window, if both are free at this moment. The window counts from here. */
	take(images: number): Promise<Slot | undefined>;
	/** For every process that shares the quota. */
	pause(ms: number): void;
	/** Milliseconds since the epoch; 0 when there is no pause. */
	pausedUntil(): number;
	/** How long to wait before asking again, should `onFree` not be called before. */
	askAgainMs(): number;
	/** Throws when the shared quota cannot be reached. */
	check(): Promise<void>;
	close(): Promise<void>;
}

export interface Slot {
	/** The call is over; resolves when the slot is free. Its images count until they leave the window. */
	end(): Promise<void>;
	/** There was no call: its images do not count either. */
	giveBack(): Promise<void>;
}

/** The provider counts when a request arrives, and not every request takes equally long to get there. */
const JITTER = 0.02;
/** Redis forgets later than we do, so that it is never first. */
const GRACE_MS = 5_000;

/**
 * The API key's quota: `maxConcurrent` slots, and an exact sliding window in which every image counts for `perMs` from the
 * moment its call starts. A reservoir that is refilled by the clock would let nearly twice as many into a sliding minute.
 */
export function createPace(options: PaceOptions): Pace {
	const { images, perMs, maxConcurrent, redisUrl, callTimeoutMs, silentMs } = options;
	let closed = false;
	// What Bottleneck cannot tell Redis any more is meant to expire there.
	const onError = (error: unknown) => closed || options.onError(error);
	const redis = redisUrl ? connectRedis(redisUrl, PATIENCE_MS, onError) : undefined;
	const windowMs = Math.ceil(perMs * (1 + JITTER));
	let pausedUntil = 0;

	function pause(ms: number) {
		if (Date.now() + ms > pausedUntil) pausedUntil = Date.now() + ms;
	}

	const shared = { redis, onError };
	const slots = createPermits({
		...shared,
		name: 'slots',
		limit: maxConcurrent,
		expiresMs: callTimeoutMs + GRACE_MS,
		silentMs,
	});
	const window = createPermits({
		...shared,
		name: `window-${perMs}`,
		limit: images,
		expiresMs: windowMs + GRACE_MS,
		onMessage: (ms) => pause(Number(ms)),
	});
	// Whoever frees a shared permit must not be the first to know of it, or other processes would hardly get one.
	const onFree = redis ? () => {} : options.onFree;

	return {
		async take(weight) {
			const [leaveSlot, leaveWindow] = await Promise.all([slots.take(1), window.take(weight)]);
			if (!leaveSlot || !leaveWindow) {
				await Promise.all([leaveSlot?.(), leaveWindow?.()]);
				return undefined;
			}
			const leaving = setTimeout(() => void leaveWindow().then(onFree), windowMs).unref();
			return {
				end: () => leaveSlot().then(onFree),
				async giveBack() {
					clearTimeout(leaving);
					await Promise.all([leaveWindow(), leaveSlot()]);
					onFree();
				},
			};
		},
		pause(ms) {
			pause(ms);
			window.tell(String(ms));
		},
		pausedUntil: () => (pausedUntil > Date.now() ? pausedUntil : 0),
		// At random, so that processes which ask in turns do not keep the same order for ever.
		askAgainMs: () => (redis ? 100 + Math.random() * 200 : 1_000),
		check: async () => redis?.check(),
		async close() {
			closed = true;
			await redis?.connection.disconnect(false);
			slots.abandon();
			window.abandon();
		},
	};
}
