import type { Settings } from '../settings.ts';
import type { ChannelPermission, Finding } from './finding.ts';

/** A channel or a thread as the bot sees it. */
export interface Place {
	id: string;
	/** A channel for text, announcements or a forum: where people draw when nobody said where. */
	isForText: boolean;
	/** What the bot would need there and may not. */
	lacks: readonly ChannelPermission[];
	/** What a message there needs. */
	postsBy: 'send' | 'threads';
}

/** A server as far as it could be read. */
export interface ReadServer {
	/** Every channel, and the threads that the settings name. */
	places: readonly Place[];
	roleIds: readonly string[];
	/** Whether the bot may read the server's AutoMod rules. */
	readsAutoMod: boolean;
}

/** Where drawing is allowed, and what the bot may not do there. */
export function examineChannels(settings: Settings, server: ReadServer): Finding[] {
	const { only, never } = settings.channels;
	const places = neededIn(settings, server.places);
	const gone = (ids: readonly string[]) => ids.filter((id) => !places.some((place) => place.id === id)).length;
	const isChosen = only.length > 0;
	const open = places.filter(({ id, isForText }) => !never.includes(id) && (isChosen ? only.includes(id) : isForText));
	const unseen = open.filter(({ lacks }) => lacks.includes('view'));
	// Nobody chose those, and a bot that was not let into the staff's rooms is no mistake; one that sees nothing at all is.
	const hidden = isChosen || unseen.length === open.length ? [] : unseen;
	const used = open.filter((place) => !hidden.includes(place));
	const lacking = used.filter(({ lacks }) => lacks.length > 0);
	const fine = used.length - lacking.length;
	return [
		...(isChosen && open.length === 0 ? [{ level: 'bad', code: 'nowhere' } as const] : []),
		...lackingTogether(lacking),
		...goneFrom('onlyGone', gone(only)),
		...goneFrom('neverGone', gone(never)),
		...(fine > 0 ? [{ level: 'ok', code: 'channels', count: fine } as const] : []),
		...(hidden.length > 0 ? [{ level: 'ok', code: 'hidden', count: hidden.length } as const] : []),
	];
}

/** Threads are opened for batches alone. */
function neededIn({ models }: Settings, places: readonly Place[]): Place[] {
	if (models.largestBatch > 0) return [...places];
	return places.map((place) => ({ ...place, lacks: place.lacks.filter((name) => name !== 'openThreads') }));
}

/** Channels that lack the same are told of together. */
function lackingTogether(places: readonly Place[]): Finding[] {
	const groups = Map.groupBy(places, ({ lacks }) => lacks.join());
	return [...groups.values()].map((group) => {
		const permissions = group[0]?.lacks ?? [];
		const channels = group.map(({ id }) => id);
		if (permissions.join() === 'openThreads') return { level: 'warn', code: 'noThreads', channels };
		const lacking = { channels, permissions };
		return permissions.includes('attach')
			? { level: 'bad', code: 'cannotDraw', ...lacking }
			: { level: 'warn', code: 'lacks', ...lacking };
	});
}

const goneFrom = (code: 'onlyGone' | 'neverGone', count: number): Finding[] =>
	count > 0 ? [{ level: 'warn', code, count }] : [];

/** Where moderators decide and where alerts go: there, seen and open for the bot. */
export function examinePosts({ budget, safety }: Settings, { places }: ReadServer): Finding[] {
	const hasBudget = budget.microsPerMonth !== null;
	const review = examinePost('review', 'bad', safety.reviewChannel, places);
	const isReviewUsable = review[0]?.code === 'review';
	const isBlocked = hasBudget && budget.landing === 'approval' && !isReviewUsable;
	return [
		...review,
		...(isBlocked ? [{ level: 'bad', code: 'approvalBlocked' } as const] : []),
		...examinePost('alert', hasBudget ? 'bad' : 'warn', budget.alertChannel, places),
		...(hasBudget && budget.alertChannel === null ? [{ level: 'warn', code: 'alertNowhere' } as const] : []),
	];
}

function examinePost(
	code: 'review' | 'alert',
	level: 'bad' | 'warn',
	id: string | null,
	places: readonly Place[],
): Finding[] {
	if (id === null) return [];
	const place = places.find((one) => one.id === id);
	if (!place) return [{ level, code: `${code}Gone` }];
	const permissions = place.lacks.filter((name) => name === 'view' || name === place.postsBy);
	return permissions.length > 0 ? [{ level, code: `${code}Lacks`, channel: id, permissions }] : [{ level: 'ok', code }];
}
