/** A provider that counts as strictly as it says: at most `limit` images in any `perMs`, by when requests arrive. */
export function createQuota(limit: number, perMs: number) {
	const taken: { at: number; images: number }[] = [];
	const counts = { accepted: 0, rejected: 0 };

	return {
		counts,
		/** Undefined when it draws, else how long to wait (ms). */
		draw(images: number): number | undefined {
			const now = performance.now();
			const inWindow = taken.filter(({ at }) => at > now - perMs);
			const used = inWindow.reduce((sum, call) => sum + call.images, 0);
			if (used + images > limit) {
				counts.rejected += 1;
				return Math.ceil(inWindow[0]!.at + perMs - now);
			}
			taken.push({ at: now, images });
			counts.accepted += images;
			return undefined;
		},
		/** Images drawn in the first `windows` windows, counted from the first request on. */
		drawnIn(windows: number): number {
			const end = (taken[0]?.at ?? 0) + windows * perMs;
			return taken.filter(({ at }) => at < end).reduce((sum, call) => sum + call.images, 0);
		},
	};
}
