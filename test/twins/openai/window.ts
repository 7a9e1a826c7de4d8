/** Images per sliding window, as a strict provider counts them. */
export interface ImageWindow {
	/** 0 when `images` more may be drawn now (and counts them); otherwise ms to wait until they could be. */
	take(images: number, limit: number, windowMs: number, now: number): { waitMs: number; used: number };
	clear(): void;
}

export function createWindow(): ImageWindow {
	let taken: { at: number; images: number }[] = [];

	return {
		take(images, limit, windowMs, now) {
			taken = taken.filter((entry) => entry.at > now - windowMs);
			const used = taken.reduce((sum, entry) => sum + entry.images, 0);
			if (used + images <= limit) {
				taken.push({ at: now, images });
				return { waitMs: 0, used };
			}
			let toFree = used + images - limit;
			const last = taken.find((entry) => {
				toFree -= entry.images;
				return toFree <= 0;
			});
			return { waitMs: Math.max(1, Math.ceil((last?.at ?? now) + windowMs - now)), used };
		},
		clear() {
			taken = [];
		},
	};
}
