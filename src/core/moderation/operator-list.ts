import { z } from 'zod';
import { type Category, categories, type Threshold } from './categories.ts';

/** What the operator lets no server loosen: words and patterns, and thresholds that every preset stays at or below. */
export interface OperatorList {
	entries: readonly OperatorEntry[];
	floor: Partial<Record<Category, Threshold>>;
}

export interface OperatorEntry {
	kind: 'word' | 'pattern' | 'allow';
	text: string;
	/** Says nothing for `allow`. */
	verdict: 'hold' | 'refuse';
}

export const noOperatorList: OperatorList = { entries: [], floor: {} };

/** What can be wrong with an entry's text; `checkWord` and `checkPattern` say it. */
export const textProblems = ['empty', 'tooShort', 'tooLong', 'syntax', 'tooComplex', 'matchesEverything'] as const;
export type TextProblem = (typeof textProblems)[number];

/** What is wrong with the file, and where in it: worded under `start.hint.operator.<code>`. */
export const fileProblems = ['json', 'shape', 'unknown', 'text', 'kind', 'verdict', 'score', ...textProblems] as const;
export interface FileProblem {
	code: (typeof fileProblems)[number];
	/** As people write it: `words[3].verdict`; empty for the file as a whole. */
	at: string;
}

const verdict = z.enum(['hold', 'refuse']);
const score = z.number().min(0).max(1).nullable().default(null);
const text = z.string();

const schema = z.strictObject({
	words: z
		.array(
			z
				.strictObject({ text, verdict: verdict.optional(), kind: z.enum(['word', 'allow']).default('word') })
				.refine(({ kind, verdict: given }) => kind === 'allow' || given, { path: ['verdict'] }),
		)
		.default([]),
	patterns: z.array(z.strictObject({ text, verdict })).default([]),
	floor: z.partialRecord(z.enum(categories), z.strictObject({ hold: score, refuse: score })).default({}),
});

/**
 * Reads the operator's file: `{"words": [{"text", "verdict", "kind"?}], "patterns": [{"text", "verdict"}], "floor": {"sexual": {"hold": 0.2}}}`,
 * each part optional. Every problem at once.
 *
 * @param check says what is wrong with an entry's text
 */
export function readOperatorList(
	file: string,
	check: (entry: OperatorEntry) => TextProblem | undefined,
): { list: OperatorList } | { problems: readonly FileProblem[] } {
	let raw: unknown;
	try {
		// Windows' editors put a mark at the beginning.
		raw = JSON.parse(file.replace(/^\uFEFF/, ''));
	} catch {
		return { problems: [{ code: 'json', at: '' }] };
	}
	const { data, error } = schema.safeParse(raw);
	if (error) return { problems: error.issues.flatMap(problemsOf) };
	const words = data.words.map(({ kind, text, verdict = 'hold' }): OperatorEntry => ({ kind, text, verdict }));
	const patterns = data.patterns.map((it): OperatorEntry => ({ kind: 'pattern', ...it }));
	const checked = (name: string, entries: readonly OperatorEntry[]) =>
		entries.flatMap((entry, index): FileProblem[] => {
			const code = check(entry);
			return code ? [{ code, at: placeOf([name, index, 'text']) }] : [];
		});
	const problems = [...checked('words', words), ...checked('patterns', patterns)];
	return problems.length > 0 ? { problems } : { list: { entries: [...words, ...patterns], floor: data.floor } };
}

const named = new Map<PropertyKey | undefined, FileProblem['code']>([
	['text', 'text'],
	['kind', 'kind'],
	['verdict', 'verdict'],
	['hold', 'score'],
	['refuse', 'score'],
]);

function problemsOf(issue: z.core.$ZodIssue): FileProblem[] {
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map((key) => ({ code: 'unknown', at: placeOf([...issue.path, key]) }));
	const at = placeOf(issue.path);
	if (issue.code === 'invalid_key') return [{ code: 'unknown', at }];
	return [{ code: named.get(issue.path.at(-1)) ?? 'shape', at }];
}

const placeOf = (path: readonly PropertyKey[]): string =>
	path
		.map((step, depth) => (typeof step === 'number' ? `[${step}]` : `${depth > 0 ? '.' : ''}${String(step)}`))
		.join('');
