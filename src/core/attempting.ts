import { sizeText } from './catalogue.ts';
import type { Estimates } from './estimate.ts';
import type { Job } from './job.ts';
import * as arrow from './job.ts';
import { drawingOf, pauseBefore, settlementOf } from './outcome.ts';
import type { Attempt, Clock, Ledger, Log, Outcome, Prepared, Provider, ProviderCall } from './ports.ts';
import type { Previewing } from './previewing.ts';
import type { Track } from './track.ts';

/** The paid call of a job: written down before it is sent, and what came back before anything else happens. */
export type Attempting = (track: Track, n: number) => Promise<Attempt<true>>;

export interface AttemptingParts {
	clock: Clock;
	ledger: Pick<Ledger, 'pictures' | 'find'>;
	provider: Provider;
	estimates: Pick<Estimates, 'learn'>;
	previews: Previewing;
	log: Log;
}

export function createAttempting({ clock, ledger, provider, estimates, previews, log }: AttemptingParts): Attempting {
	/** Members are told that the operator knows: what only an operator can mend is an error in the log. */
	function tellOperator({ id, request }: Job, outcome: Outcome) {
		const fields = { job: id, model: request.model, ...forLog(outcome) };
		if (outcome.kind === 'rejected' && outcome.reason !== 'badInput') {
			log.error(new Error(outcome.reason), fields, 'the provider will not serve this operator');
		} else if (outcome.kind !== 'made') log.warn(fields, 'a call brought no picture');
	}

	/** Where the provider still knows the step before, it is told nothing twice. */
	async function turnOf({ request: { turns, continues } }: Job): Promise<Partial<ProviderCall>> {
		if (!turns) return {};
		const before = continues && (await ledger.find(continues.jobId));
		const previousResponse = before && responseOf(before, continues.picture);
		return { keepResponse: true, ...(previousResponse ? { previousResponse } : {}) };
	}

	return async (track, n) => {
		const { request } = track.job;
		// Not read while the job waits in line: a thousand waiting edits would fill the memory.
		const inputs = await inputsOf(ledger, track.job);
		const turn = await turnOf(track.job);
		await track.go((job, now) => arrow.send(job, n, now));
		const call = track.job.calls[n]!;
		const { previews: count } = request;
		const outcome = await provider.draw({
			...callOf(track.job, call.images, inputs),
			...turn,
			...(count ? { previews: { count, show: (frame) => previews.show(track.job, n, frame) } } : {}),
		});
		previews.end(track.job.id, n);
		tellOperator(track.job, outcome);

		const again = pauseBefore(outcome, call, clock.now());
		if (again !== undefined) {
			await track.go((job, now) => arrow.putBack(job, n, now));
			return { again };
		}
		const settlement = settlementOf(outcome, track.job, call, drawingOf(request, call.images, inputs.length));
		await track.go((job, now) => arrow.settleCall(job, n, settlement.call, now), settlement.results);
		if (outcome.kind === 'made') estimates.learn(request.model, request.quality, clock.now() - (call.sentAt ?? 0));
		return { value: true };
	};
}

/** What was cut back to a picture's own shape is not what the provider remembers. */
function responseOf({ calls, crop }: Job, picture: number): string | undefined {
	if (crop) return undefined;
	const byPicture = calls
		.filter(({ state }) => state === 'made')
		.flatMap((call) => Array.from({ length: call.images }, () => call.responseId));
	return byPicture[picture];
}

/** Most jobs have none, and nothing is read for those. */
export async function inputsOf(ledger: Pick<Ledger, 'pictures'>, { id, request }: Job): Promise<Prepared['inputs']> {
	return request.inputs > 0 ? ledger.pictures(id, 'input') : [];
}

const callOf = ({ request, asker }: Job, count: number, inputs: Prepared['inputs']): ProviderCall => ({
	endpoint: request.endpoint,
	model: request.model,
	prompt: request.sent,
	count,
	size: sizeText(request.size),
	...(request.quality ? { quality: request.quality } : {}),
	...(request.style ? { style: request.style } : {}),
	...(request.background ? { background: request.background } : {}),
	...(request.format ? { format: request.format } : {}),
	inputs,
	userId: asker.userId,
});

/** Everything but pictures; what the adapter puts into `detail` holds no prompt and no secret. */
function forLog(outcome: Outcome): Record<string, unknown> {
	return 'detail' in outcome ? { outcome: outcome.kind, detail: outcome.detail } : { outcome: outcome.kind };
}
