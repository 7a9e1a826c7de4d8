import { modelOf } from './catalogue.ts';
import type { Offer } from './request.ts';
import type { Priority, RoleAllowance, Settings } from './settings.ts';

/** Which layer gave a number: what the operator set, what the server's admins set for all, or the role with this id. */
export type Source = 'operator' | 'server' | { role: string };

export interface Given<T> {
	value: T;
	from: Source;
}

/** All that holds for one member, and which rule gave it. Null is no limit. */
export interface Allowance {
	models: Given<readonly string[]>;
	/** Null: whatever the model knows. */
	qualities: Given<readonly string[] | null>;
	priority: Given<Priority>;
	/** Pictures a day. */
	memberImagesPerDay: Given<number | null>;
}

/** Which of a server's roles a member has. */
export interface Membership {
	guildId: string;
	roleIds: readonly string[];
}

/**
 * The tightest layer wins. A role can give its members more a day than the server's default for everybody; lists of models and
 * qualities that roles name hold together for whoever has them, and narrow what the server allows. Nothing widens the operator's.
 */
export function allowanceOf(settings: Settings, member: Membership, offer: Offer): Allowance {
	const roles = rolesOf(settings, member);
	return {
		models: modelsFor(settings, roles, offer),
		qualities: qualitiesFor(settings, roles),
		priority: priorityFor(roles),
		memberImagesPerDay: imagesFor(settings, roles),
	};
}

/** What may be drawn with under this allowance. `model` is the one used when nobody names one; undefined when nothing is allowed. */
export function offerUnder(allowance: Allowance, settings: Settings, operator: Offer): Offer | undefined {
	const models = allowance.models.value;
	const [first] = models;
	if (first === undefined) return undefined;
	const wished = [settings.models.preferred, operator.model].find((id) => id !== null && models.includes(id));
	const { shapes } = settings.models;
	return {
		...operator,
		model: wished ?? first,
		models,
		qualities: allowance.qualities.value,
		...(shapes ? { shapes } : {}),
	};
}

interface OwnRole {
	id: string;
	allowance: RoleAllowance;
}

/** Everybody has the role whose id is the server's: @everyone. */
function rolesOf(settings: Settings, { guildId, roleIds }: Membership): OwnRole[] {
	return [guildId, ...roleIds].flatMap((id) => {
		const allowance = settings.roles[id];
		return allowance ? [{ id, allowance }] : [];
	});
}

function modelsFor(settings: Settings, roles: readonly OwnRole[], offer: Offer): Given<readonly string[]> {
	const { allowed } = settings.models;
	const server = offer.models.filter((id) => allowed === null || allowed.includes(id));
	const [named, from] = namedBy(roles, ({ models }) => models);
	if (named && from) return { value: server.filter((id) => named.has(id)), from };
	return { value: server, from: allowed === null ? 'operator' : 'server' };
}

function qualitiesFor(settings: Settings, roles: readonly OwnRole[]): Given<readonly string[] | null> {
	const { qualities } = settings.models;
	const [named, from] = namedBy(roles, (role) => role.qualities);
	if (!named || !from) return { value: qualities, from: qualities === null ? 'operator' : 'server' };
	return { value: [...named].filter((name) => qualities === null || qualities.includes(name)), from };
}

/** All that any of the roles names, and the role that names the most; nothing where none of them says anything. */
function namedBy(
	roles: readonly OwnRole[],
	listOf: (role: RoleAllowance) => readonly string[] | null,
): [Set<string> | undefined, Source | undefined] {
	const lists = roles.flatMap(({ id, allowance }) => {
		const list = listOf(allowance);
		return list ? [{ id, list }] : [];
	});
	const longest = lists.toSorted((a, b) => b.list.length - a.list.length)[0];
	if (!longest) return [undefined, undefined];
	return [new Set(lists.flatMap(({ list }) => list)), { role: longest.id }];
}

function priorityFor(roles: readonly OwnRole[]): Given<Priority> {
	const high = roles.find(({ allowance }) => allowance.priority === 'high');
	return high ? { value: 'high', from: { role: high.id } } : { value: 'normal', from: 'server' };
}

function imagesFor(settings: Settings, roles: readonly OwnRole[]): Given<number | null> {
	const byDefault: Given<number | null> = { value: settings.limits.memberImagesPerDay, from: 'server' };
	return roles.reduce((best, { id, allowance }) => {
		const { imagesPerDay } = allowance;
		const isWider = best.value !== null && imagesPerDay !== null && imagesPerDay > best.value;
		return isWider ? { value: imagesPerDay, from: { role: id } } : best;
	}, byDefault);
}

/** Those of a model's qualities that are allowed, the cheap ones first; null where the model knows none or only one. */
export function qualitiesOf(model: string, allowed: readonly string[] | null | undefined): readonly string[] {
	const { qualities } = modelOf(model);
	return allowed ? qualities.filter((name) => allowed.includes(name)) : qualities;
}
