import type { GraphicComponentOption } from 'echarts';
import { FONTS, INK, SIZE } from './chart-look.ts';
import { fitted } from './text-width.ts';

const STYLES = {
	title: { size: FONTS.title, weight: 600, fill: INK.title, align: 'left' },
	heading: { size: FONTS.label, weight: 600, fill: INK.title, align: 'left' },
	text: { size: FONTS.label, weight: 400, fill: INK.text, align: 'left' },
	empty: { size: FONTS.empty, weight: 500, fill: INK.text, align: 'center' },
} as const;

/** One line of words from `x` on, or around it for `empty`, with its middle at `y`. */
export function textAt(x: number, y: number, words: string, style: keyof typeof STYLES): GraphicComponentOption {
	const { size, weight, fill, align } = STYLES[style];
	const text = fitted(words, size, SIZE.width - SIZE.margin - (align === 'left' ? x : SIZE.margin));
	const font = `${weight} ${size}px ${FONTS.family}`;
	return { type: 'text', silent: true, style: { x, y, text, font, fill, align, verticalAlign: 'middle' } };
}
