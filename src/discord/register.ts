import { type REST, Routes } from 'discord.js';
import { type Command, describe } from './command.ts';

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

/** True when everything that is wanted is there; Discord adds ids, versions and defaults of its own. */
function holds(registered: unknown, wanted: unknown): boolean {
	if (Array.isArray(wanted)) {
		const list = registered ?? [];
		return Array.isArray(list) && list.length === wanted.length && wanted.every((it, i) => holds(list[i], it));
	}
	if (typeof wanted === 'object' && wanted !== null) {
		if (typeof registered !== 'object' || registered === null) return Object.keys(wanted).length === 0;
		return Object.entries(wanted).every(([key, value]) => holds(Reflect.get(registered, key), value));
	}
	return registered === wanted || (registered === undefined && (wanted === false || wanted === null));
}
