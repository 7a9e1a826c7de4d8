import { builtIn, type KeptPersona, type PersonaBook, type Personas, type PersonaUser } from './personas.ts';
import type { Clock } from './ports.ts';
import { createRecent } from './recent.ts';
import type { RuleBook } from './rules.ts';

/** Which personas somebody can use where. */
export interface KnownPersonas {
	/**
	 * As the store has them at this moment: what is drawn by, before anything is acknowledged. Throws when it takes too long: words that
	 * nobody knows would else be drawn as they stand, and paid.
	 */
	now(who: PersonaUser): Promise<Personas>;
	/** For autocomplete: what is remembered will do, and without the store the built-in ones. */
	recent(who: PersonaUser): Promise<Personas>;
	/** Some were changed by this process. */
	forget(): void;
}

export interface KnownPersonasParts {
	book: Pick<PersonaBook, 'of'>;
	rules: Pick<RuleBook, 'look'>;
	clock: Clock;
}

/** Discord waits three seconds for an acknowledgement, and what may be drawn with is read before. */
const patienceMs = 1500;

export function createKnownPersonas({ book, rules, clock }: KnownPersonasParts): KnownPersonas {
	const recent = createRecent((key) => book.of(whoseKey(key)), clock);

	async function together(kept: Promise<readonly KeptPersona[]>, who: PersonaUser): Promise<Personas> {
		const [found, { starterPersonas }] = await Promise.all([kept, rules.look(who)]);
		const of = (kind: string) => found.filter(({ owner }) => owner.kind === kind);
		return { own: of('member'), server: of('server'), starters: starterPersonas ? builtIn.starters : [] };
	}

	async function tooLate(): Promise<never> {
		await clock.sleep(patienceMs);
		throw new Error('the personas could not be read in time');
	}

	return {
		now: (who) => together(Promise.race([recent.now(keyOf(who)), tooLate()]), who),
		recent: (who) => together(recent.recent(keyOf(who), []), who),
		forget: () => recent.forget(),
	};
}

const keyOf = ({ userId, guildId }: PersonaUser): string => `${userId}:${guildId ?? ''}`;

function whoseKey(key: string): PersonaUser {
	const [userId = '', guildId = ''] = key.split(':');
	return { userId, guildId: guildId === '' ? null : guildId };
}
