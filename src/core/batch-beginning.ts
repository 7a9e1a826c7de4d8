import { lookUnder, wordsOf } from './accepting.ts';
import type { Batch, BatchPlan } from './batch.ts';
import { wantedFor, withinLimits } from './limits.ts';
import type { MemberBook } from './moderation/books.ts';
import type { Moderator } from './moderation/moderator.ts';
import { reservationFor } from './outcome.ts';
import { mayDraw } from './policy.ts';
import type { Asking, Clock, Ledger } from './ports.ts';
import type { Refusal } from './refusal.ts';
import type { RuleBook } from './rules.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** What is asked before a batch begins. */
export interface BatchBeginning {
	/** Pictures that one batch may have here; 0 where there are none. */
	limit(asking: Asking): Promise<number>;
	/** Why not even the first of them would be accepted now. Nothing is written or paid. */
	objection(plan: BatchPlan, asking: Asking): Promise<Refusal | undefined>;
	/** As it will be written down. */
	batchFor(plan: BatchPlan, asking: Asking): Promise<Batch>;
}

export interface BeginningParts {
	rules: Pick<RuleBook, 'now'>;
	ledger: Pick<Ledger, 'spent'>;
	members: Pick<MemberBook, 'pausedUntil'>;
	moderator: Pick<Moderator, 'judgeRequest'>;
	clock: Clock;
}

export function createBeginning({ rules, ledger, members, moderator, clock }: BeginningParts): BatchBeginning {
	const today = ({ asker: { guildId }, roleIds }: Asking) => rules.now({ guildId, roleIds });
	const settingsFor = async (asking: Asking) => (await today(asking)).server?.settings ?? defaultSettings;

	/** Everybody reads what a thread is called, before any of its jobs is judged. */
	async function nameFor(
		{ prompts: [first], request }: BatchPlan,
		{ asker: { guildId } }: Asking,
		settings: Settings,
	): Promise<string | undefined> {
		if (!first || guildId === null) return undefined;
		// As the job will be judged: its verdict is remembered until then.
		const prompt = wordsOf({ ...request, ...first });
		const { verdict } = await moderator.judgeRequest({ guildId, prompt, inputs: [] }, settings);
		return verdict === 'allowed' ? first.prompt : undefined;
	}

	return {
		limit: async (asking) => (await settingsFor(asking)).models.largestBatch,

		async objection({ request, prompts: [first] }, asking) {
			const { guildId, userId } = asking.asker;
			// Each picture is a message of its own.
			if (asking.reply.onlyAnswer) return { code: 'batchNowhere' };
			const rulesNow = await today(asking);
			const single = { ...request, ...first! };
			const refusal = mayDraw(single, asking, rulesNow);
			if (refusal) return refusal;
			const now = clock.now();
			const until = guildId === null ? null : await members.pausedUntil({ guildId, userId }, now);
			if (until !== null) return { code: 'memberPaused', resetsAt: until };
			const spent = await ledger.spent(asking.asker, wantedFor(rulesNow, now));
			const reservedMicros = reservationFor(single, single.inputs);
			return withinLimits({ request: single, reservedMicros }, spent, rulesNow, now);
		},

		async batchFor(plan, asking) {
			const { asker, reply, roleIds, place } = asking;
			const { request, prompts, sources, pictures, micros } = plan;
			const settings = await settingsFor(asking);
			const name = await nameFor(plan, asking, settings);
			return {
				id: reply.interactionId,
				at: clock.now(),
				asker,
				roleIds,
				place: { canThread: false, ...place },
				applicationId: reply.applicationId,
				attachmentLimit: reply.attachmentLimit,
				look: lookUnder(settings),
				...(name ? { name } : {}),
				request,
				prompts,
				sources,
				total: { jobs: prompts.length, pictures, micros },
				isAccepted: false,
				isOpen: true,
			};
		},
	};
}
