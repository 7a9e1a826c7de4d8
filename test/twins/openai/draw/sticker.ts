import type { Canvas } from './canvas.ts';

/** Keeps a round badge with a white rim of the picture and makes the rest transparent. */
export function cutSticker({ data, width, height }: Canvas): void {
	const radius = Math.min(width, height) * 0.485;
	const rim = radius * 0.972;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const distance = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2);
			if (distance < rim - 1) continue;
			const at = (y * width + x) * 4;
			const white = Math.min(1, distance - rim + 1);
			for (let channel = 0; channel < 3; channel++)
				data[at + channel] = data[at + channel]! + (255 - data[at + channel]!) * white;
			data[at + 3] = 255 * Math.max(0, Math.min(1, radius - distance));
		}
	}
}

/** Where words still lie inside the badge: the room to leave at the sides and below (pixels). */
export function insetOfSticker(width: number, height: number): { x: number; y: number } {
	const short = Math.min(width, height);
	return { x: width / 2 - short * 0.3, y: (height - short) / 2 + short * 0.075 };
}
