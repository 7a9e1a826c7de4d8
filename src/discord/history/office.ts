import type { GalleryBook } from '../../core/gallery.ts';
import type { Job } from '../../core/job.ts';
import type { Finished } from '../../core/ports.ts';
import type { NoteShared } from '../../core/sharing.ts';
import type { DrawCompare, DrawGrid, DrawTree } from '../../core/sheets.ts';
import type { Memory } from '../memory.ts';
import type { Results } from '../results.ts';
import type { Thumbnails } from './thumbnails.ts';

/** What the gallery and the histories of results work with. */
export interface HistoryOffice {
	book: GalleryBook;
	results: Pick<Results, 'of'>;
	thumbnails: Thumbnails;
	/** As they can be posted again, within so many bytes each. Throws for what is no picture. */
	fit(pictures: readonly Finished[], limit: number): Promise<Finished[]>;
	sheets: { grid: DrawGrid; tree: DrawTree; compare: DrawCompare };
	noteShared: NoteShared;
	/** What may be posted once, by its token. */
	tokens: Memory;
	/** What the request was made from is still kept, so that it can be drawn again. */
	hasInputs(job: Job): Promise<boolean>;
}
