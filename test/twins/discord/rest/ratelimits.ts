import { performance } from 'node:perf_hooks';

/** A bucket that fills anew `perMs` after its first request. */
export interface Bucket {
	used: number;
	resetAt: number;
}

export interface BucketRule {
	/** The hash by which a client knows that two routes share the bucket. */
	hash: string;
	limit: number;
	perMs: number;
}

/** Edits and follow-ups of one interaction. */
export const interactionRule: BucketRule = { hash: '6f1a9e4b27c3d508', limit: 5, perMs: 2000 };
/** All requests of the bot outside interaction routes. */
export const globalRule: BucketRule = { hash: 'global', limit: 50, perMs: 1000 };

export const emptyBucket = (): Bucket => ({ used: 0, resetAt: 0 });

export interface Taken {
	/** Milliseconds to wait when the bucket is empty; 0 when the request may go on. */
	retryAfterMs: number;
	headers: Record<string, string>;
}

/** Takes one request out of the bucket. Real time, since the client paces itself in real time. */
export function take(bucket: Bucket, rule: BucketRule): Taken {
	const now = performance.now();
	if (now >= bucket.resetAt) {
		bucket.used = 0;
		bucket.resetAt = now + rule.perMs;
	}
	const allowed = bucket.used < rule.limit;
	if (allowed) bucket.used += 1;
	const resetMs = bucket.resetAt - now;
	return {
		retryAfterMs: allowed ? 0 : resetMs,
		headers: {
			'x-ratelimit-limit': String(rule.limit),
			'x-ratelimit-remaining': String(rule.limit - bucket.used),
			'x-ratelimit-reset': ((Date.now() + resetMs) / 1000).toFixed(3),
			'x-ratelimit-reset-after': (resetMs / 1000).toFixed(3),
			'x-ratelimit-bucket': rule.hash,
		},
	};
}
