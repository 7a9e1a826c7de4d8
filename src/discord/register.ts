import { type REST, Routes } from 'discord.js';
import { type Command, describe } from './command.ts';
import { isObject } from './json.ts';

/**
 * Registers the commands only when they differ from what Discord has: registering is limited to 200 a day, and members' clients
 * forget what they have cached. Says whether it was needed.
 */
export async function registerCommands(
	rest: REST,
	applicationId: string,
	commands: readonly Command[],
): Promise<boolean> {
	const wanted = commands.map(describe);
	const route = Routes.applicationCommands(applicationId);
	const registered = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
	if (Array.isArray(registered) && registered.length === wanted.length) {
		const same = wanted.every((command) => registered.some((it) => holds(it, command)));
		if (same) return false;
	}
	await rest.put(route, { body: wanted });
	return true;
}

/** What a description may say of a command or an option: where it is silent, Discord must have nothing. */
const optional = [
	'name_localizations',
	'description_localizations',
	'options',
	'required',
	'autocomplete',
	'choices',
	'min_length',
	'max_length',
	'min_value',
	'max_value',
	'channel_types',
	'default_member_permissions',
];

/** True when everything that is wanted is there and nothing of ours beyond it; Discord adds ids, versions and defaults of its own. */
function holds(registered: unknown, wanted: unknown): boolean {
	if (Array.isArray(wanted)) {
		const list = registered ?? [];
		return Array.isArray(list) && list.length === wanted.length && wanted.every((it, i) => holds(list[i], it));
	}
	if (typeof wanted === 'object' && wanted !== null) {
		if (typeof registered !== 'object' || registered === null) return Object.keys(wanted).length === 0;
		const dropped = optional.some((key) => !(key in wanted) && !isNothing(Reflect.get(registered, key)));
		return (
			!dropped &&
			Object.entries(wanted).every(([key, value]) => {
				const found: unknown = Reflect.get(registered, key);
				return key.endsWith('_localizations') ? isSameMap(found, value) : holds(found, value);
			})
		);
	}
	return registered === wanted || (isNothing(registered) && isNothing(wanted));
}

/** Texts by language, in whatever order; one of a language that we do not speak any more is a difference too. */
const isSameMap = (registered: unknown, wanted: object): boolean =>
	isObject(registered) &&
	Object.keys(registered).length === Object.keys(wanted).length &&
	Object.entries(wanted).every(([language, text]) => registered[language] === text);

const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === false ||
	(typeof value === 'object' && Object.keys(value).length === 0);
