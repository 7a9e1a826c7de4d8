import { defaultAttachmentLimit, fileLimit } from '../../core/files.ts';
import type { Job } from '../../core/job.ts';
import type { Case } from '../../core/moderation/case.ts';
import type { Finished, Ledger, Pictures, StoredPicture } from '../../core/ports.ts';
import { wordsFor } from '../../locales/words.ts';
import type { Api } from '../api.ts';
import type { EarlierParts } from '../earlier.ts';
import { postedPictures } from '../posted.ts';
import { type CardPicture, localeOfCard, mayRead } from './views/facts.ts';

export interface CardPictureParts {
	api: Pick<Api, 'picturesOf'>;
	pictures: Ledger['pictures'];
	finish: Pictures['finish'];
	fetchPosted: EarlierParts['fetchPosted'];
}

export interface CardFile extends CardPicture {
	file: Finished;
}

/** Discord's most for a message. */
const mostFiles = 10;

/** What a new card shows: the pictures that were put in, and those that came out where they are in question. Throws while the store or Discord is away. */
export async function picturesFor(shown: Case, job: Job | undefined, parts: CardPictureParts): Promise<CardFile[]> {
	if (!mayRead(shown, job)) return [];
	const inputs = (await parts.pictures(job.id, 'input')).filter(({ role }) => role !== 'mask');
	const results = shown.kind === 'result' || shown.kind === 'report' ? await parts.pictures(job.id, 'result') : [];
	// What has to be decided on comes first, should there be no room for all.
	const limit = fileLimit(defaultAttachmentLimit, Math.min(mostFiles, inputs.length + results.length));
	const drawn = await finished(results, job, limit, parts);
	const posted = shown.kind === 'report' && drawn.length === 0 ? await postedOf(job, parts) : [];
	const files = [
		...asFiles('result', drawn, job),
		...asFiles('posted', posted, job),
		...asFiles('input', await finished(inputs, undefined, limit, parts), job),
	];
	return files.slice(0, mostFiles).map((file, i) => ({ ...file, id: String(i) }));
}

/** What cannot be shown is left out: the case is decided on without it. */
const finished = (
	pictures: readonly StoredPicture[],
	job: Job | undefined,
	limit: number,
	{ finish }: CardPictureParts,
): Promise<Finished[]> =>
	pictures.length === 0 ? Promise.resolve([]) : finish(pictures, job?.crop, limit).catch(() => []);

/** Bytes that were posted as they are are kept by Discord alone. */
async function postedOf(job: Job, { api, fetchPosted }: CardPictureParts): Promise<Finished[]> {
	const posted = await postedPictures(api, job);
	if (posted.length === 0) return [];
	return fetchPosted(posted, fileLimit(defaultAttachmentLimit, posted.length)).catch(() => []);
}

function asFiles(of: 'input' | 'result' | 'posted', files: readonly Finished[], job: Job): Omit<CardFile, 'id'>[] {
	const t = wordsFor(localeOfCard(job));
	return files.map((file, i) => {
		const name = file.name.replace(/^[^.]*/, `${of}-${i + 1}`);
		return { name, description: t(`case.alt.${of}`, { n: i + 1 }), file: { ...file, name } };
	});
}
