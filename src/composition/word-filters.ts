import type { WordBook } from '../core/moderation/books.ts';
import type { Filter, Hit } from '../core/moderation/moderator.ts';
import type { KeywordRule } from '../discord/auto-mod.ts';
import type { Guilds } from '../discord/guild.ts';
import { createWordFilter, type Entry, fromAutoMod, type WordFilter } from '../filter/index.ts';

/** Servers whose words are kept ready. */
const mostServers = 500;
/** Hits that a case keeps: a long prompt can have hundreds. */
const mostHits = 25;

/** A filter that knows its entries. */
export interface ListFilter extends WordFilter {
	/** An entry as its author wrote it. */
	textOf(entryId: string): string;
}

export interface WordFilters {
	ofServer(guildId: string): Promise<ListFilter>;
	/** Finds nothing where the bot may not read AutoMod's rules. */
	ofAutoMod(guildId: string): Promise<ListFilter>;
	forget(guildId: string): void;
}

interface WordFilterParts {
	words: Pick<WordBook, 'list' | 'version'>;
	guilds: Pick<Guilds, 'autoModRules'>;
}

/** Every server's words and rules, made ready once and again when they have changed, by whichever process. */
export function createWordFilters({ words, guilds }: WordFilterParts): WordFilters {
	const kept = new Map<string, { version: number; filter: ListFilter }>();
	const ofRules = new WeakMap<readonly KeywordRule[], ListFilter>();

	return {
		async ofServer(guildId) {
			// Before the list: one that is newer than its version is only read again.
			const version = await words.version(guildId);
			const known = kept.get(guildId);
			const filter = known?.version === version ? known.filter : filterOf(await words.list(guildId));
			// Whoever was asked for last goes last.
			kept.delete(guildId);
			kept.set(guildId, { version, filter });
			if (kept.size > mostServers) kept.delete(kept.keys().next().value!);
			return filter;
		},
		async ofAutoMod(guildId) {
			const rules = await guilds.autoModRules(guildId);
			if (!rules) return nothing;
			const filter = ofRules.get(rules) ?? filterOf(rules.flatMap((rule) => fromAutoMod(rule).entries));
			ofRules.set(rules, filter);
			return filter;
		},
		forget: (guildId) => void kept.delete(guildId),
	};
}

export function filterOf(entries: readonly Entry[]): ListFilter {
	const texts = new Map(entries.map(({ id, text }) => [id, text]));
	return { ...createWordFilter(entries), textOf: (id) => texts.get(id) ?? '' };
}

const nothing = filterOf([]);

/** Each entry that was found, once; what is refused comes first, so that it is never among those left out. */
export const hitsOf =
	({ check }: Pick<WordFilter, 'check'>): Filter =>
	async (text) => {
		const hits = new Map<string, Hit>();
		for (const { entryId, verdict, found } of await check(text)) {
			if (!hits.has(entryId)) hits.set(entryId, { entry: entryId, verdict, found });
		}
		const all = [...hits.values()];
		return [...all.filter((it) => it.verdict === 'refuse'), ...all.filter((it) => it.verdict === 'hold')].slice(
			0,
			mostHits,
		);
	};
