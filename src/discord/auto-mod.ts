import { AutoModerationRuleTriggerType, Routes } from 'discord.js';
import type { Clock } from '../core/ports.ts';
import { isObject } from './json.ts';
import { remembering } from './remembering.ts';

/** A keyword rule of a server's AutoMod, as far as it says what is not to be written. */
export interface KeywordRule {
	id: string;
	trigger_metadata: {
		keyword_filter: readonly string[];
		regex_patterns: readonly string[];
		allow_list: readonly string[];
	};
}

interface AutoModParts {
	get: (route: `/${string}`) => Promise<unknown>;
	clock: Clock;
}

const rememberMs = 5 * 60_000;

/**
 * The enabled keyword rules of a server, as they were within the last five minutes. Undefined where the bot may not read them, or Discord
 * does not answer, which is remembered as long: while it is silent hardly anybody can ask for a picture.
 *
 * Discord's own word lists are left out, since it tells nobody what is in them. Whom and where a rule exempts is not looked at either: a
 * channel for drawing is often exempt because AutoMod cannot read slash commands, and what matches here is only held for a moderator.
 */
export function createAutoModRules({ get, clock }: AutoModParts) {
	const lately = remembering<readonly KeywordRule[] | undefined>(rememberMs, clock);

	async function read(guildId: string): Promise<readonly KeywordRule[] | undefined> {
		try {
			const rules = await get(Routes.guildAutoModerationRules(guildId));
			return Array.isArray(rules) ? rules.filter(isKeywordRule).map(wordsOf) : undefined;
		} catch {
			return undefined;
		}
	}

	return (guildId: string) => lately(guildId, () => read(guildId));
}

const isKeywordRule = (rule: unknown): rule is Record<string, unknown> & { id: string } =>
	isObject(rule) &&
	typeof rule.id === 'string' &&
	rule.enabled === true &&
	rule.trigger_type === AutoModerationRuleTriggerType.Keyword;

function wordsOf({ id, trigger_metadata: metadata }: Record<string, unknown> & { id: string }): KeywordRule {
	const texts = (name: string): readonly string[] => {
		const list = isObject(metadata) ? metadata[name] : undefined;
		return Array.isArray(list) ? list.filter((it) => typeof it === 'string') : [];
	};
	return {
		id,
		trigger_metadata: {
			keyword_filter: texts('keyword_filter'),
			regex_patterns: texts('regex_patterns'),
			allow_list: texts('allow_list'),
		},
	};
}
