import type { Change } from '../../core/books.ts';
import type { Settings } from '../../core/settings.ts';
import { type Difference, differences, type Patch, type Path, revertOf } from '../../core/settings-change.ts';
import { button, row, text } from '../payload.ts';
import { differenceLines, within } from './changes-in-words.ts';
import { change } from './changing.ts';
import { type PanelId, panelId, type View } from './ids.ts';
import { type Notice, newsNotice, plainNotice } from './notices.ts';
import { show } from './show.ts';
import type { Visit } from './visit.ts';

/** How many later changes are looked through for those that are named. */
const mostLater = 50;

/** Takes a change of the history back. What was changed again since is named first, and a second press then means it. */
export async function revert(visit: Visit, { view, revision, rest: [which = '', mode] }: PanelId): Promise<void> {
	const { office, guildId, t } = visit;
	const kept = await office.settings.read(guildId);
	const entry = /^\d{1,9}$/.test(which) ? await office.settings.entry(guildId, Number(which)) : undefined;
	if (!entry) return show(visit, view, kept, plainNotice(t('settings.history.gone')));

	const would = revertedBy(entry, kept.settings);
	if (would.length === 0) return show(visit, view, kept, plainNotice(t('settings.notice.same')));
	const isMoved = would.some(({ path, before }) => !isLeftBy(entry, path, before));
	if (isMoved && mode !== 'sure') {
		return show(visit, view, kept, await question(visit, { entry, would, view, revision: kept.revision }));
	}
	// Whoever is sure has read what stood then; whoever was not asked, that nothing came in between.
	const seen = mode === 'sure' ? revision : kept.revision;
	const patchOf = (): Patch => revertOf(entry.differences);
	const went = await change(visit, { how: 'revert', view, seen, patchOf, title: t('settings.notice.reverted') });
	await show(visit, view, went.kept, went.notice);
}

/** What taking it back would change now. */
function revertedBy({ differences: changed }: Change, settings: Settings): Difference[] {
	const reverted: Record<string, Record<string, unknown>> = structuredClone(settings);
	for (const { path, before } of changed) {
		const [section = '', field = ''] = path.split('.');
		const fields = reverted[section];
		if (fields && before === undefined) delete fields[field];
		else if (fields) fields[field] = before;
	}
	return differences(settings, reverted as unknown as Settings);
}

const isLeftBy = ({ differences: changed }: Change, path: Path, now: unknown): boolean =>
	changed.some((it) => it.path === path && JSON.stringify(it.after) === JSON.stringify(now));

interface Question {
	entry: Change;
	would: readonly Difference[];
	view: View;
	revision: number;
}

/** What came in between, and what the change back would do to it. */
async function question(visit: Visit, { entry, would, view, revision }: Question): Promise<Notice> {
	const { t, office, guildId } = visit;
	const paths = would.map(({ path }) => path);
	const since = await office.settings.history(guildId, { limit: Math.min(mostLater, revision - entry.revision) });
	const later = since.reverse().flatMap((it) => {
		const touched = it.differences.filter(({ path }) => paths.includes(path));
		return it.revision > entry.revision && touched.length > 0 ? [{ ...it, differences: touched }] : [];
	});
	return [
		...newsNotice(later, visit),
		text(`${t('settings.history.sure')}\n${within(differenceLines(would, visit), 500, visit)}`),
		row(button(t('settings.button.sure'), panelId('revert', view, revision, entry.revision, 'sure'), 'primary')),
	];
}
