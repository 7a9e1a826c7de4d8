import type { Batch, BatchProgress } from '../../core/batch.ts';
import { money, type Words, wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { refusalWords } from '../views/notice.ts';
import { joined } from '../views/parts.ts';
import { batchId } from './ids.ts';

const segments = 10;
/** Reasons that are named; more of them are rare. */
const mostReasons = 3;

/** Public messages speak the server's language. */
export const localeOf = ({ look, asker }: Pick<Batch, 'look' | 'asker'>): string =>
	asker.guildId === null ? asker.locale : (look.language ?? asker.guildLocale);

/** How far a batch is, for everybody who sees the channel: no prompt, and nothing of what was refused but why. */
export function progressView(batch: Batch, progress: BatchProgress): Payload {
	const locale = localeOf(batch);
	const t = wordsFor(locale);
	const { done, total, isOver } = progress;
	const price = costWords(batch, progress, locale);
	const title = `**${t('batch.done', { done, count: total })}**${price === '' ? '' : `${t('result.separator')}${price}`}`;
	return payload(isOver ? 'result' : 'waiting', [
		text(`${isOver ? '' : `${bar(progress)} `}${title}`),
		small(joined([t('batch.by', { user: `<@${batch.asker.userId}>` }), ...countWords(progress, t)], locale)),
		...progress.reasons
			.slice(0, mostReasons)
			.map(({ code, count }) => small(`${t('batch.failed', { count })}: ${reasonWords(code, batch, t)}`)),
		...stoppedWords(batch, locale).map((words) => text(words)),
		...(isOver || batch.stopped?.by === 'member'
			? []
			: [row(button(t('batch.stop'), batchId('stop', batch.id), 'danger'))]),
	]);
}

/** Ten pieces; the last of them only when all is done. */
function bar({ total, left, isOver }: BatchProgress): string {
	const filled = isOver ? segments : Math.min(segments - 1, Math.floor(((total - left) / total) * segments));
	return '▰'.repeat(filled) + '▱'.repeat(segments - filled);
}

function countWords({ failed, cancelled, left, held }: BatchProgress, t: Words): string[] {
	return [
		...(failed > 0 ? [t('batch.failed', { count: failed })] : []),
		...(cancelled > 0 ? [t('batch.cancelled', { count: cancelled })] : []),
		...(left > 0 ? [t('batch.left', { count: left })] : []),
		...(held > 0 ? [t('batch.held', { count: held })] : []),
	];
}

function costWords({ look }: Batch, { micros, expectedMicros, isOver }: BatchProgress, locale: string): string {
	if (look.hidePrice || expectedMicros === 0) return '';
	const t = wordsFor(locale);
	const soFar = money(micros, locale);
	return isOver ? soFar : t('batch.cost', { soFar, expected: money(expectedMicros, locale) });
}

/** Without the words that were found, and without a reference that only the log knows. */
function reasonWords(code: BatchProgress['reasons'][number]['code'], { request }: Batch, t: Words): string {
	return code === 'internal' ? t('batch.internal') : t(`problem.${code}`, { model: request.model });
}

function stoppedWords({ stopped }: Batch, locale: string): string[] {
	if (!stopped) return [];
	const t = wordsFor(locale);
	switch (stopped.by) {
		case 'member':
			return [t('batch.stopped')];
		case 'privacy':
			return [t('batch.stoppedByPrivacy')];
		case 'rule':
			// What moderators decided about a member is not for the channel.
			return stopped.refusal.code === 'memberPaused'
				? [`**${t('batch.stoppedByRule')}**`]
				: [`**${t('batch.stoppedByRule')}** ${refusalWords(stopped.refusal, locale)}`];
	}
}
