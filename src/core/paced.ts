import type { Clock } from './ports.ts';

export interface PacedParts {
	clock: Clock;
	isClosing: () => boolean;
	/** Shows how it is now. */
	show: (id: string) => Promise<void>;
	failed: (error: unknown, id: string) => void;
}

/** About five edits per two seconds and message are allowed; what is counted does not change so usefully more often. */
const everyMs = 2500;
/** After Discord or the store would not. */
const retryMs = 15_000;

interface Watched {
	isStale: boolean;
	/** When it may be shown again. */
	notBefore: number;
}

/** To be called for what has changed: however often that is, it is shown once in a while, and then as it is. */
export function createPaced({ clock, isClosing, show, failed }: PacedParts): (id: string) => void {
	const watched = new Map<string, Watched>();

	/** Never throws. */
	async function watch(id: string, it: Watched): Promise<void> {
		while (it.isStale) {
			await clock.sleep(Math.max(0, it.notBefore - clock.now()));
			if (isClosing()) return;
			it.isStale = false;
			it.notBefore = clock.now() + everyMs;
			try {
				await show(id);
			} catch (error) {
				failed(error, id);
				it.isStale = true;
				it.notBefore = clock.now() + retryMs;
			}
			// What comes after this is shown later, too.
			if (!it.isStale) await clock.sleep(Math.max(0, it.notBefore - clock.now()));
		}
		watched.delete(id);
	}

	return (id) => {
		const known = watched.get(id);
		if (known) {
			known.isStale = true;
			return;
		}
		const it = { isStale: true, notBefore: 0 };
		watched.set(id, it);
		void watch(id, it);
	};
}
