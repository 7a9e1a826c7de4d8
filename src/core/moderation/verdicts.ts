import type { Clock } from '../ports.ts';
import { unlessLate } from '../unless-late.ts';
import type { Cache } from '../vitals.ts';
import type { Scores } from './categories.ts';
import type { Endpoint, Look } from './moderator.ts';

/** What is kept of a look: nothing of what was looked at. */
export interface Kept {
	scores: Scores;
	model: string;
}

export interface VerdictParts {
	endpoint: Endpoint;
	/** By the hash of what was looked at. */
	cache: Cache<Kept>;
	/** A hash that two contents never share; a text and a picture are never the same. */
	hashOf: (kind: 'text' | 'picture', content: string | Uint8Array) => string;
	clock: Pick<Clock, 'sleep'>;
}

const keepMs = 7 * 24 * 60 * 60_000;
/** A store that is silent only costs a question more. */
const patienceMs = 1000;

/** The same text or picture is not asked about twice in a week, not even at once. Only scores are kept: everything else may be better next time. */
export function rememberVerdicts({ endpoint, cache, hashOf, clock }: VerdictParts): Endpoint {
	const asking = new Map<string, Promise<Look>>();

	function once(key: string, ask: () => Promise<Look>): Promise<Look> {
		const underWay = asking.get(key);
		if (underWay) return underWay;
		const look = lookUp(key, ask).finally(() => asking.delete(key));
		asking.set(key, look);
		return look;
	}

	async function lookUp(key: string, ask: () => Promise<Look>): Promise<Look> {
		const known = await unlessLate(cache.get(key), clock.sleep(patienceMs));
		if (known) return { kind: 'scores', scores: known.scores, model: known.model };
		const look = await ask();
		if (look.kind === 'scores') {
			const { scores, model } = look;
			void cache.set(key, { scores, model }, keepMs).catch(() => undefined);
		}
		return look;
	}

	return {
		text: (text) => once(hashOf('text', text), () => endpoint.text(text)),
		picture: (picture) => once(hashOf('picture', picture.bytes), () => endpoint.picture(picture)),
	};
}
