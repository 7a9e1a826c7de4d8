import { cleanPrompt, saysNothing } from './prompt.ts';
import { Refused } from './refusal.ts';
import type { Options, Source } from './request.ts';

/** Reads single options as Discord sends them. Those that throw throw `Refused`. */

export function text(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === 'string' ? value : undefined;
}

export function source(options: Options, name: string): Source | undefined {
	const value = options[name];
	return typeof value === 'object' ? value : undefined;
}

/** The picture that this option names. */
export function requiredSource(options: Options, name: string): Source {
	const found = source(options, name);
	if (!found) throw new Refused({ code: 'pictureGone', name });
	return found;
}

/** One of the legal values, where it is given at all. */
export function oneOf<T extends string>(options: Options, name: string, legal: readonly T[]): T | undefined {
	const value = text(options, name);
	if (value === undefined) return undefined;
	const found = legal.find((it) => it === value);
	if (!found) throw new Refused({ code: 'choiceUnknown', option: name, value, legal });
	return found;
}

/** The member's own words, of which something can be drawn. */
export function requiredPrompt(options: Options): string {
	const prompt = cleanPrompt(text(options, 'prompt') ?? '');
	if (saysNothing(prompt)) throw new Refused({ code: 'promptEmpty' });
	return prompt;
}
