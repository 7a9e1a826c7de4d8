import type { Size } from '../core/catalogue.ts';
import { INK } from './chart-look.ts';
import { rasterise } from './rasterise.ts';

/** Draws an opaque sheet of this size from pieces of SVG, with `density` pixels for each unit of them. */
export function drawSheet({ width, height }: Size, pieces: readonly string[], density = 1): Promise<Uint8Array> {
	const [wide, high] = [Math.ceil(width * density), Math.ceil(height * density)];
	const card = `<rect width="${wide}" height="${high}" fill="${INK.card}"/>`;
	const content = `<g transform="scale(${density})">${pieces.join('')}</g>`;
	return rasterise(`<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}">${card}${content}</svg>`);
}
