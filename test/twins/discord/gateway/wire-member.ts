import { wireUser } from '../messages/wire.ts';
import type { Member, User } from '../types.ts';

/** A member without the user, as interactions carry it beside `resolved.users`. */
export function partialMemberOf(member: Member): Record<string, unknown> {
	return {
		nick: member.nick ?? null,
		roles: member.roles,
		joined_at: '2024-01-01T00:00:00.000000+00:00',
		premium_since: null,
		communication_disabled_until: null,
		avatar: null,
		banner: null,
		pending: false,
		flags: 0,
		deaf: false,
		mute: false,
	};
}

/** A guild member object of Discord's API. */
export function wireMember(member: Member, user: User): Record<string, unknown> {
	return { ...partialMemberOf(member), user: wireUser(user) };
}
