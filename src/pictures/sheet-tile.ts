import type { Tile } from '../core/sheets.ts';
import { INK } from './chart-look.ts';
import { PAPER, RADIUS } from './sheet-look.ts';
import { sizeOf, textLine } from './sheet-text.ts';
import type { Rectangle } from './square.ts';
import { widthOf } from './text-width.ts';
import type { Thumbnail } from './thumbnail.ts';

/** Pixels. */
const PILL = 46;
const INSET = 12;
const LABEL = 44;
const NOTE = 34;

/** Pixels that the words need below a picture. */
export const wordsBelow = (tiles: readonly Tile[]): number =>
	(tiles.some(({ label }) => label !== '') ? LABEL : 0) + (tiles.some(({ note }) => note) ? NOTE : 0);

/** A picture in its place, in the middle of a well where it has another shape, with its signs on it and its words below. */
export function tileAt(place: Rectangle, tile: Tile, picture: Thumbnail | undefined): string {
	const { left, top, width, height } = place;
	const below = top + height;
	return [
		picture ? pictureIn(place, picture) : goneIn(place),
		tile.badge ? pillAt(left + INSET, top + INSET, tile.badge, width - 3 * INSET - PILL) : '',
		tile.isStarred ? starAt(left + width - INSET - PILL / 2, top + INSET + PILL / 2) : '',
		textLine(tile.label, 'label', { x: left, y: below + LABEL - 4, room: width }),
		textLine(tile.note ?? '', 'note', { x: left, y: below + LABEL + NOTE - 5, room: width }),
	].join('');
}

/** A word or a number on a dark ground, from its upper left. */
export function pillAt(x: number, y: number, words: string, room: number): string {
	const width = Math.min(Math.max(PILL, widthOf(words, sizeOf('badge')) + 28), room);
	const text = textLine(words, 'badge', { x, y: y + 33, room: width, isCentred: true });
	return `${ground({ left: x, top: y, width, height: PILL })}${text}`;
}

function pictureIn({ left, top, width, height }: Rectangle, picture: Thumbnail): string {
	const x = left + (width - picture.width) / 2;
	const y = top + (height - picture.height) / 2;
	const id = `at-${left}-${top}`;
	return [
		`<clipPath id="${id}">${rounded({ left, top, width, height })}</clipPath>`,
		rounded({ left, top, width, height }, `fill="${PAPER.well}"`),
		`<image x="${x}" y="${y}" width="${picture.width}" height="${picture.height}" href="${picture.uri}" clip-path="url(#${id})"/>`,
	].join('');
}

/** The sign for a picture, crossed out, in pale ink. */
function goneIn({ left, top, width, height }: Rectangle): string {
	const x = left + width / 2;
	const y = top + height / 2;
	const line = `fill="none" stroke="${PAPER.gone}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"`;
	return [
		rounded(
			{ left: left + 1.5, top: top + 1.5, width: width - 3, height: height - 3 },
			`fill="none" stroke="${INK.grid}" stroke-width="3"`,
		),
		`<g transform="translate(${x} ${y})" ${line}>`,
		'<rect x="-36" y="-28" width="72" height="56" rx="9"/><circle cx="15" cy="-9" r="6"/>',
		`<path d="M-34 20 L-12 -4 L8 18 L18 9 L34 24"/><path d="M-44 -40 L44 40" stroke="${INK.card}" stroke-width="14"/><path d="M-42 -38 L42 38"/></g>`,
	].join('');
}

function starAt(x: number, y: number): string {
	const points = Array.from({ length: 10 }, (_, at) => {
		const [radius, angle] = [at % 2 === 0 ? 15 : 6.4, (Math.PI / 5) * at - Math.PI / 2];
		return `${(x + radius * Math.cos(angle)).toFixed(1)},${(y + 0.6 + radius * Math.sin(angle)).toFixed(1)}`;
	});
	const circle = { left: x - PILL / 2, top: y - PILL / 2, width: PILL, height: PILL };
	return `${ground(circle)}<polygon points="${points.join(' ')}" fill="${PAPER.star}" stroke="${PAPER.star}" stroke-width="2.5" stroke-linejoin="round"/>`;
}

/** With a fine light line, so that it is seen on dark pictures too. */
function ground(box: Rectangle): string {
	return rounded(
		box,
		`fill="${PAPER.badge}" fill-opacity="0.78" stroke="#fff" stroke-opacity="0.22" stroke-width="1.5"`,
		PILL / 2,
	);
}

export function rounded({ left, top, width, height }: Rectangle, look = '', radius: number = RADIUS): string {
	return `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${radius}" ${look}/>`;
}
