import {
	defaultSettings,
	noRoleAllowance,
	roleSchema,
	type Settings,
	sectionNames,
	sections,
} from '../core/settings.ts';
import { readSettings, SettingsWrong } from '../core/settings-change.ts';

/** Anything of zod's that says whether a value is right. */
interface Check {
	safeParse(value: unknown): { success: boolean };
}
type Fields = Record<string, unknown>;

/**
 * Settings as they were written, maybe by an older version or a newer one: every field that is still right is kept, and for all others the
 * defaults hold. What is stored never keeps a server from drawing, nor its admins from changing it.
 */
export function keptSettings(body: string): Settings {
	const stored = fieldsOf(parse(body));
	const kept = Object.fromEntries(
		sectionNames.map((section) => {
			const fields = fieldsOf(stored[section]);
			if (section === 'roles') return [section, keptRoles(fields)];
			return [section, keptFields(defaultSettings[section], sections[section].shape, fields)];
		}),
	);
	return withoutContradiction(kept as Settings);
}

function keptRoles(stored: Fields): Settings['roles'] {
	let roles: Settings['roles'] = {};
	for (const [id, allowance] of Object.entries(stored)) {
		const next = { ...roles, [id]: keptFields(noRoleAllowance, roleSchema.shape, fieldsOf(allowance)) };
		if (sections.roles.safeParse(next).success) roles = next;
	}
	return roles;
}

function keptFields<T extends object>(defaults: T, checks: Readonly<Record<string, Check>>, stored: Fields): T {
	const kept = Object.entries(checks).filter(([field, check]) => check.safeParse(stored[field]).success);
	return { ...defaults, ...Object.fromEntries(kept.map(([field]) => [field, stored[field]])) };
}

/** Fields that are right one by one may not go together, as when one of them had to fall back: then both do. */
function withoutContradiction(settings: Settings): Settings {
	try {
		return readSettings(settings);
	} catch (error) {
		if (!(error instanceof SettingsWrong)) throw error;
		const next: Record<string, Fields> = structuredClone(settings);
		for (const { path } of error.mistakes) {
			const [section = '', field = ''] = path.split('.');
			next[section]![field] = fieldsOf(fieldsOf(defaultSettings)[section])[field];
		}
		return readSettings(next);
	}
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return {};
	}
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});
