import type { Offer } from '../request.ts';
import type { Settings } from '../settings.ts';
import type { ListedModel, Trouble } from '../vitals.ts';
import type { Finding } from './finding.ts';

/** What the picture service said of its models, or why it did not. */
export type Service = { models: readonly ListedModel[] } | { trouble: Trouble };

const dayMs = 86_400_000;
const warnDays = 60;

/** The key, and each model that is used here: whether it is there, and whether its end was announced. `now` in milliseconds. */
export function examineService(
	service: Service,
	settings: Pick<Settings, 'models'> | undefined,
	offer: Offer,
	now: number,
): Finding[] {
	if ('trouble' in service) return [inTrouble(service.trouble)];
	if (service.models.length === 0) return [inTrouble('noList')];
	const allowed = settings?.models.allowed ?? offer.models;
	const used = offer.models.filter((id) => allowed.includes(id));
	const gone = used.filter((id) => !service.models.some((model) => model.id === id));
	const ends = endingTogether(service.models.filter(({ id }) => used.includes(id))).filter(
		({ at }) => at - now <= warnDays * dayMs,
	);
	const fine = used.length - gone.length - ends.flatMap(({ models }) => models).length;
	return [
		...(gone.length > 0 ? [{ level: 'bad', code: 'modelsGone', models: gone } as const] : []),
		...ends.map((end): Finding => {
			const isOver = end.at <= now;
			return { level: isOver ? 'bad' : 'warn', code: isOver ? 'modelsEnded' : 'modelsEnding', ...end };
		}),
		{ level: 'ok', code: 'service', count: fine },
	];
}

function inTrouble(trouble: Trouble): Finding {
	switch (trouble) {
		// Compatible servers need not have a list; pictures tell whether the rest is right.
		case 'noList':
			return { level: 'ok', code: 'serviceNoList' };
		case 'busy':
			return { level: 'warn', code: 'serviceBusy' };
		case 'badKey':
			return { level: 'bad', code: 'serviceBadKey' };
		case 'unverified':
			return { level: 'bad', code: 'serviceUnverified' };
		case 'noCredit':
			return { level: 'bad', code: 'serviceNoCredit' };
		case 'unreachable':
			return { level: 'bad', code: 'serviceUnreachable' };
		case 'broken':
			return { level: 'bad', code: 'serviceBroken' };
	}
}

/** Models that end on the same day, the first ones first. */
function endingTogether(models: readonly ListedModel[]): { at: number; models: string[] }[] {
	const dated = models.flatMap(({ id, shutdownDate }) => {
		const at = Date.parse(shutdownDate ?? '');
		return Number.isNaN(at) ? [] : [{ id, at }];
	});
	const groups = Map.groupBy(dated, ({ at }) => at);
	return [...groups].map(([at, group]) => ({ at, models: group.map(({ id }) => id) })).sort((a, b) => a.at - b.at);
}
