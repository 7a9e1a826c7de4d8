/** What recent jobs teach about how long the next one will take. */
export interface Estimates {
	/** `tookMs`: one paid call, from sending to its answer. */
	learn(model: string, quality: string | null, tookMs: number): void;
	/** Milliseconds until a picture that waits at this place is there. */
	eta(asked: { model: string; quality: string | null; place: number; imagesAhead: number }): number;
}

/** How much the newest call says about the next one; the older ones share the rest. */
const weightOfNewest = 0.3;
/** Before anything was learned: what a medium picture takes on an ordinary day. */
const firstGuessMs = 15_000;

export function createEstimates(pace: { imagesPerMinute: number; maxConcurrent: number }): Estimates {
	const learned = new Map<string, number>();
	const keyOf = (model: string, quality: string | null) => `${model} ${quality ?? ''}`;
	const typical = () => {
		const times = [...learned.values()];
		return times.length === 0 ? firstGuessMs : times.reduce((sum, ms) => sum + ms, 0) / times.length;
	};
	return {
		learn(model, quality, tookMs) {
			const key = keyOf(model, quality);
			const before = learned.get(key);
			learned.set(key, before === undefined ? tookMs : before + weightOfNewest * (tookMs - before));
		},
		eta({ model, quality, place, imagesAhead }) {
			const own = learned.get(keyOf(model, quality)) ?? typical();
			const bySlots = (Math.max(0, place) / pace.maxConcurrent) * typical();
			const byPace = (imagesAhead / pace.imagesPerMinute) * 60_000;
			return Math.round(Math.max(bySlots, byPace) + own);
		},
	};
}
