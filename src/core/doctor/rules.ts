import { type Allowance, allowanceOf, qualitiesOf } from '../allowance.ts';
import { percentOf } from '../budget.ts';
import { monthOf } from '../calendar.ts';
import { modelOf } from '../catalogue.ts';
import type { Offer } from '../request.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';

/** Settings that contradict each other, or what the operator offers. */
export function examineRules(guildId: string, settings: Settings, offer: Offer): Finding[] {
	return [
		...examineAllowances(guildId, settings, offer),
		...examineWithdrawn(settings, offer),
		...examineCaps(settings),
	];
}

/** Roles that are named in the settings and were deleted. */
export function examineRoles({ roles }: Settings, there: readonly string[]): Finding[] {
	const count = Object.keys(roles).filter((id) => !there.includes(id)).length;
	return count > 0 ? [{ level: 'warn', code: 'rolesGone', count }] : [];
}

/** `spentMicros`: spent and reserved this month. */
export function examineBudget({ budget, look }: Settings, spentMicros: number, now: number): Finding[] {
	const percent = percentOf(spentMicros, budget);
	if (percent === undefined) return [];
	if (percent >= 100) return [{ level: 'bad', code: 'budgetUsed', resetsAt: monthOf(now, look.timeZone).end }];
	if (percent >= 80) return [{ level: 'warn', code: 'budgetNear', percent }];
	return [{ level: 'ok', code: 'budget', percent }];
}

/** Lists that have nothing in common leave nothing to draw with. */
function examineAllowances(guildId: string, settings: Settings, offer: Offer): Finding[] {
	const mayDraw = (roleIds: string[]) => hasAny(allowanceOf(settings, { guildId, roleIds }, offer), settings);
	// What everybody lacks need not be said of each role.
	if (!mayDraw([])) return [{ level: 'bad', code: 'nothingForMembers' }];
	const roles = Object.keys(settings.roles).filter((id) => !mayDraw([id]));
	return roles.length > 0 ? [{ level: 'bad', code: 'nothingForRoles', roles }] : [];
}

/** A model, a quality of it and a shape of it. */
function hasAny({ models, qualities }: Allowance, { models: { shapes } }: Settings): boolean {
	return models.value.some((id) => {
		const model = modelOf(id);
		const hasQuality = model.defaultQuality === null || qualitiesOf(id, qualities.value).length > 0;
		return hasQuality && (shapes === null || shapes.some((name) => model.shapes[name]));
	});
}

function examineWithdrawn({ models: { allowed, preferred }, roles }: Settings, offer: Offer): Finding[] {
	const isWithdrawn = (id: string) => !offer.models.includes(id);
	const ofServer = [...(allowed ?? []), ...(preferred === null ? [] : [preferred])].filter(isWithdrawn);
	const ofRoles = Object.entries(roles).flatMap(([id, { models }]) => {
		const withdrawn = (models ?? []).filter(isWithdrawn);
		return withdrawn.length > 0 ? [{ id, withdrawn }] : [];
	});
	const models = [...new Set([...ofServer, ...ofRoles.flatMap(({ withdrawn }) => withdrawn)])];
	return models.length > 0 ? [{ level: 'warn', code: 'withdrawn', models, roles: ofRoles.map(({ id }) => id) }] : [];
}

function examineCaps({ limits }: Settings): Finding[] {
	const { memberImagesPerDay: member, serverImagesPerDay, serverImagesPerMonth } = limits;
	if (member === null) return [];
	const caps = [
		{ code: 'dayBelowMember', limit: serverImagesPerDay },
		{ code: 'monthBelowMember', limit: serverImagesPerMonth },
	] as const;
	return caps.flatMap(({ code, limit }): Finding[] =>
		limit !== null && limit < member ? [{ level: 'warn', code, limit, member }] : [],
	);
}
