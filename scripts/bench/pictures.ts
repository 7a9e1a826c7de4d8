import sharp, { type Sharp } from 'sharp';
import { normalise } from '../../src/pictures/normalise.ts';
import { photo } from '../../test/pictures/samples.ts';
import { median, type Row } from './table.ts';

const SIDE = 1024;
const ROUNDS = 15;

/** Normalising to 1024² beside the least that sharp can do for the same square, in turns in the same process. */
export async function benchPictures(): Promise<Row[]> {
	const samples: [string, Buffer][] = [
		['12 MP JPEG', await (await photo(4000, 3000)).jpeg({ quality: 90 }).toBuffer()],
		['4K PNG', await (await photo(3840, 2160)).png().toBuffer()],
		['4K WebP', await (await photo(3840, 2160)).webp({ quality: 90 }).toBuffer()],
	];
	const rows: Row[] = [];
	for (const [what, bytes] of samples) rows.push({ what: `${what} to ${SIDE}² PNG`, ...(await race(bytes)) });
	return rows;
}

async function race(bytes: Buffer) {
	const easelTimes: number[] = [];
	const bareTimes: number[] = [];
	const easel = async () => easelTimes.push(await timed(() => normalise(bytes, { fit: 'contain', side: SIDE })));
	const bare = async () => bareTimes.push(await timed(() => bareSquare(bytes).toBuffer()));
	for (let round = 0; round < ROUNDS; round++) {
		// Who goes second finds warmer caches, so they take turns at that too.
		for (const contestant of round % 2 ? [easel, bare] : [bare, easel]) await contestant();
	}
	return { easel: median(easelTimes), bare: median(bareTimes), unit: 'ms' };
}

function bareSquare(bytes: Buffer): Sharp {
	return sharp(bytes)
		.resize(SIDE, SIDE, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
		.png();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
