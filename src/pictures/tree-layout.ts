import type { TreeNode } from '../core/sheets.ts';
import type { Branches } from './tree-choice.ts';

export interface Spot {
	node: TreeNode;
	/** Both from 0: steps from the first one, and lines from the top. */
	column: number;
	row: number;
}

/** A first child stands beside its parent, its siblings in rows below, each under all that came of the one before. */
export function layOut({ nodes, parentOf }: Branches): Spot[] {
	const shown = new Set(nodes);
	const children = Map.groupBy(nodes, (node) => {
		const parent = parentOf.get(node);
		return parent && shown.has(parent) ? parent : undefined;
	});
	const spots: Spot[] = [];
	let rows = 0;
	const place = (siblings: readonly TreeNode[], column: number): void => {
		for (const [at, node] of siblings.entries()) {
			if (at > 0 || column === 0) rows++;
			spots.push({ node, column, row: rows - 1 });
			place(children.get(node) ?? [], column + 1);
		}
	};
	place(children.get(undefined) ?? [], 0);
	return spots;
}
