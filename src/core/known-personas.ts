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

/** Discord waits three seconds for an acknowledgement. */
const patienceMs = 2000;

export function createKnownPersonas({ book, rules, clock }: KnownPersonasParts): KnownPersonas {
	const kept = createRecent((key) => book.of(whoseKey(key)), clock);

	async function putTogether(found: readonly KeptPersona[], who: PersonaUser): Promise<Personas> {
		const { starterPersonas } = await rules.look(who);
		const of = (kind: string) => found.filter(({ owner }) => owner.kind === kind);
		return { own: of('member'), server: of('server'), starters: starterPersonas ? builtIn.starters : [] };
	}

	return {
		async now(who) {
			const late = clock.sleep(patienceMs).then(() => {
				throw new Error('the personas could not be read in time');
			});
			return putTogether(await Promise.race([kept.now(keyOf(who)), late]), who);
		},
		recent: async (who) => putTogether(await kept.recent(keyOf(who), []), who),
		forget: () => kept.forget(),
	};
}

const keyOf = ({ userId, guildId }: PersonaUser): string => `${userId}:${guildId ?? ''}`;

function whoseKey(key: string): PersonaUser {
	const [userId = '', guildId = ''] = key.split(':');
	return { userId, guildId: guildId === '' ? null : guildId };
}
