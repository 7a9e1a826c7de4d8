import type { Endpoint } from './moderation/moderator.ts';
import type { Clock } from './ports.ts';
import { unlessLate } from './unless-late.ts';

/** What the doctor asks of the bot's own parts. */
export interface Vitals {
	/**
	 * What the picture service offers; as it was told within the last ten minutes, unless it is to be asked anew. Throws
	 * `ServiceTrouble`.
	 */
	models(how: { anew: boolean }): Promise<readonly ListedModel[]>;
	/** How the moderation endpoint is at this moment. Never throws. */
	endpoint(): Promise<EndpointState>;
	/** Throws when the store does not answer. */
	store(): Promise<void>;
	/** Throws when the quota that processes share cannot be reached. */
	quota(): Promise<void>;
	/** Requests that wait, and until when (ms, 0 for no pause) the picture service wants no more of them. */
	queue(): { waiting: number; pausedUntil: number };
}

/** `absent`: this provider has none. */
export type EndpointState = 'answers' | 'down' | 'absent';

/** Asks the endpoint about a word that nobody minds; that is free. */
export async function endpointState(endpoint: Pick<Endpoint, 'text'>): Promise<EndpointState> {
	const { kind } = await endpoint.text('hello');
	return kind === 'down' || kind === 'absent' ? kind : 'answers';
}

export interface ListedModel {
	id: string;
	/** As the provider writes it, e.g. `2026-12-01`. */
	shutdownDate?: string;
}

/** Why a picture service did not tell its models; `noList` is one that answers and has no such list. */
export type Trouble = 'badKey' | 'unverified' | 'noCredit' | 'busy' | 'unreachable' | 'noList' | 'broken';

/** Thrown by `Vitals.models`, with a message that is safe to log. */
export class ServiceTrouble extends Error {
	readonly trouble: Trouble;

	constructor(trouble: Trouble, detail: string) {
		super(`the provider did not list its models: ${detail}`);
		this.name = 'ServiceTrouble';
		this.trouble = trouble;
	}
}

/** Small things that outlive a restart. Throws when the store does not answer. */
export interface Cache<Value> {
	get(key: string): Promise<Value | undefined>;
	/** `ttl` in milliseconds. */
	set(key: string, value: Value, ttl: number): Promise<unknown>;
}

const keepMs = 10 * 60_000;
/** A store that is silent must not make the picture service look so. */
const patienceMs = 1000;

export interface RememberParts {
	ask: () => Promise<readonly ListedModel[]>;
	cache: Cache<readonly ListedModel[]>;
	/** Whose models they are: another key or another service has others. */
	account: string;
	clock: Pick<Clock, 'sleep'>;
}

/** A store that fails only costs a question more. */
export function rememberModels({ ask, cache, account, clock }: RememberParts): Vitals['models'] {
	return async ({ anew }) => {
		const known = anew ? undefined : await unlessLate(cache.get(account), clock.sleep(patienceMs));
		if (known) return known;
		const models = await ask();
		// A server without a list is asked each time: it may only have had a bad moment.
		if (models.length > 0) void cache.set(account, models, keepMs).catch(() => undefined);
		return models;
	};
}
