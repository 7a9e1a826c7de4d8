import { isObject } from '../rest/fields.ts';

/**
 * What a payload would ping, by Discord's rules for `allowed_mentions`: without it everything in the text pings,
 * with `parse` only the listed kinds and the ids named beside it.
 */
export function mentionsOf(payload: Record<string, unknown>): string[] {
	const texts = [payload.content, ...textDisplays(payload.components)].filter((text) => typeof text === 'string');
	const text = texts.join('\n');
	const found = {
		everyone: [...text.matchAll(/@(everyone|here)/g)].map(() => 'everyone'),
		users: [...text.matchAll(/<@!?(\d+)>/g)].map((match) => match[1]!),
		roles: [...text.matchAll(/<@&(\d+)>/g)].map((match) => match[1]!),
	};
	const allowed = payload.allowed_mentions;
	if (!isObject(allowed)) return unique([...found.everyone, ...found.users, ...found.roles]);
	const parse = listOf(allowed.parse);
	const pinging = (kind: 'users' | 'roles') =>
		parse.includes(kind) ? found[kind] : found[kind].filter((id) => listOf(allowed[kind]).includes(id));
	return unique([...(parse.includes('everyone') ? found.everyone : []), ...pinging('users'), ...pinging('roles')]);
}

function textDisplays(value: unknown): unknown[] {
	if (Array.isArray(value)) return value.flatMap(textDisplays);
	if (!isObject(value)) return [];
	return [...(value.type === 10 ? [value.content] : []), ...textDisplays(value.components)];
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const unique = (ids: string[]) => [...new Set(ids)];
