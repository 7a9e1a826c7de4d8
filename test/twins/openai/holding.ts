/** Answers that wait until somebody lets one go. */
export interface Holding {
	/** Resolves once it is this one's turn. Rejects when the twin stops. */
	wait(stopping: AbortSignal): Promise<void>;
	/** Lets the oldest one go, or the next that comes. */
	release(): void;
	clear(): void;
}

export function createHolding(): Holding {
	let waiting: (() => void)[] = [];
	let free = 0;

	return {
		async wait(stopping) {
			if (free > 0) {
				free -= 1;
				return;
			}
			await new Promise<void>((resolve, reject) => {
				waiting.push(resolve);
				stopping.addEventListener('abort', () => reject(stopping.reason), { once: true });
			});
		},
		release() {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		},
		clear() {
			waiting = [];
			free = 0;
		},
	};
}
