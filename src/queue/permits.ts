import Bottleneck from 'bottleneck';
import type { SharedRedis } from './redis.ts';

export interface Permits {
	/** `weight` of them if they are free at this moment, else undefined. Nobody queues here: who wants them asks again. */
	take(weight: number): Promise<Release | undefined>;
	/** Reaches every process that shares these permits, this one included. */
	tell(message: string): void;
	/** Releases what is still held; call it after disconnecting, so that shared permits only expire. */
	abandon(): void;
}

/** Gives the permits back; resolves when they are free for others. Twice is as good as once. */
export type Release = () => Promise<void>;

export interface PermitsOptions {
	name: string;
	limit: number;
	/** Shared permits count as free again after this long (ms), whatever became of their holder. */
	expiresMs: number;
	/** Shared permits count as free when their holder has been silent this long (ms): a killed process must not keep them. */
	silentMs?: number;
	/** Without it the permits are this process's own. */
	redis?: SharedRedis | undefined;
	onMessage?: (message: string) => void;
	onError: (error: unknown) => void;
}

/** How long Redis may take to answer before the permits count as not to be had. */
export const PATIENCE_MS = 5_000;

/**
 * `limit` permits, counted by Bottleneck: a job holds its weight while it runs, so holding permits is a job that runs until
 * they are released. With `highWater: 0` a job that cannot start at once is dropped instead of queued. So the fair line
 * decides as late as possible, a cancelled turn leaves nothing behind, and nothing hangs when Redis loses its data.
 */
export function createPermits(options: PermitsOptions): Permits {
	const { name, limit, expiresMs, silentMs, redis, onMessage, onError } = options;
	// The first process to come writes the limit into Redis; another limit must not find it there.
	const id = `easel-${name}-${limit}`;
	const limiter = new Bottleneck({
		id,
		maxConcurrent: limit,
		highWater: 0,
		strategy: Bottleneck.strategy.OVERFLOW,
		...(redis && { connection: redis.connection, timeout: 2 * expiresMs }),
	});
	limiter.on('error', onError);
	if (onMessage) limiter.on('message', onMessage);
	const held = new Set<Release>();
	const look =
		redis && silentMs
			? setInterval(() => void redis.freeSilent(id, silentMs).catch(onError), silentMs / 4).unref()
			: null;

	/** Hands over what ends the job once it has started; resolves when it has ended, rejects when it was dropped. */
	function hold(weight: number, granted: (release: Release) => void): Promise<void> {
		const { promise: released, resolve } = Promise.withResolvers<void>();
		const job = limiter.schedule(
			// More than there are could never be granted: it takes all of them instead.
			{ weight: Math.min(weight, limit), expiration: redis ? expiresMs : null },
			() => {
				held.add(release);
				granted(release);
				return released.finally(() => held.delete(release));
			},
		);
		async function release() {
			resolve();
			// That it has expired meanwhile was said where the job was awaited first.
			await job.catch(() => {});
		}
		return job;
	}

	return {
		take(weight) {
			const { promise, resolve } = Promise.withResolvers<Release | undefined>();
			let late = false;
			const patience = setTimeout(() => {
				late = true;
				resolve(undefined);
			}, PATIENCE_MS);
			hold(weight, (release) => (late ? void release() : resolve(release))).catch((error: unknown) => {
				if (!(error instanceof Bottleneck.BottleneckError)) onError(error);
				resolve(undefined);
			});
			return promise.finally(() => clearTimeout(patience));
		},
		tell: (message) => void limiter.publish(message).catch(onError),
		abandon() {
			if (look) clearInterval(look);
			for (const release of held) void release();
		},
	};
}
