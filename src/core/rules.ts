import { allowanceOf, offerUnder } from './allowance.ts';
import type { SettingsBook } from './books.ts';
import type { Limits } from './limits.ts';
import type { Clock } from './ports.ts';
import { createRecent } from './recent.ts';
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
	/** How things look there, as far as it is remembered: likewise for what may not wait. */
	look(where: Pick<Whereabouts, 'guildId'>): Promise<Settings['look']>;
	/** The server's settings were changed by this process. */
	forget(guildId: string): void;
}

export interface RuleParts {
	settings: Pick<SettingsBook, 'read'>;
	clock: Clock;
	operator: { offer: Offer; microsPerDay: number | null; directImagesPerDay: number | null };
}

export function createRules({ settings, clock, operator }: RuleParts): RuleBook {
	const kept = createRecent(async (guildId) => (await settings.read(guildId)).settings, clock);
	const recent = async ({ guildId }: Pick<Whereabouts, 'guildId'>) =>
		guildId === null ? undefined : kept.recent(guildId, defaultSettings);

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

	return {
		now: async (where) => rulesUnder(where.guildId === null ? undefined : await kept.now(where.guildId), where),
		async offer(where) {
			const { offer } = rulesUnder(await recent(where), where);
			if (!offer) throw new Refused({ code: 'noModelAllowed' });
			return offer;
		},
		look: async (where) => ((await recent(where)) ?? defaultSettings).look,
		forget: kept.forget,
	};
}
