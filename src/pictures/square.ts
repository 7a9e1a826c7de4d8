import type { Size } from '../core/catalogue.ts';
import type { Fit } from '../core/request.ts';

export type Rectangle = { left: number; top: number; width: number; height: number };

/** Where a picture lies in the square that is sent to the model; all in pixels. */
export type Square = {
	side: number;
	/** The part of the square that shows the picture; all of it for `cover`. */
	content: Rectangle;
	/** The picture as it came, upright. */
	original: Size;
};

/** `contain` shows all of the picture and leaves margins, `cover` fills the square and cuts the picture's ends. */
export function placeInSquare(original: Size, side: number, fit: Fit): Square {
	return { side, content: fit === 'cover' ? whole(side) : contained(original, side), original };
}

export function fillsSquare({ content, side }: Square): boolean {
	return content.width === side && content.height === side;
}

/** The centred rectangle of the picture's own shape; at least a pixel wide and high. */
export function contained({ width, height }: Size, side: number): Rectangle {
	const scale = side / Math.max(width, height);
	const inner = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
	return {
		left: Math.floor((side - inner.width) / 2),
		top: Math.floor((side - inner.height) / 2),
		...inner,
	};
}

/** How far the shapes of two pictures may differ: rounding a thumbnail's edges costs less. */
const SHAPE_TOLERANCE = 0.01;

export function sameShape(one: Size, other: Size): boolean {
	const ratio = (one.width * other.height) / (one.height * other.width);
	return Math.abs(ratio - 1) <= SHAPE_TOLERANCE;
}

function whole(side: number): Rectangle {
	return { left: 0, top: 0, width: side, height: side };
}
