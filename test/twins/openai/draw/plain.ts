import sharp from 'sharp';
import type { Order } from '../order.ts';

const cached = new Map<string, Promise<Buffer>>();

/** One solid picture per size and format, drawn once: for benchmarks, where the twin must not cost CPU. */
export async function drawPlain({ width, height, format, transparent, n }: Order): Promise<Buffer[]> {
	const key = `${width}x${height} ${format} ${transparent}`;
	const known = cached.get(key);
	const picture =
		known ??
		sharp({
			create: { width, height, channels: transparent ? 4 : 3, background: { r: 74, g: 110, b: 150, alpha: 0.5 } },
		})
			.toFormat(format)
			.toBuffer();
	if (!known) cached.set(key, picture);
	return new Array<Buffer>(n).fill(await picture);
}
