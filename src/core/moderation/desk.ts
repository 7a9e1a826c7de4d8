import type { Settings } from '../settings.ts';
import type { WordEntry } from './books.ts';
import type { Category, Threshold } from './categories.ts';
import type { Moderator } from './moderator.ts';

/** A pattern that cannot be used; worded under `moderation.pattern.<code>`. */
export type PatternProblem = 'syntax' | 'tooLong' | 'tooComplex' | 'matchesEverything';

/** A word or an exception that cannot be looked for; worded under `moderation.word.<code>`. */
export type WordProblem = 'empty' | 'tooShort' | 'tooLong';

/** One thing that was found in a sentence, and how the text was read. */
export interface Explained {
	source: 'words' | 'autoMod' | 'operator';
	/** The entry's own text. */
	entry: string;
	verdict: 'hold' | 'refuse';
	/** As it stands in the sentence, and as it was read. */
	found: string;
	readAs: string;
	/** The text of the exception for whose sake this is no hit. */
	shieldedBy?: string;
}

/** A prompt of the last weeks, and what other thresholds would have made of it. */
export interface Tried {
	jobId: string;
	userId: string;
	/** Milliseconds since the epoch. */
	at: number;
	prompt: string;
	private: boolean;
	verdict: 'held' | 'refused';
	category: Category;
	score: number;
}

export interface DryRun {
	/** Prompts looked at, and those of which the endpoint's scores are known. */
	prompts: number;
	scored: number;
	held: number;
	refused: number;
	/** The highest scores first. */
	examples: readonly Tried[];
}

/** What judges, and what moderators can ask of it. */
export interface ModerationDesk {
	moderator: Moderator;
	/** Undefined: it can be used. */
	checkPattern(text: string): PatternProblem | undefined;
	checkWord(text: string): WordProblem | undefined;
	/** Why a sentence would be stopped in this server, by words and patterns; nobody is asked outside. */
	explain(guildId: string, text: string, settings: Settings): Promise<readonly Explained[]>;
	/** Reads a server's prompts since then (ms); what it resolves with says what settings would have made of them. */
	dryRun(guildId: string, since: number): Promise<(settings: Settings) => DryRun>;
	/** A server's words were changed by this process. */
	forgetWords(guildId: string): void;
	/** The operator's floor, which no server can loosen. */
	floor: Partial<Record<Category, Threshold>>;
	/** Adds up what an entry would have stopped since then (ms), before it is added. */
	tryEntry(entry: Pick<WordEntry, 'guildId' | 'kind' | 'text'>, since: number): Promise<number>;
	/** A picture's perceptual hash as 16 hex digits; undefined for what is no picture. */
	hashOf(bytes: Uint8Array): Promise<string | undefined>;
}
