/**
 * Acknowledgements first. Discord forgets an interaction after three seconds, so while acknowledgements are on their way everything
 * else that a burst of commands wants to do stands in line behind them.
 */
export interface Acks {
	/** Sends an acknowledgement. */
	send<T>(acknowledge: () => Promise<T>): Promise<T>;
	/** Resolves when no acknowledgement is on its way, in the order of asking; after a second in any case. */
	quiet(): Promise<void>;
}

const longestWaitMs = 1000;

export function createAcks(): Acks {
	const line: { since: number; go: () => void }[] = [];
	let open = 0;
	let pumping = false;

	function pump() {
		pumping = false;
		const [next] = line;
		if (!next) return;
		if (open === 0 || performance.now() - next.since >= longestWaitMs) {
			line.shift();
			next.go();
		}
		wake();
	}

	function wake() {
		if (pumping || line.length === 0) return;
		pumping = true;
		// One at a time, each after the sockets were looked at: what has just come in is acknowledged before the next is let through.
		if (open === 0) setImmediate(pump);
		else setTimeout(pump, 5);
	}

	return {
		async send(acknowledge) {
			open += 1;
			try {
				return await acknowledge();
			} finally {
				open -= 1;
			}
		},
		quiet() {
			return new Promise((go) => {
				line.push({ since: performance.now(), go });
				wake();
			});
		},
	};
}
