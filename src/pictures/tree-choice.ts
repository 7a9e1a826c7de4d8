import type { TreeNode } from '../core/sheets.ts';

/** What one picture can show of a history. */
const COLUMNS = 8;
const ROWS = 5;
const NODES = 24;

export interface Branches {
	/** In the order they came; the rest of the history is left out. */
	nodes: readonly TreeNode[];
	parentOf: ReadonlyMap<TreeNode, TreeNode>;
	/** How many were left out below each. */
	hidden: ReadonlyMap<TreeNode, number>;
	/** How many were left out before the first column, or beside it. */
	before: number;
}

/**
 * The part of a history around the one that was asked about: what it came from, then its nearest relatives, as far as there is room.
 * Where too much came before it, the beginning is left out.
 */
export function chooseBranches(all: readonly TreeNode[]): Branches {
	const parents = parentsIn(all);
	const children = Map.groupBy(all, (node) => parents.get(node));
	const here = all.find(({ isHere }) => isHere) ?? all.at(-1);
	if (!here) return { nodes: [], parentOf: parents, hidden: new Map(), before: 0 };

	const line = lineTo(here, parents);
	// A column is kept for what came of it.
	const cut = Math.max(0, line.length - (children.has(here) ? COLUMNS - 1 : COLUMNS));
	const shown = new Set(line.slice(cut));
	const top = line[cut]!;
	const roots = cut > 0 ? [top] : (children.get(undefined) ?? []);
	const depthOf = (node: TreeNode) => lineTo(node, parents).length - cut;
	const isBranching = (node: TreeNode | undefined) => (children.get(node) ?? []).some((child) => shown.has(child));

	let rows = 1;
	for (const node of nearest(here, parents, children)) {
		const parent = parents.get(node);
		const isReached = parent ? shown.has(parent) : roots.includes(node);
		if (shown.has(node) || !isReached || depthOf(node) > COLUMNS || shown.size === NODES) continue;
		// The first child goes on in its parent's row.
		const opensRow = parent === undefined || isBranching(parent);
		if (opensRow && rows === ROWS) continue;
		if (opensRow) rows++;
		shown.add(node);
	}
	return { nodes: all.filter((node) => shown.has(node)), parentOf: parents, ...leftOut(all, shown, parents) };
}

/** A parent comes before its children: what claims another, or none that is known, is taken for a first one. */
function parentsIn(all: readonly TreeNode[]): Map<TreeNode, TreeNode> {
	const before = new Map<string, TreeNode>();
	const parents = new Map<TreeNode, TreeNode>();
	for (const node of all) {
		const parent = node.parent === null ? undefined : before.get(node.parent);
		if (parent) parents.set(node, parent);
		before.set(node.id, node);
	}
	return parents;
}

/** From the first one to this one. */
function lineTo(node: TreeNode, parents: ReadonlyMap<TreeNode, TreeNode>): TreeNode[] {
	const line = [node];
	for (let up = parents.get(node); up; up = parents.get(up)) line.unshift(up);
	return line;
}

/** All of the history by steps from one of it; the newest first among those as near. */
function nearest(
	from: TreeNode,
	parents: ReadonlyMap<TreeNode, TreeNode>,
	children: ReadonlyMap<TreeNode | undefined, readonly TreeNode[]>,
): Iterable<TreeNode> {
	const found = new Set([from]);
	// A set grows while it is walked through, and keeps the order.
	for (const node of found) {
		const parent = parents.get(node);
		const around = [
			...(children.get(node) ?? []).toReversed(),
			...(parent ? [parent] : (children.get(undefined) ?? [])),
		];
		for (const next of around) found.add(next);
	}
	return found;
}

/** Counts what is not shown at the nearest one it came from that is. */
function leftOut(all: readonly TreeNode[], shown: ReadonlySet<TreeNode>, parents: ReadonlyMap<TreeNode, TreeNode>) {
	const hidden = new Map<TreeNode, number>();
	let before = 0;
	for (const node of all) {
		if (shown.has(node)) continue;
		const from = lineTo(node, parents).findLast((it) => shown.has(it));
		if (from) hidden.set(from, (hidden.get(from) ?? 0) + 1);
		else before++;
	}
	return { hidden, before };
}
