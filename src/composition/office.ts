import type { Batching } from '../core/batching.ts';
import type { GuildBook, SettingsBook } from '../core/books.ts';
import type { KnownPersonas } from '../core/known-personas.ts';
import type { PrivacyBook } from '../core/moderation/books.ts';
import type { PersonaBook } from '../core/personas.ts';
import type { Delivery } from '../core/ports.ts';
import type { RuleBook } from '../core/rules.ts';
import { createStanding } from '../core/standing.ts';
import { endpointState, rememberModels } from '../core/vitals.ts';
import { createPicked } from '../discord/menus/pictures.ts';
import { picturesFor } from '../discord/moderation/card-pictures.ts';
import type { Office } from '../discord/office.ts';
import { drawUsageChart } from '../pictures/chart.ts';
import { finish } from '../pictures/finish.ts';
import { createDraftBook } from '../store/draft-book.ts';
import type { Foundation } from './common.ts';
import { createHistory } from './history.ts';
import type { Moderation } from './moderation.ts';
import { fetchPostedBy } from './posted.ts';

/** What the commands of admins and moderators work with. */
export function createOffice(
	foundation: Foundation,
	moderation: Moderation,
	delivery: Pick<Delivery, 'redraw' | 'takeDown' | 'cover'>,
	batches: Batching,
): Office {
	const { config, clock, log, store, provider, queue, api, guilds, download, rules, personas } = foundation;
	const { offer, dailyBudgetMicros: microsPerDay, imagesPerMinute } = config;
	// Asked anew each time: what the road remembers of texts says nothing of this moment.
	const endpoint = provider.moderation({ shrink: async () => undefined, clock, log });
	return {
		settings: refreshing(store.settings, rules),
		usage: store.usage,
		guilds: forgetting(store.guilds, rules, personas),
		servers: guilds,
		vitals: {
			models: rememberModels({
				ask: provider.models,
				cache: store.keyv('models'),
				account: provider.account,
				clock,
			}),
			endpoint: () => endpointState(endpoint),
			store: store.check,
			quota: queue.check,
			queue: queue.stats,
		},
		drafts: createDraftBook(store.keyv('drafts')),
		batches,
		batchDrafts: createDraftBook(store.keyv('batch-drafts')),
		history: createHistory(foundation),
		download,
		picked: createPicked(store.keyv('picked')),
		api,
		clock,
		standing: createStanding({ rules, ledger: store.ledger, usage: store.usage, clock }),
		chart: drawUsageChart,
		operator: { offer, microsPerDay, imagesPerMinute },
		cases: store.cases,
		members: store.members,
		privacy: emptying(store.privacy, personas),
		personas: remembering(store.personas, personas),
		words: store.words,
		audit: store.audit,
		removed: store.removed,
		findJob: store.ledger.find,
		pictures: store.ledger.pictures,
		forgetPictures: store.ledger.forget,
		casePictures: (shown, job) =>
			picturesFor(shown, job, {
				api,
				pictures: store.ledger.pictures,
				finish,
				fetchPosted: fetchPostedBy(download),
			}),
		moderation,
		delivery,
	};
}

/** A change made here holds here at once. */
const refreshing = (book: SettingsBook, rules: RuleBook): SettingsBook => ({
	...book,
	async change(request) {
		const changed = await book.change(request);
		rules.forget(request.guildId);
		return changed;
	},
});

const forgetting = (book: GuildBook, rules: RuleBook, personas: KnownPersonas): GuildBook => ({
	...book,
	async forget(guildId) {
		const jobs = await book.forget(guildId);
		rules.forget(guildId);
		personas.forget();
		return jobs;
	},
});

const emptying = (book: PrivacyBook, personas: KnownPersonas): PrivacyBook => ({
	...book,
	async emptyMember(...whose) {
		const emptied = await book.emptyMember(...whose);
		personas.forget();
		return emptied;
	},
});

const remembering = (book: PersonaBook, personas: KnownPersonas): PersonaBook => ({
	...book,
	async put(persona, before) {
		const put = await book.put(persona, before);
		personas.forget();
		return put;
	},
	async remove(owner, key) {
		const isRemoved = await book.remove(owner, key);
		personas.forget();
		return isRemoved;
	},
});
