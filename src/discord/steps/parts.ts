import type { Job } from '../../core/job.ts';
import { reservationFor } from '../../core/outcome.ts';
import type { Clock } from '../../core/ports.ts';
import { withPreviews } from '../../core/previews.ts';
import { Refused } from '../../core/refusal.ts';
import { type Asked, type Offer, resultAddress, type Source } from '../../core/request.ts';
import type { Whereabouts } from '../../core/rules.ts';
import type { Studio } from '../../core/studio.ts';
import { unlessLate } from '../../core/unless-late.ts';
import type { Results } from '../results.ts';
import type { From } from './ids.ts';

export interface StepParts {
	studio: Studio;
	/** What whoever presses may draw with there. Throws `Refused` where that is nothing. */
	offer: (where: Whereabouts) => Promise<Offer>;
	results: Results;
}

/** An earlier result as an input. */
export const resultSource = (
	{ jobId, picture }: Pick<From, 'jobId' | 'picture'>,
	role: Source['role'] = 'image',
): Source => ({
	role,
	name: `#${picture + 1}`,
	url: resultAddress({ jobId, picture }),
	size: 0,
});

/** How many pictures a job brought. */
export const picturesOf = ({ calls }: Job): number =>
	calls.reduce((sum, { state, images }) => sum + (state === 'made' ? images : 0), 0);

/** Micro-dollars that a step would cost about under this offer; undefined where it cannot be done, which the step itself says. */
export function priceOf({ previews = 0 }: Offer, ask: () => Asked): number | undefined {
	try {
		const { request: wished, sources } = ask();
		const request = withPreviews(wished, previews);
		const isMasked = request.region !== null || request.cells !== undefined || request.canvas !== undefined;
		return reservationFor(request, sources.length + (isMasked ? 1 : 0));
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

/** A form has to open within Discord's three seconds: with or without its price, or whatever else it would be good to know. */
const patienceMs = 500;

/** Undefined for what is not there while a form can still be opened. */
export const inTime = <T>(work: Promise<T>, clock: Clock): Promise<T | undefined> =>
	unlessLate(work, clock.sleep(patienceMs));

/** Stands for words that are still to come, where a price is told before. */
export const someWords = 'what it should show';
