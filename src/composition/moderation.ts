import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PromptLine } from '../core/moderation/books.ts';
import { thresholdsFor } from '../core/moderation/categories.ts';
import type { Explained, ModerationDesk } from '../core/moderation/desk.ts';
import { dryRun } from '../core/moderation/dry-run.ts';
import { createModerator, type Endpoint } from '../core/moderation/moderator.ts';
import { type Kept, rememberVerdicts } from '../core/moderation/verdicts.ts';
import { checkPattern, checkWord, createWordFilter, type WordFilter } from '../filter/index.ts';
import { moderatedTypes } from '../openai/moderation.ts';
import { perceptualHash } from '../pictures/perceptual-hash.ts';
import { scaleDown } from '../pictures/scale-down.ts';
import type { Foundation } from './common.ts';
import { createWordFilters, filterOf, hitsOf, type ListFilter } from './word-filters.ts';

export type Moderation = ModerationDesk;

type Needed = Pick<Foundation, 'clock' | 'log' | 'provider' | 'guilds'> & {
	config: Pick<Foundation['config'], 'operatorList'>;
	store: Pick<Foundation['store'], 'words' | 'prompts' | 'removed' | 'keyv'>;
};

/** The latest prompts of a server that thresholds and words are tried on. */
const mostPrompts = 5000;
/** Prompts between which everybody else has a turn: they take a few milliseconds. */
const promptsPerTurn = 10;

/** What a model sees of a picture; more than it looks at is not sent. */
const shown = { types: moderatedTypes, maxBytes: 400_000, edge: 1024 };

/** Everything that judges: words, patterns, AutoMod, OpenAI's endpoint, removed pictures. */
export function createModeration(foundation: Needed): Moderation {
	const { config, log, store, guilds } = foundation;
	const { entries, floor } = config.operatorList;
	const filters = createWordFilters({ words: store.words, guilds });
	const operator = filterOf(entries.map((entry, index) => ({ ...entry, id: `operator:${index}` })));
	const moderator = createModerator({
		endpoint: endpointOf(foundation),
		words: async (guildId) => hitsOf(await filters.ofServer(guildId)),
		autoMod: async (guildId) => hitsOf(await filters.ofAutoMod(guildId)),
		operator: { filter: hitsOf(operator), floor },
		removed: store.removed,
		hashOf: perceptualHash,
		log,
	});
	const recent = (guildId: string, since: number) => store.prompts.recent(guildId, since, mostPrompts);

	return {
		moderator,
		floor,
		hashOf: perceptualHash,
		forgetWords: filters.forget,

		checkPattern(text) {
			const check = checkPattern(text);
			return check.ok ? undefined : check.reason;
		},
		checkWord(text) {
			const check = checkWord(text);
			return check.ok ? undefined : check.reason;
		},

		async explain(guildId, text, { moderation }) {
			const [words, autoMod] = await Promise.all([
				filters.ofServer(guildId),
				moderation.autoMod ? filters.ofAutoMod(guildId) : undefined,
			]);
			return [
				...(await explained('operator', operator, text)),
				...(await explained('words', words, text)),
				...(autoMod ? await explained('autoMod', autoMod, text) : []),
			];
		},

		async dryRun(guildId, since) {
			const lines = await recent(guildId, since);
			return ({ moderation: { preset, thresholds } }) => dryRun(lines, thresholdsFor(preset, thresholds, floor));
		},

		async tryEntry({ guildId, kind, text }, since) {
			// An exception stops nothing.
			if (kind === 'allow') return 0;
			const filter = createWordFilter([{ id: 'tried', kind, text, verdict: 'hold' }]);
			return countStopped(filter, await recent(guildId, since));
		},
	};
}

/** The endpoint, with what it said within the last week. */
function endpointOf({ provider, store, clock, log }: Needed): Endpoint {
	return rememberVerdicts({
		endpoint: provider.moderation({ shrink: (picture) => scaleDown(picture, shown), clock, log }),
		cache: store.keyv<Kept>('verdicts'),
		// Another provider judges otherwise.
		hashOf: (kind, content) =>
			createHash('sha256').update(`${provider.account} ${kind} `).update(content).digest('base64url'),
		clock,
	});
}

async function explained(source: Explained['source'], filter: ListFilter, text: string): Promise<Explained[]> {
	const explanations = await filter.explain(text);
	return explanations.map(({ entry, verdict, found, read, shieldedBy }) => ({
		source,
		entry,
		verdict,
		found,
		readAs: read,
		...(shieldedBy === undefined ? {} : { shieldedBy: filter.textOf(shieldedBy) }),
	}));
}

async function countStopped(filter: WordFilter, lines: readonly PromptLine[]): Promise<number> {
	let stopped = 0;
	for (const [index, { prompt }] of lines.entries()) {
		if (index % promptsPerTurn === 0) await nextTurn();
		if ((await filter.check(prompt)).length > 0) stopped++;
	}
	return stopped;
}
