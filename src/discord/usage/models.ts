import type { ServerUsage } from './server.ts';

/** More cannot be told apart in a chart. */
const most = 6;

export interface ModelUsage {
	/** Undefined for the rest, summed up. */
	name: string | undefined;
	/** By day. */
	pictures: readonly number[];
	total: number;
}

/** Pictures by model and day, most first; of more than six models the lesser ones are one. */
export function modelsOf({ days, report }: Pick<ServerUsage, 'days' | 'report'>): ModelUsage[] {
	const byModel = new Map<string, number[]>();
	for (const { day, model, images } of report.days) {
		if (images === 0) continue;
		const pictures = byModel.get(model) ?? days.map(() => 0);
		pictures[day] = (pictures[day] ?? 0) + images;
		byModel.set(model, pictures);
	}
	const models = [...byModel].map(([name, pictures]): ModelUsage => ({ name, pictures, total: sum(pictures) }));
	// By name where they are even, so that a page looks the same each time.
	models.sort((a, b) => b.total - a.total || (a.name ?? '').localeCompare(b.name ?? ''));
	if (models.length <= most) return models;
	const rest = models.splice(most - 1);
	const pictures = days.map((_, day) => sum(rest.map((it) => it.pictures[day] ?? 0)));
	return [...models, { name: undefined, pictures, total: sum(pictures) }];
}

/** Micro-dollars by day. */
export function microsOf({ days, report }: Pick<ServerUsage, 'days' | 'report'>): number[] {
	const byDay = days.map(() => 0);
	for (const { day, micros } of report.days) byDay[day] = (byDay[day] ?? 0) + micros;
	return byDay;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
