import type { APIComponentInContainer } from 'discord.js';
import { defaultNames, type OwnerKind, type Persona, type PersonaProblem } from '../../core/personas.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { text } from '../payload.ts';
import { escapeText, quote } from '../text.ts';
import { joined } from '../views/parts.ts';

/** What a persona says, as a quote of at most so many characters as sent, and what holds with it. */
export const told = (persona: Persona, limit: number, locale: string, more: readonly string[] = []): string =>
	[
		quote(persona.perspective, limit),
		joined([...defaultNames.flatMap((name) => defaultWords(persona, name)), ...more], locale),
	]
		.filter((line) => line !== '')
		.map((line, i) => (i === 0 ? line : `-# ${line}`))
		.join('\n');

/** As it is typed: the names of options and values are the same in every language. */
const defaultWords = ({ defaults }: Persona, name: (typeof defaultNames)[number]): string[] =>
	defaults[name] ? [`\`${name}: ${defaults[name]}\``] : [];

export const named = (name: string): string => escapeText(name);

/** Everything that is wrong at once, a line each. */
export const problemLines = (problems: readonly PersonaProblem[], locale: string): APIComponentInContainer => {
	const t = wordsFor(locale);
	const number = new Intl.NumberFormat(formatLocale(locale));
	const lines = problems.map((problem) =>
		t(
			`personas.wrong.${problem.code}`,
			'limit' in problem ? { length: number.format(problem.length), limit: number.format(problem.limit) } : {},
		),
	);
	return text(lines.join('\n'));
};

export const fullWords = (kind: OwnerKind, count: number, locale: string): string => {
	const t = wordsFor(locale);
	return kind === 'member' ? t('personas.wrong.fullMember', { count }) : t('personas.wrong.fullServer', { count });
};
