import sharp from 'sharp';
import type { Area, Canvas } from './canvas.ts';

/** The outermost pixels of what is shown may be half transparent. */
const rim = 2;

/**
 * Lets the picture go on around itself: what lies outside of `shown` takes the colours of its nearest edge, in waves that
 * grow with the distance, so that bands of sky and sea run on. `to` is painted, `picture` is looked at; both of one size.
 */
export async function goOn(to: Canvas, picture: Canvas, shown: Area): Promise<void> {
	const { left, top, width, height } = shown;
	const from = await softened(picture, shown);
	const [right, bottom] = [left + width - 1 - rim, top + height - 1 - rim];
	const [first, above] = [left + rim, top + rim];
	const short = Math.min(to.width, to.height);
	const sway = (at: number, far: number) => (Math.sin(at * 7.1) + Math.sin(at * 17.3 + 2) / 2) * far * 0.05;
	for (let y = 0; y < to.height; y++) {
		for (let x = 0; x < to.width; x++) {
			if (x >= first && x <= right && y >= above && y <= bottom) continue;
			const [farX, farY] = [beyond(x, first, right), beyond(y, above, bottom)];
			const sourceX = clamp(Math.round(x + sway(y / short, farY)), first, right);
			const sourceY = clamp(Math.round(y + sway(x / short, farX)), above, bottom);
			const [at, source] = [(y * to.width + x) * 4, ((sourceY - top) * width + sourceX - left) * 3];
			for (let channel = 0; channel < 3; channel++) to.data[at + channel] = from[source + channel]!;
		}
	}
}

/** Single pixels of an edge would become lines. */
const softened = ({ data, width, height }: Canvas, shown: Area): Promise<Buffer> =>
	sharp(data, { raw: { width, height, channels: 4 } })
		.extract(shown)
		.flatten()
		.blur(Math.max(1, Math.min(shown.width, shown.height) / 200))
		.raw()
		.toBuffer();

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const beyond = (value: number, least: number, most: number) => Math.max(least - value, value - most, 0);
