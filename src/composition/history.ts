import { createNoteShared } from '../core/sharing.ts';
import type { HistoryOffice } from '../discord/history/office.ts';
import { createThumbnails } from '../discord/history/thumbnails.ts';
import { drawCompare } from '../pictures/compare.ts';
import { finish } from '../pictures/finish.ts';
import { drawGrid } from '../pictures/grid.ts';
import { scaleDown } from '../pictures/scale-down.ts';
import { drawTree } from '../pictures/tree.ts';
import type { Foundation } from './common.ts';

/** Pixels of a small picture's longer edge: what the largest place on a sheet needs. */
const thumbnailEdge = 480;

/** What the gallery and the histories of results work with. */
export function createHistory({
	store,
	results,
	clock,
}: Pick<Foundation, 'store' | 'results' | 'clock'>): HistoryOffice {
	return {
		book: store.gallery,
		results,
		thumbnails: createThumbnails({
			one: results.one,
			shrink: async (picture) => (await scaleDown(picture, { types: [], maxBytes: 0, edge: thumbnailEdge }))?.bytes,
			clock,
		}),
		// They are cropped already.
		fit: (pictures, limit) =>
			finish(
				pictures.map(({ bytes, type }, index) => ({ kind: 'result', role: 'image', index, type, bytes })),
				undefined,
				limit,
			),
		sheets: { grid: drawGrid, tree: drawTree, compare: drawCompare },
		noteShared: createNoteShared(store.ledger, clock),
		tokens: store.keyv<string>('shares'),
		hasInputs: async ({ id }) => (await store.ledger.pictures(id, 'input')).length > 0,
	};
}
