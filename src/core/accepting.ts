import { admit, isUsedUp } from './admission.ts';
import type { Alerts } from './alerts.ts';
import type { BatchPlace, Job, Look } from './job.ts';
import * as arrow from './job.ts';
import { wantedFor } from './limits.ts';
import type { MemberBook } from './moderation/books.ts';
import { type Judgement, withoutModerators } from './moderation/judgement.ts';
import type { Moderator } from './moderation/moderator.ts';
import { reservationFor } from './outcome.ts';
import { mayDraw } from './policy.ts';
import {
	type Asking,
	type Clock,
	type Decision,
	type Delivery,
	DrawnBefore,
	type Ledger,
	type Pictures,
	type Prepared,
	type Spent,
} from './ports.ts';
import { withPreviews } from './previews.ts';
import { Refused } from './refusal.ts';
import type { Asked, ImageRequest } from './request.ts';
import type { Rules } from './rules.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** The road's first stretch: may it be drawn, is it there already, is it acceptable, and is there quota? After it the job is on disk, with its money reserved. */
export type Accepting = (asked: Asked, asking: Asking, today: Rules, from: Origin) => Promise<Job>;

export interface Origin {
	/** The job whose button was pressed, and which of its pictures was meant. */
	parent?: string;
	parentPicture?: number;
	/** Inputs that are at hand already. */
	prepared?: Prepared;
	/** It is one of many that were asked for together. */
	batch?: BatchPlace;
}

export interface AcceptingParts {
	clock: Clock;
	ledger: Ledger;
	pictures: Pictures;
	delivery: Delivery;
	alerts: Alerts;
	moderator: Pick<Moderator, 'judgeRequest' | 'judgeResults'>;
	members: Pick<MemberBook, 'pausedUntil'>;
}

/** An identical request this recent (ms) is offered instead of drawn again. */
const earlierMs = 24 * 60 * 60_000;
/** Pictures in a round of the line for a member whose role has a high priority; everybody else gets one. */
const highPriority = 3;

/** The function it gives throws `Refused` and `DrawnBefore`, and then nothing was written or paid. */
export function createAccepting({
	clock,
	ledger,
	pictures,
	delivery,
	alerts,
	moderator,
	members,
}: AcceptingParts): Accepting {
	async function accept({ request: wished, sources }: Asked, asking: Asking, today: Rules, from: Origin): Promise<Job> {
		const objection = mayDraw(wished, asking, today);
		if (objection) throw new Refused(objection);
		await refuseIfPaused(asking);
		// Nobody looks on while a batch is made.
		const previews = from.batch ? 0 : (today.server?.settings ?? defaultSettings).look.previews;
		const request = withPreviews(remembered(wished, today), previews);

		const { inputs, crop } = from.prepared ?? (await pictures.prepare(request, sources));

		const { server } = today;
		const job = arrow.accept(
			{
				// One interaction can become one job only, however often it reaches us and whichever process it reaches.
				id: asking.reply.interactionId,
				asker: asking.asker,
				reply: asking.reply,
				request,
				reservedMicros: reservationFor(request, inputs.length),
				...(from.parent ? { parent: from.parent } : {}),
				...(from.parentPicture === undefined ? {} : { parentPicture: from.parentPicture }),
				...(from.batch ? { batch: from.batch } : {}),
				...(crop ? { crop } : {}),
				...(server?.allowance.priority.value === 'high' ? { weight: highPriority } : {}),
				...(server ? { look: lookUnder(server.settings) } : {}),
			},
			clock.now(),
		);
		if (!from.parent && !from.batch && server?.settings.look.offerEarlier) await offerEarlier(job, inputs, asking);

		const judgement = await judge(job, inputs, today);

		let committed: Spent | undefined;
		const decision = await ledger.accept(job, inputs, wantedFor(today, job.createdAt, from.batch), (spent) => {
			committed = spent;
			return admit(scored(job, judgement), inputs.length, spent, today, judgement, job.createdAt);
		});
		const refusal = 'refusal' in decision ? decision.refusal : undefined;
		const isExhausted = refusal?.code === 'serverBudget' && isUsedUp(job, inputs.length, refusal.leftMicros, today);
		if (committed) tellAdmins(decision, committed, isExhausted, asking, today);
		if ('refusal' in decision) throw new Refused(decision.refusal);
		return decision.job;
	}

	async function refuseIfPaused({ asker: { guildId, userId } }: Asking): Promise<void> {
		const until = guildId === null ? null : await members.pausedUntil({ guildId, userId }, clock.now());
		if (until !== null) throw new Refused({ code: 'memberPaused', resetsAt: until });
	}

	/** Is the text, and each input picture, acceptable here? Outside of servers the operator's rules and the usual thresholds hold. */
	async function judge({ asker, request }: Job, inputs: Prepared['inputs'], { server }: Rules): Promise<Judgement> {
		const judgement = await moderator.judgeRequest(
			{ guildId: asker.guildId, prompt: wordsOf(request), inputs },
			server?.settings ?? defaultSettings,
		);
		return server ? judgement : withoutModerators(judgement);
	}

	/** The same was drawn here lately and is still there to be seen: the member chooses. */
	async function offerEarlier(job: Job, inputs: Prepared['inputs'], asking: Asking): Promise<void> {
		const earlier = await ledger.sameAs(job, inputs, job.createdAt - earlierMs);
		if (!earlier) return;
		if (earlier.state !== 'delivered') throw new Refused({ code: 'alreadyDrawing' });
		const found = await delivery.seek(earlier, asking);
		if (found) throw new DrawnBefore(earlier, found, job);
	}

	function tellAdmins(
		decision: Decision,
		spent: Spent,
		isExhausted: boolean,
		{ asker }: Asking,
		{ server }: Rules,
	): void {
		if (!server || asker.guildId === null) return;
		const reserved = 'job' in decision ? decision.job.reservedMicros : 0;
		void alerts.check(asker.guildId, server.settings, spent.serverMonthMicros + reserved, isExhausted);
	}

	return accept;
}

/** All that somebody wrote of it. A persona can be in the member's own words; what its name stands for is judged every time anew. */
export const wordsOf = ({ prompt, persona, perspective }: ImageRequest): string =>
	[...new Set([prompt, persona, perspective])].filter((it) => it).join('\n');
/** A step that is taken again can be older than the operator's wish that the provider keeps nothing. */
function remembered({ turns, continues, ...request }: ImageRequest, { offer }: Rules): ImageRequest {
	if (!offer?.turns) return request;
	return { ...request, ...(turns ? { turns } : {}), ...(continues ? { continues } : {}) };
}

/** What the endpoint said is kept with the job, so that other thresholds can be tried on the last weeks. To say nothing is not to be asked. */
const scored = (job: Job, { scores, model }: Judgement): Job => (model ? { ...job, scores } : job);

/** How a server shows its results. */
export const lookUnder = ({ look, safety }: Settings): Look => ({
	...(safety.spoilers ? { spoiler: true } : {}),
	...(look.showPrice ? {} : { hidePrice: true }),
	...(look.language ? { language: look.language } : {}),
});
