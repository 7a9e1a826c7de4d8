import { type Alerts, createAlerts } from '../core/alerts.ts';
import type { Estimates } from '../core/estimate.ts';
import type { Job } from '../core/job.ts';
import type { Delivery } from '../core/ports.ts';
import { isRule } from '../core/refusal.ts';
import { createStudio, type Studio } from '../core/studio.ts';
import { createAlertPost } from '../discord/alert.ts';
import { createDelivery } from '../discord/delivery.ts';
import type { Progress } from '../discord/progress.ts';
import { finish } from '../pictures/finish.ts';
import { frame } from '../pictures/frame.ts';
import { prepare } from '../pictures/prepare.ts';
import type { Foundation } from './common.ts';
import type { Moderation } from './moderation.ts';
import { fetchPostedBy } from './posted.ts';

export interface Road {
	studio: Studio;
	alerts: Alerts;
	delivery: Delivery;
}

interface RoadParts {
	estimates: Estimates;
	progress: Progress;
	moderation: Moderation;
	/** Told of every arrow, for counting. */
	moved: (job: Job, before: Job) => void;
}

/** The one road with all that it needs. */
export function createRoad(
	{ clock, log, store, provider, queue, api, guilds, download, results, rules, trying }: Foundation,
	{ estimates, progress, moderation, moved }: RoadParts,
): Road {
	const alerts = createAlerts({
		alerts: store.alerts,
		settingsOf: async (guildId) => (await store.settings.read(guildId)).settings,
		post: createAlertPost(api),
		clock,
		log,
	});
	const delivery = createDelivery({
		api,
		clock,
		progress,
		cases: store.cases,
		members: store.members,
		settings: store.settings,
		pictures: store.ledger.pictures,
		finish,
		memory: store.keyv<string>('told'),
		floor: moderation.floor,
		log,
		maySee: (channelId, { asker, roleIds }) =>
			asker.guildId === null
				? Promise.resolve(false)
				: guilds.mayView(asker.guildId, channelId, { userId: asker.userId, roleIds }),
		fetchPosted: fetchPostedBy(download),
	});
	const studio = createStudio({
		clock,
		ledger: store.ledger,
		queue,
		provider,
		pictures: { prepare: (request, sources) => prepare(request, sources, results.download), finish, frame },
		delivery,
		estimates,
		log,
		rules,
		alerts,
		cases: store.cases,
		members: store.members,
		settings: store.settings,
		moderator: moderation.moderator,
		stopped: ({ code }, { asker }) => {
			if (asker.guildId === null || !isRule(code)) return;
			const what = { guildId: asker.guildId, userId: asker.userId, code, at: clock.now() };
			trying(() => store.usage.stopped(what), 'a stopped request could not be counted');
		},
		moved,
	});
	return { studio, alerts, delivery };
}
