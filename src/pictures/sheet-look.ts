import { INK } from './chart-look.ts';

/** What the sheets have besides the ink and the type of charts. */
export const PAPER = {
	/** Behind a picture that does not fill its place, or is transparent. */
	well: '#252832',
	/** Where a picture should be and is not. */
	gone: '#4a4f5f',
	/** On pictures of any colour. */
	badge: '#0d0e13',
	star: '#fdd45c',
	/** Around the picture that was asked about. */
	here: '#8fb4ff',
	branch: INK.baseline,
} as const;

/** Pixels, for sheets that Discord shows about half as large, as it does charts. */
export const MARGIN = 44;
export const GAP = 28;
export const RADIUS = 18;
