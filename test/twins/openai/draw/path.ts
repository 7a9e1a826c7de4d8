import { blend, type Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';

/** Where a shape that was drawn in a 100×100 box goes: its foot (50, 100) on the canvas, pixels per unit, mirrored or not. */
export interface Placement {
	x: number;
	y: number;
	scale: number;
	flip?: boolean;
}

type Point = readonly [number, number];

/**
 * Fills a path, smooth at the edges. The commands are SVG's `M L C Q Z` (absolute, every number written out),
 * and `O cx cy rx ry` for an ellipse.
 */
export function fill(canvas: Canvas, path: string, placement: Placement, colour: Colour, alpha = 1): void {
	const outlines = flatten(path).map((outline) => outline.map((point) => place(point, placement)));
	const all = outlines.flat();
	const left = Math.max(0, Math.floor(Math.min(...all.map(([x]) => x))));
	const top = Math.max(0, Math.floor(Math.min(...all.map(([, y]) => y))));
	const right = Math.min(canvas.width, Math.ceil(Math.max(...all.map(([x]) => x))) + 1);
	const bottom = Math.min(canvas.height, Math.ceil(Math.max(...all.map(([, y]) => y))) + 1);
	if (right <= left || bottom <= top) return;

	const width = right - left;
	const height = bottom - top;
	const areas = new Float32Array((width + 1) * height + 1);
	for (const outline of outlines) {
		for (const [index, point] of outline.entries()) {
			const next = outline[(index + 1) % outline.length]!;
			addEdge(areas, width, height, [point[0] - left, point[1] - top], [next[0] - left, next[1] - top]);
		}
	}
	for (let y = 0; y < height; y++) {
		let cover = 0;
		for (let x = 0; x < width; x++) {
			cover += areas[y * (width + 1) + x]!;
			const share = Math.min(1, Math.abs(cover));
			if (share > 0.004) blend(canvas, left + x, top + y, colour, share * alpha);
		}
	}
}

function place([x, y]: Point, to: Placement): Point {
	const across = to.flip ? 50 - x : x - 50;
	return [to.x + across * to.scale, to.y + (y - 100) * to.scale];
}

/** Adds one edge's signed area to the row differences: summed from left to right they are the exact cover of each pixel. */
function addEdge(areas: Float32Array, width: number, height: number, from: Point, to: Point): void {
	if (from[1] === to[1]) return;
	const sign = from[1] < to[1] ? 1 : -1;
	const [upper, lower] = sign > 0 ? [from, to] : [to, from];
	const slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
	const last = Math.min(height, Math.ceil(lower[1]));
	for (let row = Math.max(0, Math.floor(upper[1])); row < last; row++) {
		const start = Math.max(row, upper[1]);
		const end = Math.min(row + 1, lower[1]);
		const tall = (end - start) * sign;
		const x0 = clamp(upper[0] + (start - upper[1]) * slope, width);
		const x1 = clamp(upper[0] + (end - upper[1]) * slope, width);
		const [a, b] = x0 < x1 ? [x0, x1] : [x1, x0];
		const base = row * (width + 1);
		const first = Math.floor(a);
		const final = Math.floor(b);
		if (first === final) {
			const middle = (a + b) / 2 - first;
			areas[base + first] = areas[base + first]! + tall * (1 - middle);
			areas[base + first + 1] = areas[base + first + 1]! + tall * middle;
			continue;
		}
		// The edge crosses several pixels of this row: each gets the part of the height it spans.
		const perPixel = tall / (b - a);
		for (let x = first; x <= final; x++) {
			const in0 = Math.max(a, x);
			const in1 = Math.min(b, x + 1);
			const part = (in1 - in0) * perPixel;
			const middle = (in0 + in1) / 2 - x;
			areas[base + x] = areas[base + x]! + part * (1 - middle);
			if (x < width) areas[base + x + 1] = areas[base + x + 1]! + part * middle;
		}
	}
}

function clamp(x: number, width: number): number {
	return x < 0 ? 0 : x > width - 0.001 ? width - 0.001 : x;
}

// Only the motifs' paths come again; a picture also has a thousand that do not.
const flattened = new Map<string, Point[][]>();
const mostKept = 500;

function flatten(path: string): Point[][] {
	const known = flattened.get(path);
	if (known) return known;
	const outlines: Point[][] = [];
	let outline: Point[] = [];
	for (const [, command, rest] of path.matchAll(/([MLCQOZ])([^MLCQOZ]*)/g)) {
		const numbers = (rest ?? '')
			.trim()
			.split(/[\s,]+/)
			.filter(Boolean)
			.map(Number);
		if (command === 'M') {
			outline = [];
			outlines.push(outline);
		}
		if (command === 'O') outlines.push(ellipse(numbers));
		else if (command === 'C')
			for (let at = 0; at + 5 < numbers.length; at += 6)
				outline.push(...curve(outline.at(-1)!, numbers.slice(at, at + 6)));
		else if (command === 'Q')
			for (let at = 0; at + 3 < numbers.length; at += 4)
				outline.push(...curve(outline.at(-1)!, cubic(outline.at(-1)!, numbers.slice(at, at + 4))));
		else for (let at = 0; at + 1 < numbers.length; at += 2) outline.push([numbers[at]!, numbers[at + 1]!]);
	}
	// All turning the same way, overlapping outlines add up to their union.
	const united = outlines.map((one) => (signedArea(one) < 0 ? one.toReversed() : one));
	if (flattened.size < mostKept) flattened.set(path, united);
	return united;
}

function signedArea(outline: Point[]): number {
	return outline.reduce((sum, [x, y], index) => {
		const [nextX, nextY] = outline[(index + 1) % outline.length]!;
		return sum + x * nextY - nextX * y;
	}, 0);
}

const steps = 12;

function curve([x0, y0]: Point, [x1, y1, x2, y2, x3, y3]: number[]): Point[] {
	return Array.from({ length: steps }, (_, index) => {
		const t = (index + 1) / steps;
		const s = 1 - t;
		const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
		return [a * x0 + b * x1! + c * x2! + d * x3!, a * y0 + b * y1! + c * y2! + d * y3!];
	});
}

function cubic([x0, y0]: Point, [qx, qy, x, y]: number[]): number[] {
	return [
		x0 + (2 / 3) * (qx! - x0),
		y0 + (2 / 3) * (qy! - y0),
		x! + (2 / 3) * (qx! - x!),
		y! + (2 / 3) * (qy! - y!),
		x!,
		y!,
	];
}

function ellipse([cx, cy, rx, ry]: number[]): Point[] {
	return Array.from({ length: 40 }, (_, index) => {
		const angle = (index / 40) * 2 * Math.PI;
		return [cx! + rx! * Math.cos(angle), cy! + ry! * Math.sin(angle)];
	});
}
