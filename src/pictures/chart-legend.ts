import type { GraphicComponentOption } from 'echarts';
import { FONTS, SIZE } from './chart-look.ts';
import { textAt } from './chart-text.ts';
import { fitted, widthOf } from './text-width.ts';

export interface Key {
	name: string;
	ink: string;
	/** What is drawn thin has a thin swatch. */
	thin?: boolean;
}

/** Pixels. */
const LINE = 42;
const SWATCH = 22;
const THIN_SWATCH = 10;
const SWATCH_GAP = 10;
const KEY_GAP = 32;
/** Pixels; three names of it fit into a line. */
const WIDEST_NAME = 300;

/** A heading with its keys after it, in as many lines as they need; `foot` is the middle of the last line. */
export function legendAt(
	y: number,
	heading: string,
	keys: readonly Key[],
): { elements: GraphicComponentOption[]; foot: number } {
	const elements = [textAt(SIZE.margin, y, heading, 'heading')];
	let x = SIZE.margin + widthOf(heading, FONTS.label) + KEY_GAP;
	let foot = y;
	for (const { name, ink, thin } of keys) {
		const width = thin ? THIN_SWATCH : SWATCH;
		const words = fitted(name, FONTS.label, WIDEST_NAME);
		const whole = width + SWATCH_GAP + widthOf(words, FONTS.label);
		if (x + whole > SIZE.width - SIZE.margin) {
			x = SIZE.margin;
			foot += LINE;
		}
		const shape = { x, y: foot - SWATCH / 2, width, height: SWATCH, r: thin ? THIN_SWATCH / 2 : 6 };
		elements.push({ type: 'rect', silent: true, shape, style: { fill: ink } });
		elements.push(textAt(x + width + SWATCH_GAP, foot, words, 'text'));
		x += whole + KEY_GAP;
	}
	return { elements, foot };
}
