import { type Change, type How, type Kept, SettingsConflict } from '../../core/books.ts';
import type { Settings } from '../../core/settings.ts';
import {
	type Difference,
	differences,
	type Patch,
	revertOf,
	SettingsWrong,
	withPatch,
} from '../../core/settings-change.ts';
import { panelId, type View } from './ids.ts';
import { wrongTogether } from './mistakes.ts';
import { conflictNotice, type Notice, newsNotice, storedNotice, wrongNotice } from './notices.ts';
import type { Visit } from './visit.ts';

export interface Wish {
	how: How;
	/** Where the answer is shown: its buttons lead back there. */
	view: View;
	/** The revision that whoever wishes it was looking at. */
	seen: number;
	/** What is to be changed in the settings as they are. */
	patchOf(settings: Settings): Patch;
	/** Heads the answer; "Stored" unless told. */
	title?: string;
}

/** How it went: the settings as they stand now, and what to say about it. */
export interface Went {
	kept: Kept;
	notice: Notice;
}

/** A panel shows what others did since it was shown: not more than this. */
const mostNews = 10;
const mostUndone = 200;

/** Stores a change, or nothing of it: what is wrong, or what others were faster with, is told instead. */
export async function change(visit: Visit, wish: Wish): Promise<Went> {
	try {
		const stored = await store(visit, wish);
		const title = wish.title ?? visit.t('settings.notice.stored');
		const news = (await newsSince(visit, wish.seen)).filter(
			(it) => it.revision !== stored.revision || it.userId !== visit.userId,
		);
		return {
			kept: stored,
			notice: [...storedNotice({ ...stored, view: wish.view, title }, visit), ...newsNotice(news, visit)],
		};
	} catch (error) {
		if (error instanceof SettingsConflict) return heldBack(visit, error, wish);
		if (error instanceof SettingsWrong) return wrong(visit, error);
		throw error;
	}
}

/** Somebody who presses faster than the panel follows is not in conflict with themselves. */
async function store({ office, guildId, userId }: Visit, { how, seen, patchOf }: Wish) {
	for (let newest = seen; ; ) {
		const { settings } = await office.settings.read(guildId);
		const request = { guildId, userId, how, patch: patchOf(settings), at: office.clock.now() };
		try {
			return await office.settings.change({ ...request, seen: newest });
		} catch (error) {
			const isOwn = error instanceof SettingsConflict && error.changes.every((it) => it.userId === userId);
			if (!isOwn || error.now.revision === newest) throw error;
			newest = error.now.revision;
		}
	}
}

async function wrong(visit: Visit, { mistakes }: SettingsWrong): Promise<Went> {
	const kept = await visit.office.settings.read(visit.guildId);
	return { kept, notice: wrongNotice(wrongTogether(mistakes, visit), visit) };
}

/** The wish waits as a draft, for whoever still wants it after reading what the others did. */
async function heldBack(visit: Visit, conflict: SettingsConflict, { how, view, patchOf }: Wish): Promise<Went> {
	const { office, guildId, userId } = visit;
	const { now } = conflict;
	const patch = patchOf(now.settings);
	const wanted = wantedOf(now.settings, patch);
	if (wanted instanceof SettingsWrong) return wrong(visit, wanted);
	const changes = Object.entries(patch).map(([path, value]) => ({ path, ...(value === undefined ? {} : { value }) }));
	const draft = await office.drafts.put({ guildId, userId, kind: 'change', how, changes });
	const insist = panelId('insist', view, now.revision, draft);
	return { kept: now, notice: conflictNotice({ changes: conflict.changes, wanted, insist }, visit) };
}

function wantedOf(settings: Settings, patch: Patch): Difference[] | SettingsWrong {
	try {
		return differences(settings, withPatch(settings, patch));
	} catch (error) {
		if (error instanceof SettingsWrong) return error;
		throw error;
	}
}

/** What others have changed since this revision, oldest first. */
export async function newsSince({ office, guildId, userId }: Visit, revision: number): Promise<Change[]> {
	const latest = await office.settings.history(guildId, { limit: mostNews });
	return latest.filter((it) => it.revision > revision && it.userId !== userId).reverse();
}

/** The settings as they were at an earlier revision: what a form was filled with. */
export async function settingsAt(
	{ office, guildId }: Visit,
	{ settings, revision }: Kept,
	earlier: number,
): Promise<Settings> {
	// Of a form as old as that, everything that is not as it stands now counts as a wish; what others changed is still not overwritten.
	if (revision <= earlier || revision - earlier > mostUndone) return settings;
	const since = await office.settings.history(guildId, { limit: revision - earlier });
	const changed: Difference[] = since.filter((it) => it.revision > earlier).flatMap((it) => it.differences);
	return withPatch(settings, revertOf(changed));
}
