import type { TreeNode } from '../core/sheets.ts';
import { INK, SIZE } from './chart-look.ts';
import { drawSheet } from './sheet.ts';
import { MARGIN, PAPER, RADIUS } from './sheet-look.ts';
import { pillAt, rounded, tileAt, wordsBelow } from './sheet-tile.ts';
import type { Rectangle } from './square.ts';
import { thumbnail } from './thumbnail.ts';
import { chooseBranches } from './tree-choice.ts';
import { layOut, type Spot } from './tree-layout.ts';

/** Pixels. */
const SMALLEST = 144;
const LARGEST = 300;
/** What is higher than this, Discord shows narrower. */
const HEIGHT = 1200;
const BETWEEN = 56;
const BETWEEN_ROWS = 30;
/** For the number of those that are left out on the left. */
const BEFORE = 84;
const OUTLINE = { wide: 5, gap: 4 };
const BEND = 18;

/** `DrawTree`: from left to right, each with what it was made from; the way to the one that was asked about is lit. */
export async function drawTree(all: readonly TreeNode[]): Promise<Uint8Array> {
	const branches = chooseBranches(all);
	const { nodes, parentOf, hidden, before } = branches;
	const spots = layOut(branches);
	const columns = 1 + Math.max(0, ...spots.map(({ column }) => column));
	const rows = 1 + Math.max(0, ...spots.map(({ row }) => row));
	const words = wordsBelow(nodes);
	const edge = edgeFor(columns, rows, words);
	const start = MARGIN + (before > 0 ? BEFORE : 0);
	const boxOf = ({ column, row }: Spot): Rectangle => ({
		left: start + column * (edge + BETWEEN),
		top: MARGIN + row * (edge + words + BETWEEN_ROWS),
		width: edge,
		height: edge,
	});
	const boxes = new Map(spots.map((spot) => [spot.node, boxOf(spot)]));

	const lit = new Set<TreeNode>();
	for (let node = nodes.find(({ isHere }) => isHere); node; node = parentOf.get(node)) lit.add(node);
	const branchTo = (node: TreeNode): string => {
		const [from, to] = [boxes.get(parentOf.get(node)!), boxes.get(node)!];
		return from ? bent(from, to, lit.has(node)) : '';
	};
	const unlitFirst = nodes.toSorted((one, other) => Number(lit.has(one)) - Number(lit.has(other)));
	const pictures = new Map(
		await Promise.all(
			nodes.map(async (node) => [node, await thumbnail(node.bytes, { width: edge, height: edge })] as const),
		),
	);
	return drawSheet(
		{
			width: start + columns * edge + (columns - 1) * BETWEEN + MARGIN,
			height: 2 * MARGIN + rows * (edge + words) + (rows - 1) * BETWEEN_ROWS,
		},
		[
			before > 0 ? beforeAt(MARGIN + edge / 2, before) : '',
			...unlitFirst.map(branchTo),
			...nodes.map((node) => tileAt(boxes.get(node)!, node, pictures.get(node))),
			...nodes.map((node) => moreIn(boxes.get(node)!, hidden.get(node) ?? 0)),
			...nodes.filter(({ isHere }) => isHere).map((node) => outlined(boxes.get(node)!)),
		],
	);
}

/** As large as a sheet of the usual width allows; a long history is wider. */
function edgeFor(columns: number, rows: number, words: number): number {
	const wide = (SIZE.width - 2 * MARGIN - (columns - 1) * BETWEEN) / columns;
	const high = (HEIGHT - 2 * MARGIN) / rows - words - BETWEEN_ROWS;
	return Math.floor(Math.min(LARGEST, Math.max(SMALLEST, Math.min(wide, high))));
}

/** From the middle of one's right side to the middle of the other's left. */
function bent(from: Rectangle, to: Rectangle, isLit: boolean): string {
	const [x1, y1] = [from.left + from.width, from.top + from.height / 2];
	const [x2, y2] = [to.left, to.top + to.height / 2];
	const middle = x2 - BETWEEN / 2;
	const corners =
		y1 === y2
			? ''
			: `H${middle - BEND} Q${middle} ${y1} ${middle} ${y1 + BEND} V${y2 - BEND} Q${middle} ${y2} ${middle + BEND} ${y2}`;
	return stroke(`M${x1} ${y1} ${corners} H${x2}`, isLit);
}

function stroke(path: string, isLit: boolean): string {
	return `<path d="${path}" fill="none" stroke="${isLit ? PAPER.here : PAPER.branch}" stroke-width="4"/>`;
}

/** The number of those that came before, and a line that leads on to the first one shown. */
function beforeAt(y: number, count: number): string {
	return stroke(`M${MARGIN} ${y} H${MARGIN + BEFORE}`, true) + pillAt(MARGIN - 20, y - 23, `+${count}`, BEFORE);
}

/** In the lower right corner: so many more came of it. */
function moreIn({ left, top, width, height }: Rectangle, count: number): string {
	if (count === 0) return '';
	const room = count > 99 ? 78 : 64;
	return pillAt(left + width - room - 10, top + height - 56, `+${count}`, room);
}

/** Its ground ends the lines that lead there. */
function outlined({ left, top, width, height }: Rectangle): string {
	const ring = (out: number, colour: string, wide: number) =>
		rounded(
			{ left: left - out, top: top - out, width: width + 2 * out, height: height + 2 * out },
			`fill="none" stroke="${colour}" stroke-width="${wide}"`,
			RADIUS + out,
		);
	const { wide, gap } = OUTLINE;
	return ring(gap / 2, INK.card, gap) + ring(gap + wide / 2, PAPER.here, wide);
}
