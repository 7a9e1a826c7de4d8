import { noRoleAllowance, type RoleAllowance, type Settings } from '../../core/settings.ts';
import type { Patch, Path } from '../../core/settings-change.ts';
import type { Kind } from './kinds/kind.ts';

/** One setting, wherever it is shown, typed, chosen, compared or imported. */
export interface Field<T = unknown> {
	/** `limits.memberImagesPerDay`, `role.imagesPerDay`: in custom ids, and what its words are found by. */
	id: string;
	kind: Kind<T>;
	/** The name it has as an option of a command; undefined where it has none. */
	option: string | undefined;
	/** `whose`: the role's id, for what a role has; the category's place, for what a category has. */
	read(settings: Settings, whose?: string): T;
	/** What a new value changes. */
	patch(settings: Settings, value: T, whose?: string): Patch;
}

type PlainSection = Exclude<keyof Settings, 'roles'>;

export function field<S extends PlainSection, N extends keyof Settings[S] & string>(
	section: S,
	name: N,
	kind: Kind<Settings[S][N]>,
	option?: string,
): Field {
	const path: Path = `${section}.${name}`;
	return {
		id: path,
		kind: kind as Kind<unknown>,
		option,
		read: (settings) => settings[section][name],
		patch: (_, value) => ({ [path]: value }),
	};
}

/** A part of what a role has: stored with the rest of it, since that is changed and reverted as one. */
export function roleField<N extends keyof RoleAllowance>(name: N, kind: Kind<RoleAllowance[N]>, option: string): Field {
	return {
		id: `role.${name}`,
		kind: kind as Kind<unknown>,
		option,
		read: (settings, role = '') => allowanceIn(settings, role)[name],
		patch: (settings, value, role = '') => ({ [pathOfRole(role)]: { ...allowanceIn(settings, role), [name]: value } }),
	};
}

export const pathOfRole = (id: string): Path => `roles.${id}`;

/** The role's id in a path such as `roles.<id>`; undefined for all other paths. */
export const roleIn = (path: Path): string | undefined => /^roles\.(\d+)/.exec(path)?.[1];

const allowanceIn = (settings: Settings, role: string): RoleAllowance => settings.roles[role] ?? noRoleAllowance;

export interface Wished {
	field: Field;
	value: unknown;
}

/** What several new values change together. The parts of a role, or of a threshold, are one entry, so each builds on those before it. */
export function patchOfAll(settings: Settings, wished: readonly Wished[], whose?: string): Patch {
	const now: Record<string, Record<string, unknown>> = structuredClone(settings);
	let all: Patch = {};
	for (const { field, value } of wished) {
		const patch = field.patch(now as unknown as Settings, value, whose);
		for (const [path, changed] of Object.entries(patch)) {
			const [section = '', name = ''] = path.split('.');
			now[section] = { ...now[section], [name]: changed };
		}
		all = { ...all, ...patch };
	}
	return all;
}
