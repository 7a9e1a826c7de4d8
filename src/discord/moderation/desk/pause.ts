import { button, type Payload, payload, row, small, text } from '../../payload.ts';
import type { Visit } from '../../settings/visit.ts';
import type { Wording } from '../../settings/wording.ts';
import { staleView } from '../../views/notice.ts';
import { pauseId, readPauseId } from './ids.ts';

/** The command itself only ever stops: it is typed in a hurry, perhaps by two at once. A button lets drawing go on. */
export const stopDrawing = (visit: Visit): Promise<void> => set(visit, true);

export async function pressPause(visit: Visit, rest: readonly string[]): Promise<void> {
	const isPaused = readPauseId(rest);
	if (isPaused === undefined) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.noted();
	await set(visit, isPaused);
}

async function set(visit: Visit, isPaused: boolean): Promise<void> {
	const { office, guildId, userId, now, reply } = visit;
	const patch = { 'moderation.paused': isPaused };
	const { differences } = await office.settings.change({ guildId, userId, how: 'command', patch, at: now });
	const isNew = differences.length > 0;
	if (isNew) {
		const action = isPaused ? 'serverPaused' : 'serverResumed';
		await office.audit.append({ guildId, at: now, by: userId, action, case: null, about: null, why: '' });
	}
	await reply.show(pauseView(isPaused, isNew, visit));
}

/** `isNew`: it was not so before. */
export function pauseView(isPaused: boolean, isNew: boolean, { t }: Wording): Payload {
	const state = isPaused ? 'stopped' : 'resumed';
	const title = t(isNew ? `moderation.pause.${state}` : `moderation.pause.${state}Before`);
	return payload(isPaused ? 'notice' : 'panel', [
		text(`**${title}**\n${t(`moderation.pause.${state}About`)}`),
		...(isPaused ? [small(t('moderation.pause.cases'))] : []),
		row(
			isPaused
				? button(t('moderation.pause.resume'), pauseId(false), 'primary')
				: button(t('moderation.pause.stop'), pauseId(true), 'danger'),
		),
	]);
}
