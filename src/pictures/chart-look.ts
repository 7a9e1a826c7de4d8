import { FONT_FAMILY } from './fonts.ts';

/** Pixels. Discord shows 550 of them on a desktop and 300 on a phone, so nothing is set smaller than 26; what is higher than 764, it shows narrower. */
export const SIZE = { width: 1200, height: 764, margin: 44 } as const;

/** Dark, because most of Discord is; a card of its own looks as deliberate on a white page. */
export const INK = {
	card: '#1b1d25',
	title: '#f5f6fa',
	text: '#c3c8d6',
	grid: '#31343f',
	baseline: '#5a5f70',
	money: '#a9b4d0',
	refused: '#ff5c5c',
} as const;

/**
 * Found by search: all six and the red of refusals stay apart in lightness or hue for every common kind of colour
 * blindness, and stand out from the card.
 */
export const MODEL_INKS = ['#5b8fe0', '#fca212', '#6dcea8', '#eaa6ff', '#fdef74', '#5d5ed6'] as const;

export const FONTS = {
	family: `${FONT_FAMILY}, sans-serif`,
	title: 42,
	label: 28,
	axis: 26,
	empty: 34,
} as const;
