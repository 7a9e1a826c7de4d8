import type { BatchPlan } from '../../core/batch.ts';
import type { Listed } from './form.ts';

/** A list that its member was shown the price of, or what is wrong with it. Nothing of it is drawn before they say so. */
export interface BatchDraft extends Listed {
	userId: string;
	guildId: string | null;
	/** Absent while something is wrong with it. */
	plan?: BatchPlan;
}
