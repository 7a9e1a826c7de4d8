import { wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { fresh, resultId, viewId } from './ids.ts';
import { resultFor, type Visit } from './visit.ts';

/** Marks a result for whoever presses, or takes the mark away. Throws `Refused`. */
export async function star(visit: Visit, jobId: string, isOn: boolean): Promise<void> {
	const { reply, office, locale } = visit;
	const { book } = office.history;
	const job = await resultFor(visit, jobId);
	const { userId } = reply.asker;
	await (isOn ? book.star(userId, job.id, office.clock.now()) : book.unstar(userId, job.id));
	await reply.show(starredView(job.id, isOn, locale));
}

export function starredView(jobId: string, isOn: boolean, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [
		text(t(isOn ? 'gallery.starDone' : 'gallery.unstarDone')),
		row(
			button(t('gallery.favourites'), viewId('page', { ...fresh('mine'), starred: true })),
			button(t(isOn ? 'gallery.unstar' : 'gallery.star'), resultId(isOn ? 'unstar' : 'star', jobId)),
		),
	]);
}
