import type { Size } from '../core/catalogue.ts';
import type { Rectangle } from './square.ts';

/** Pixels. */
const LINE = 2;
const STRIPE = { every: 24, wide: 3 };
/** From a chosen part's edge inwards: dark, then white, so that one of them stands out from any picture. */
const EDGES = [
	{ wide: 6, colour: ink(255, 255, 255, 255) },
	{ wide: 2, colour: ink(24, 10, 46, 255) },
];

const TINT = ink(140, 62, 255, 118);
const STRIPES = ink(214, 184, 255, 165);
const LIGHT = ink(255, 255, 255, 150);
const DARK = ink(0, 0, 0, 120);

/** Red, green, blue and alpha as one number in the machine's own byte order. */
function ink(...rgba: [number, number, number, number]): number {
	return new Uint32Array(Uint8Array.from(rgba).buffer)[0]!;
}

/** What lies over a picture of this size: RGBA, row by row. What is painted later replaces what was there, so nothing shines through. */
export function cellsOverlay(cells: number, { width, height }: Size): Buffer {
	const pixels = new Uint32Array(width * height);
	const xs = [0, 1, 2, 3].map((line) => Math.round((line * width) / 3));
	const ys = [0, 1, 2, 3].map((line) => Math.round((line * height) / 3));
	const isChosen = (column: number, row: number) =>
		column >= 0 && column < 3 && row >= 0 && row < 3 && ((cells >> (row * 3 + column)) & 1) === 1;
	const fill = ({ left, top, width: wide, height: high }: Rectangle, colour: number) => {
		for (let y = top; y < top + high; y++) pixels.fill(colour, y * width + left, y * width + left + wide);
	};

	const chosen = Array.from({ length: 9 }, (_, cell) => ({ column: cell % 3, row: Math.floor(cell / 3) }))
		.filter(({ column, row }) => isChosen(column, row))
		.map((at) => ({ ...at, ...boxOf(xs, ys, at) }));
	for (const cell of chosen) fillTinted(pixels, width, cell);
	for (const line of [1, 2]) {
		const [x, y] = [xs[line]!, ys[line]!];
		fill({ left: x, top: 0, width: LINE, height }, DARK);
		fill({ left: 0, top: y, width, height: LINE }, DARK);
		fill({ left: x - LINE, top: 0, width: LINE, height }, LIGHT);
		fill({ left: 0, top: y - LINE, width, height: LINE }, LIGHT);
	}
	for (const { wide, colour } of EDGES) {
		for (const cell of chosen) for (const part of edgesOf(cell, isChosen, wide)) fill(part, colour);
	}
	return Buffer.from(pixels.buffer);
}

interface Cell extends Rectangle {
	column: number;
	row: number;
}

function boxOf(xs: readonly number[], ys: readonly number[], { column, row }: Pick<Cell, 'column' | 'row'>): Rectangle {
	const [left, top] = [xs[column]!, ys[row]!];
	return { left, top, width: xs[column + 1]! - left, height: ys[row + 1]! - top };
}

/** Striped too: a tint alone is lost on a picture of its own colour. */
function fillTinted(pixels: Uint32Array, width: number, box: Rectangle): void {
	for (let y = box.top; y < box.top + box.height; y++) {
		for (let x = box.left; x < box.left + box.width; x++) {
			pixels[y * width + x] = (x + y) % STRIPE.every < STRIPE.wide ? STRIPES : TINT;
		}
	}
}

/** The sides and corners of a cell beyond which nothing is chosen, so that neighbours share one outline. */
function edgesOf(cell: Cell, isChosen: (column: number, row: number) => boolean, wide: number): Rectangle[] {
	const sides = [-1, 0, 1];
	const around = sides.flatMap((y) => sides.map((x) => ({ x, y })));
	return around
		.filter(({ x, y }) => !isChosen(cell.column + x, cell.row + y))
		.map(({ x, y }) => ({
			left: x > 0 ? cell.left + cell.width - wide : cell.left,
			top: y > 0 ? cell.top + cell.height - wide : cell.top,
			width: x === 0 ? cell.width : wide,
			height: y === 0 ? cell.height : wide,
		}));
}
