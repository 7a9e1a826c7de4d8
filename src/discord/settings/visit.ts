import type { Office } from '../office.ts';
import type { Reply } from '../reply.ts';
import { type Wording, wordingFor } from './wording.ts';

/** One admin at one server's settings, for the time of one interaction. */
export interface Visit extends Wording {
	office: Office;
	reply: Reply;
	userId: string;
}

export interface VisitParts {
	office: Office;
	reply: Reply;
	locale: string;
}

/** Undefined outside of a server, where nothing can be set. */
export function visitOf({ office, reply, locale }: VisitParts): Visit | undefined {
	const { guildId, userId } = reply.asker;
	if (guildId === null) return undefined;
	const { offer } = office.operator;
	const { floor } = office.moderation;
	return { ...wordingFor(locale, { guildId, offer, floor, now: office.clock.now() }), office, reply, userId };
}
