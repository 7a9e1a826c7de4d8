/** Something happened that is worth another look. Rung while nobody listens, it is heard at once by the next who does. */
export function createBell() {
	let rung = false;
	let wake = () => {};
	return {
		ring() {
			rung = true;
			wake();
		},
		/** Resolves when it has rung since last heard, or after `ms`. */
		async heard(ms: number): Promise<void> {
			if (!rung) {
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, Math.min(ms, LONGEST_MS));
					wake = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			rung = false;
		},
	};
}

/** Timers of Node run at once when they are asked to wait longer than about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;
