import { type Category, presets, type Threshold } from './categories.ts';
import type { Trigger } from './judgement.ts';

/**
 * Whether this was refused by what no server can loosen: the operator's words, their floor, or the one category that nobody's server draws.
 * A server's moderators cannot let it on either.
 */
export const isBeyondServers = (triggers: readonly Trigger[], floor: Partial<Record<Category, Threshold>>): boolean =>
	triggers.some((trigger) => {
		if (trigger.verdict !== 'refused') return false;
		if (trigger.source === 'operator') return true;
		if (trigger.source !== 'endpoint') return false;
		const { category, score } = trigger;
		// Whoever sets nothing has what is never loosened.
		return [floor[category], presets.off[category]].some((it) => it?.refuse != null && score >= it.refuse);
	});
