import type { OwnerKind, PersonaOwner } from '../../core/personas.ts';
import { type Words, wordsFor } from '../../locales/words.ts';
import type { CommandContext } from '../command.ts';
import { payload, text } from '../payload.ts';
import { type Press, whoseIs } from '../press.ts';
import { demand } from '../rights.ts';

/** One member at their personas, for the time of one interaction. */
export interface Visit extends Pick<CommandContext, 'reply' | 'studio' | 'office' | 'offer' | 'personas' | 'locale'> {
	t: Words;
	userId: string;
	/** Null in a direct message. */
	guildId: string | null;
}

export function visitOf({
	reply,
	studio,
	office,
	offer,
	personas,
	locale,
}: Omit<Visit, 't' | 'userId' | 'guildId'>): Visit {
	const { userId, guildId } = reply.asker;
	return { reply, studio, office, offer, personas, locale, t: wordsFor(locale), userId, guildId };
}

/** What somebody does for a server is asked of their rights at this very press. Throws `Refused`; undefined where there is no server. */
export function ownerFor({ userId, guildId, reply }: Visit, kind: OwnerKind): PersonaOwner | undefined {
	if (kind === 'member') return { kind, id: userId };
	if (guildId === null) return undefined;
	demand('manageServer', reply.rights);
	return { kind, id: guildId };
}

export const noServer = ({ t }: Visit) => payload('notice', [text(t('personas.noServer'))]);

/** A form that a command opened stands on no message: what comes of it is an answer of its own, private like all of this. */
export const acknowledge = ({ reply }: Visit, press: Press): Promise<void> =>
	press.message ? reply.noted() : reply.later({ private: true });

/** All of this stands in private messages: whoever presses on another one, or on somebody else's, is a forger. */
export const isOwnPress = (press: Press): boolean => (press.message ? whoseIs(press) === 'own' : press.isModalSubmit());
