import { FONTS, INK } from './chart-look.ts';
import { fitted } from './text-width.ts';

const STYLES = {
	label: { size: 28, weight: 500, fill: INK.title },
	note: { size: 24, weight: 400, fill: INK.text },
	badge: { size: 26, weight: 600, fill: INK.title },
} as const;

export type TextStyle = keyof typeof STYLES;

export const sizeOf = (style: TextStyle): number => STYLES[style].size;

interface Line {
	/** Pixels: the left end of the room, and the line that the letters stand on. */
	x: number;
	y: number;
	/** Pixels; what is longer is cut. */
	room: number;
	isCentred?: boolean;
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** They would turn around what comes after them. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line of anybody's words, which begins at the right where their letters do. */
export function textLine(words: string, style: TextStyle, { x, y, room, isCentred = false }: Line): string {
	const { size, weight, fill } = STYLES[style];
	const text = fitted(words.replace(TURNS, ''), size, room);
	if (text === '') return '';
	const isTurned = RIGHT_TO_LEFT.test(text);
	const at = isCentred ? x + room / 2 : isTurned ? x + room : x;
	const anchor = isCentred ? 'middle' : 'start';
	const direction = isTurned ? ' direction="rtl"' : '';
	return `<text x="${at}" y="${y}" font-family="${FONTS.family}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"${direction}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
