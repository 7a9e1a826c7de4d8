/** A source of numbers in [0, 1) that is the same for the same seed. */
export type Random = () => number;

/** FNV-1a over the text's UTF-16 units. */
export function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	return value >>> 0;
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

export function between(random: Random, least: number, most: number): number {
	return least + random() * (most - least);
}

export function pick<T>(random: Random, items: readonly T[]): T {
	return items[Math.floor(random() * items.length)]!;
}

/** Smooth noise along a line, from -1 to 1, with one feature per unit. */
export function createNoise(random: Random): (at: number) => number {
	const table = Float32Array.from({ length: 256 }, () => random() * 2 - 1);
	return (at) => {
		const cell = Math.floor(at);
		const part = at - cell;
		const eased = part * part * (3 - 2 * part);
		const from = table[cell & 255]!;
		return from + (table[(cell + 1) & 255]! - from) * eased;
	};
}

/** Smooth noise over a plane, from 0 to 1, with one feature per unit. */
export function createPlaneNoise(random: Random): (x: number, y: number) => number {
	const table = Float32Array.from({ length: 4096 }, random);
	return (x, y) => {
		const column = Math.floor(x);
		const row = Math.floor(y);
		const u = x - column;
		const v = y - row;
		const across = u * u * (3 - 2 * u);
		const down = v * v * (3 - 2 * v);
		const above = (row & 63) << 6;
		const below = ((row + 1) & 63) << 6;
		const left = column & 63;
		const right = (column + 1) & 63;
		const top = table[above + left]! + (table[above + right]! - table[above + left]!) * across;
		const bottom = table[below + left]! + (table[below + right]! - table[below + left]!) * across;
		return top + (bottom - top) * down;
	};
}
