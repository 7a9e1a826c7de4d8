import type { Finished, StoredPicture } from '../core/ports.ts';
import type { Source } from '../core/request.ts';
import type { Download } from '../discord/downloads.ts';
import { finish } from '../pictures/finish.ts';

/** Fetches pictures that are posted somewhere, to be posted once more; `limit`: bytes each may have. */
export const fetchPostedBy =
	(download: Download) =>
	async (sources: readonly Source[], limit: number): Promise<Finished[]> => {
		const posted = sources.map(async (source, index): Promise<StoredPicture> => {
			return { kind: 'result', role: 'image', index, type: '', bytes: await download(source) };
		});
		return finish(await Promise.all(posted), undefined, limit);
	};
