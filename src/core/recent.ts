import type { Clock } from './ports.ts';

/**
 * What the store says, by key, for whatever is read before an interaction is acknowledged: what is remembered will do, and a store that is
 * slow may not make the acknowledgement late.
 */
export interface Recent<T> {
	/** As the store has it at this moment. */
	now(key: string): Promise<T>;
	/** The last known while it is fresh, else the store's, else after a while what there is, or `otherwise`. Never throws. */
	recent(key: string, otherwise: T): Promise<T>;
	/** It was changed by this process; without a key, all of it. */
	forget(key?: string): void;
}

const rememberMs = 10_000;
/** Discord waits three seconds for an acknowledgement. */
const patienceMs = 500;
const mostRemembered = 10_000;

export function createRecent<T>(ask: (key: string) => Promise<T>, clock: Clock): Recent<T> {
	const remembered = new Map<string, { at: number; value: T }>();
	const reading = new Map<string, Promise<T>>();
	let changes = 0;

	async function read(key: string): Promise<T> {
		const before = changes;
		const value = await ask(key);
		// It may be what was there before a change.
		if (before !== changes) return value;
		if (remembered.size >= mostRemembered) remembered.clear();
		remembered.set(key, { at: clock.now(), value });
		return value;
	}

	/** A burst of commands asks the store once. */
	function readOnce(key: string): Promise<T> {
		const begun: Promise<T> =
			reading.get(key) ??
			read(key).finally(() => {
				if (reading.get(key) === begun) reading.delete(key);
			});
		reading.set(key, begun);
		return begun;
	}

	return {
		now: read,
		async recent(key, otherwise) {
			const known = remembered.get(key);
			if (known && clock.now() - known.at < rememberMs) return known.value;
			const fallback = known ? known.value : otherwise;
			const late = clock.sleep(patienceMs).then(() => fallback);
			return Promise.race([readOnce(key), late]).catch(() => fallback);
		},
		forget(key) {
			changes++;
			if (key === undefined) {
				remembered.clear();
				reading.clear();
				return;
			}
			remembered.delete(key);
			reading.delete(key);
		},
	};
}
