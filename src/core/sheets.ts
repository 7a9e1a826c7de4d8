/** Pictures that are put together from others, for looking at. All of them are opaque PNGs, made for dark and light pages. */

/** One picture among others. `bytes` in any format that Easel decodes; null for one that is gone, which shows `label` alone. */
export interface Tile {
	bytes: Uint8Array | null;
	/** Under the picture, on one line. */
	label: string;
	/** In small letters under that. */
	note?: string;
	/** Stands in the corner, as a number or a sign does. */
	badge?: string;
	isStarred?: boolean;
}

/** Thumbnails in rows, numbered by their badges. */
export type DrawGrid = (tiles: readonly Tile[]) => Promise<Uint8Array>;

/** A step in a picture's history. */
export interface TreeNode extends Tile {
	id: string;
	/** What it was made from; null for the first. */
	parent: string | null;
	/** The one that was asked about. */
	isHere?: boolean;
}

/** How pictures came from one another. Parents come before their children. */
export type DrawTree = (nodes: readonly TreeNode[]) => Promise<Uint8Array>;

/** Two to four pictures side by side, at the same height. */
export type DrawCompare = (tiles: readonly Tile[]) => Promise<Uint8Array>;

/** The picture with the part tinted that may change: cells of a grid of three by three, one bit each, from the upper left. */
export type DrawCells = (picture: Uint8Array, cells: number) => Promise<Uint8Array>;
