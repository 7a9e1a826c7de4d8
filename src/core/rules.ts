import { allowanceOf, offerUnder } from './allowance.ts';
import type { SettingsBook } from './books.ts';
import type { Limits } from './limits.ts';
import type { Clock } from './ports.ts';
import { Refused } from './refusal.ts';
import type { Offer } from './request.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Who asks, as far as rules go. */
export interface Whereabouts {
	/** Null in a direct message. */
	guildId: string | null;
	/** The member's roles there, without @everyone. */
	roleIds: readonly string[];
}

/** All that holds for one request. */
export interface Rules extends Limits {
	/** Undefined where nothing may be drawn with. */
	offer: Offer | undefined;
}

export interface RuleBook {
	/** As the store has them at this moment: what is decided by. */
	now(where: Whereabouts): Promise<Rules>;
	/**
	 * What may be drawn with, for reading options before anything is acknowledged: what is remembered will do, and a store that is slow
	 * may not make the acknowledgement late. The road asks again. Throws `Refused` where nothing is allowed.
	 */
	offer(where: Whereabouts): Promise<Offer>;
	/** The server's settings were changed by this process. */
	forget(guildId: string): void;
}

export interface RuleParts {
	settings: Pick<SettingsBook, 'read'>;
	clock: Clock;
	operator: { offer: Offer; microsPerDay: number | null; directImagesPerDay: number | null };
}

const rememberMs = 10_000;
/** Discord waits three seconds for an acknowledgement. */
const patienceMs = 500;
const mostRemembered = 10_000;

export function createRules({ settings, clock, operator }: RuleParts): RuleBook {
	const remembered = new Map<string, { at: number; settings: Settings }>();
	const reading = new Map<string, Promise<Settings>>();
	let changes = 0;

	function rulesUnder(known: Settings | undefined, { guildId, roleIds }: Whereabouts): Rules {
		const { microsPerDay: operatorMicrosPerDay, directImagesPerDay } = operator;
		const common = { operatorMicrosPerDay, directImagesPerDay };
		const { previews } = (known ?? defaultSettings).look;
		if (!known || guildId === null) return { ...common, server: undefined, offer: { ...operator.offer, previews } };
		const allowance = allowanceOf(known, { guildId, roleIds }, operator.offer);
		const server = { settings: known, allowance };
		const offer = offerUnder(allowance, known, operator.offer);
		return { ...common, server, offer: offer && { ...offer, previews } };
	}

	async function read(guildId: string): Promise<Settings> {
		const before = changes;
		const kept = await settings.read(guildId);
		// It may be what the settings were before a change.
		if (before !== changes) return kept.settings;
		if (remembered.size >= mostRemembered) remembered.clear();
		remembered.set(guildId, { at: clock.now(), settings: kept.settings });
		return kept.settings;
	}

	/** A burst of commands asks the store once. */
	function readOnce(guildId: string): Promise<Settings> {
		const begun = reading.get(guildId) ?? read(guildId).finally(() => reading.delete(guildId));
		reading.set(guildId, begun);
		return begun;
	}

	/** The last known ones while they are fresh, else the store's, else after a while what there is. */
	async function recent(guildId: string): Promise<Settings> {
		const known = remembered.get(guildId);
		if (known && clock.now() - known.at < rememberMs) return known.settings;
		const fallback = known?.settings ?? defaultSettings;
		const late = clock.sleep(patienceMs).then(() => fallback);
		return Promise.race([readOnce(guildId), late]).catch(() => fallback);
	}

	return {
		now: async (where) => rulesUnder(where.guildId === null ? undefined : await read(where.guildId), where),
		async offer(where) {
			const { offer } = rulesUnder(where.guildId === null ? undefined : await recent(where.guildId), where);
			if (!offer) throw new Refused({ code: 'noModelAllowed' });
			return offer;
		},
		forget(guildId) {
			changes++;
			remembered.delete(guildId);
			reading.delete(guildId);
		},
	};
}
