export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets `slots` pieces of work run at once; the rest wait and go in the order they came. */
export function createGate(slots: number): Gate {
	let free = slots;
	const waiting: (() => void)[] = [];

	return async (work) => {
		if (free > 0) free--;
		else await new Promise<void>((go) => waiting.push(go));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			// The slot is handed over, never set free in between: a newcomer would overtake the line.
			if (next) next();
			else free++;
		}
	};
}
