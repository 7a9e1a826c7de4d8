import type { Directory, Place } from '../world/directory.ts';

/** Who let the app in, as `authorizing_integration_owners`: "0" a server's id ("0" in the bot's own direct message), "1" a user's. */
export type Owners = Partial<Record<'0' | '1', string>>;

/** Discord's interaction contexts: 0 a server, 1 the direct message with the bot, 2 a conversation between people. */
export function contextOf(place: Place): 0 | 1 | 2 {
	if ('guild' in place) return 0;
	return 'recipient' in place ? 1 : 2;
}

/** Through which of a command's `integration_types` (0 server, 1 user) this user reaches the app here; empty when through none. */
export function ownersOf(directory: Directory, userId: string, place: Place, types: readonly number[]): Owners {
	const server = types.includes(0) ? serverOf(directory, userId, place) : undefined;
	const user = types.includes(1) && directory.hasInstalled(userId) ? userId : undefined;
	return { ...(server === undefined ? {} : { '0': server }), ...(user === undefined ? {} : { '1': user }) };
}

function serverOf(directory: Directory, userId: string, place: Place): string | undefined {
	if ('guild' in place) return place.guild.withoutBot ? undefined : place.guild.id;
	return 'recipient' in place && directory.sharesServer(userId) ? '0' : undefined;
}

/** Whether the app is here for one user only: then the bot's token opens nothing, and follow-ups are counted. */
export const isUserOnly = (owners: Owners): boolean => owners['0'] === undefined;
