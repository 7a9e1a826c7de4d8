import { type Kept, SettingsConflict } from '../../core/books.ts';
import { Refused } from '../../core/refusal.ts';
import type { Source } from '../../core/request.ts';
import type { Settings } from '../../core/settings.ts';
import { differences, type Patch, SettingsWrong } from '../../core/settings-change.ts';
import { formatLocale } from '../../locales/words.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { staleView } from '../views/notice.ts';
import { changeLines, differenceLines, within } from './changes-in-words.ts';
import { importLimit, readExport } from './exchange.ts';
import { type PanelId, panelId, type View } from './ids.ts';
import { asTyped, wrongTogether } from './mistakes.ts';
import { storedNotice, wrongNotice } from './notices.ts';
import { show } from './show.ts';
import type { Visit } from './visit.ts';

const done: View = { name: 'done' };

/** Reads a file and shows what it would change. Nothing is stored before that is agreed to. */
export async function importSettings(visit: Visit, file: Source): Promise<void> {
	const { office, reply, guildId, userId } = visit;
	await reply.later({ private: true });
	const read = await fetched(visit, file);
	const kept = await office.settings.read(guildId);
	if ('wrong' in read) return show(visit, done, kept, wrongNotice(read.wrong, visit, 3600));
	const draft = await office.drafts.put({ guildId, userId, kind: 'import', settings: read.settings });
	await reply.show(preview(visit, kept, read.settings, draft));
}

async function fetched(visit: Visit, file: Source): Promise<{ settings: Settings } | { wrong: string[] }> {
	try {
		return readExport(await visit.office.download(file, importLimit), visit);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return { wrong: [undelivered(error, file, visit)] };
	}
}

function undelivered({ refusal }: Refused, { name }: Source, { t, locale }: Visit): string {
	const kilobytes = new Intl.NumberFormat(formatLocale(locale), { style: 'unit', unit: 'kilobyte' });
	const about = { name: asTyped(name), limit: kilobytes.format(importLimit / 1024) };
	switch (refusal.code) {
		case 'pictureTooLarge':
			return t('settings.import.tooLarge', about);
		case 'pictureForeign':
			return t('settings.import.foreign', about);
		default:
			return t('settings.import.gone', about);
	}
}

/** What would change, and the two ways out. `said` comes first. */
function preview(
	visit: Visit,
	{ settings, revision }: Kept,
	wished: Settings,
	draft: string,
	said: string[] = [],
): Payload {
	const { t } = visit;
	const lines = differenceLines(differences(settings, wished), visit);
	if (lines.length === 0) return payload('panel', [...said.map(text), text(t('settings.import.same'))]);
	return payload('panel', [
		text(`## ${t('settings.import.title')}\n-# ${t('settings.import.about')}`),
		...said.map(text),
		text(within(lines, said.length > 0 ? 2400 : 3400, visit)),
		row(
			button(t('settings.button.apply'), panelId('apply', done, revision, draft), 'primary'),
			button(t('settings.button.discard'), panelId('discard', done, revision, draft)),
		),
	]);
}

export async function applyImport(visit: Visit, { revision, rest: [id = ''] }: PanelId): Promise<void> {
	const { office, reply, guildId, userId, t } = visit;
	const draft = await office.drafts.get(id);
	if (draft?.kind !== 'import' || draft.guildId !== guildId || draft.userId !== userId) {
		await reply.show(draft ? staleView(visit.locale) : gone(visit));
		return;
	}
	const { settings } = await office.settings.read(guildId);
	try {
		const patch = patchBetween(settings, draft.settings);
		const how = 'import' as const;
		const stored = await office.settings.change({ guildId, userId, how, patch, seen: revision, at: visit.now });
		await office.drafts.take(id);
		await show(
			visit,
			done,
			stored,
			storedNotice({ ...stored, view: done, title: t('settings.import.applied') }, visit),
		);
	} catch (error) {
		if (error instanceof SettingsWrong) {
			const kept = await office.settings.read(guildId);
			return show(visit, done, kept, wrongNotice(wrongTogether(error.mistakes, visit), visit));
		}
		if (!(error instanceof SettingsConflict)) throw error;
		const others = within(changeLines(error.changes, visit), 900, visit);
		await reply.show(
			preview(visit, error.now, draft.settings, id, [`**${t('settings.notice.conflict')}**\n${others}`]),
		);
	}
}

export async function discardImport(visit: Visit, { rest: [id = ''] }: PanelId): Promise<void> {
	const draft = await visit.office.drafts.get(id);
	if (draft?.guildId === visit.guildId && draft.userId === visit.userId) await visit.office.drafts.take(id);
	const kept = await visit.office.settings.read(visit.guildId);
	await show(visit, done, kept, [text(visit.t('settings.import.discarded'))]);
}

const gone = ({ t }: Visit): Payload => payload('notice', [text(t('settings.draftGone'))]);

const patchBetween = (now: Settings, wished: Settings): Patch =>
	Object.fromEntries(differences(now, wished).map(({ path, after }) => [path, after]));
