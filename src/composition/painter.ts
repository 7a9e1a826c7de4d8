import type { AllStepParts } from '../discord/steps/index.ts';
import { createPainting, type PaintVisit } from '../discord/steps/painting.ts';
import { refusalWords } from '../discord/views/notice.ts';
import { prepare } from '../pictures/prepare.ts';
import { linkLifeMs, signLink } from '../web/painter/link.ts';
import type { PaintParts } from '../web/painter/routes.ts';
import type { Foundation } from './common.ts';
import type { Road } from './road.ts';

export interface Painter {
	/** Opens it for whoever presses. */
	paint: NonNullable<AllStepParts['paint']>;
	/** What the web server serves. */
	page: PaintParts;
}

/** The mask painter; undefined where members cannot reach this process from outside. */
export function createPainter(
	{ config, clock, store, api, results, rules, log }: Foundation,
	{ studio }: Pick<Road, 'studio'>,
): Painter | undefined {
	const { publicUrl } = config;
	if (!publicUrl || !config.http) return undefined;
	const visits = store.keyv<PaintVisit>('paint');
	const secret = config.discord.token;
	return {
		async paint(from, { asker, reply, place, roleIds }) {
			const until = clock.now() + linkLifeMs;
			const { jobId, picture } = from;
			const { interactionId } = reply;
			// A little longer than the link: what is sent in its last second still finds it.
			await visits.set(interactionId, { asking: { asker, reply, place, roleIds }, from }, linkLifeMs + 60_000);
			const token = signLink(secret, { jobId, picture, userId: asker.userId, interactionId, until });
			return { address: `${publicUrl.replace(/\/$/, '')}/paint/${token}`, until };
		},
		page: {
			painting: createPainting({ api, studio, offer: rules.offer, results, visits, prepare }),
			secret,
			publicUrl,
			now: clock.now,
			refusalWords,
			failed: (error) => log.error(error, {}, 'the painter failed'),
		},
	};
}
