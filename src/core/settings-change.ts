import { z } from 'zod';
import { isDiscordId, type Section, type Settings, sectionNames, sections, settingsSchema } from './settings.ts';

/**
 * `limits.memberImagesPerDay`, or `roles.<id>` for all of a role's allowance: the smallest thing that is changed, shown in the
 * history and reverted.
 */
export type Path = string;

/** New values by path; undefined takes a role's allowance away. */
export type Patch = Readonly<Record<Path, unknown>>;

export interface Difference {
	path: Path;
	/** Undefined: it was not there, or is no more. */
	before?: unknown;
	after?: unknown;
}

/** A value that cannot be, with its path and, where zod knows it, the bound that was broken. Words: `settings.wrong.<kind>`. */
export interface Mistake {
	path: Path;
	kind: 'unknown' | 'missing' | 'type' | 'small' | 'large' | 'choice' | 'format' | Contradiction;
	/** The bound, for `small` and `large`. */
	bound?: number;
	/** What would be right, for `choice`. */
	legal?: readonly string[];
}

/** Values that are right one by one, and do not go together. */
export const contradictions = ['approvalNeedsReview', 'holdAboveRefuse'] as const;
export type Contradiction = (typeof contradictions)[number];

export const isContradiction = (kind: unknown): kind is Contradiction => contradictions.some((it) => it === kind);

/** Every mistake at once. */
export class SettingsWrong extends Error {
	readonly mistakes: readonly Mistake[];

	constructor(mistakes: readonly Mistake[]) {
		super(`settings: ${mistakes.map(({ path }) => path).join(', ')}`);
		this.name = 'SettingsWrong';
		this.mistakes = mistakes;
	}
}

/** Checks what somebody made outside. Throws `SettingsWrong` with every mistake. */
export function readSettings(raw: unknown): Settings {
	const parsed = settingsSchema.safeParse(raw, { reportInput: true });
	const mistakes = parsed.success ? [] : onePerPath(parsed.error.issues.flatMap(mistakesOf));
	if (unreviewed.safeParse(raw).success) mistakes.push({ path: 'budget.landing', kind: 'approvalNeedsReview' });
	if (!parsed.success || mistakes.length > 0) throw new SettingsWrong(mistakes);
	return parsed.data;
}

/** Told beside whatever else is wrong, so it is asked of what came, not of what was read. */
const unreviewed = z.object({
	budget: z.object({ landing: z.literal('approval') }),
	safety: z.object({ reviewChannel: z.null() }),
});

/** Of several bounds that one number breaks, the last is ours; the first is what a number can hold. */
const onePerPath = (mistakes: readonly Mistake[]): Mistake[] => [
	...new Map(mistakes.map((mistake) => [mistake.path, mistake])).values(),
];

/**
 * The settings with the patch put in. Throws `SettingsWrong`, and then nothing is changed; a `RangeError` for a path that no settings
 * can have.
 */
export function withPatch(settings: Settings, patch: Patch): Settings {
	const next: Record<Section, Record<string, unknown>> = structuredClone(settings);
	for (const [path, value] of Object.entries(patch)) {
		const [section, field] = split(path);
		if (value === undefined) delete next[section][field];
		else next[section][field] = value;
	}
	return readSettings(next);
}

/** What is different, in the order of the sections. */
export function differences(before: Settings, after: Settings): Difference[] {
	return sectionNames.flatMap((section) => {
		const [old, young]: Record<string, unknown>[] = [before[section], after[section]];
		const fields = new Set([...Object.keys(old!), ...Object.keys(young!)]);
		return [...fields].flatMap((field): Difference[] => {
			const difference = { path: `${section}.${field}`, before: old![field], after: young![field] };
			return isSame(difference.before, difference.after) ? [] : [difference];
		});
	});
}

/** The patch that takes a change back. */
export const revertOf = (changes: readonly Difference[]): Patch =>
	Object.fromEntries(changes.map(({ path, before }) => [path, before]));

function split(path: Path): [Section, string] {
	const [section, field, ...rest] = path.split('.');
	const known = sectionNames.find((name) => name === section);
	if (!known || !field || rest.length > 0 || !isField(known, field)) {
		throw new RangeError(`${path} is no path of the settings`);
	}
	return [known, field];
}

const isField = (section: Section, field: string): boolean =>
	section === 'roles' ? isDiscordId(field) : Object.hasOwn(sections[section].shape, field);

/** Lists are sets: the same in any order, however often something is in them; and so are the names of what is in a record. */
function isSame(a: unknown, b: unknown): boolean {
	const comparable = (value: unknown) =>
		JSON.stringify(value, (_, it) => {
			if (Array.isArray(it)) return [...new Set(it)].sort();
			if (typeof it !== 'object' || it === null) return it;
			return Object.fromEntries(Object.entries(it).sort(([one], [other]) => (one < other ? -1 : 1)));
		});
	return comparable(a) === comparable(b);
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
	const path = issue.path.map(String).join('.');
	const under = (key: string) => (path === '' ? key : `${path}.${key}`);
	// A name with no value is missing, whatever the value ought to have been.
	if ('input' in issue && issue.input === undefined) return [{ path, kind: 'missing' }];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => ({ path: under(key), kind: 'unknown' }));
		case 'too_small':
			return [{ path, kind: 'small', bound: Number(issue.minimum) }];
		case 'too_big':
			return [{ path, kind: 'large', bound: Number(issue.maximum) }];
		case 'invalid_value':
			return [{ path, kind: 'choice', legal: issue.values.map(String) }];
		case 'invalid_type':
			return [{ path, kind: 'type' }];
		case 'custom':
			return [{ path, kind: isContradiction(issue.params?.kind) ? issue.params.kind : 'format' }];
		default:
			return [{ path, kind: 'format' }];
	}
}
