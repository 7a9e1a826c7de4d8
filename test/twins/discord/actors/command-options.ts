import { contentTypeOf } from '../cdn/content-types.ts';
import { optionType } from '../commands/option-rules.ts';
import type { TwinState } from '../state.ts';
import type { Options, OptionValue, RegisteredCommand, SlashExtra } from '../types.ts';
import { refuse } from './refusal.ts';
import { fitsFileTypes, type Resolved, uploadOf } from './resolved.ts';

/** A registered option, as far as a client looks at it. */
interface OptionRule {
	type: number;
	name: string;
	required?: boolean;
	autocomplete?: boolean;
	choices?: { name: string; name_localizations?: Record<string, string>; value: string | number }[];
	min_length?: number;
	max_length?: number;
	min_value?: number;
	max_value?: number;
	channel_types?: number[];
	file_types?: string[];
	options?: OptionRule[];
}

interface SentOption {
	type: number;
	name: string;
	value?: string | number | boolean;
	focused?: true;
	options?: SentOption[];
}

interface Typed {
	options: Options;
	/** The option being typed, for autocomplete: nothing is required or checked then. */
	focused?: string;
}

/** The `options` of a slash command as a member's client sends them; refuses what a client would not send. */
export function commandOptions(
	state: TwinState,
	command: RegisteredCommand,
	{ group, subcommand }: SlashExtra,
	typed: Typed,
	resolved: Resolved,
): SentOption[] {
	const path = [group, subcommand].filter((name) => name !== undefined);
	return nest((command.options ?? []) as OptionRule[], path, command.name, (rules) =>
		fill(state, rules, typed, resolved),
	);
}

function nest(
	rules: OptionRule[],
	path: string[],
	at: string,
	fillLeaf: (rules: OptionRule[]) => SentOption[],
): SentOption[] {
	const [name, ...rest] = path;
	const nesting = rules.some((rule) => rule.type === optionType.subcommand || rule.type === optionType.group);
	if (name === undefined) return nesting ? refuse(`/${at} needs a subcommand`) : fillLeaf(rules);
	const rule = rules.find((one) => one.name === name) ?? refuse(`/${at} has no subcommand ${name}`);
	return [{ type: rule.type, name, options: nest(rule.options ?? [], rest, `${at} ${name}`, fillLeaf) }];
}

function fill(state: TwinState, rules: OptionRule[], { options, focused }: Typed, resolved: Resolved): SentOption[] {
	for (const name of Object.keys(options)) {
		if (!rules.some((rule) => rule.name === name)) refuse(`the command has no option ${name}`);
	}
	const sent: SentOption[] = [];
	for (const rule of rules) {
		const value = options[rule.name];
		if (value === undefined) {
			if (rule.required && focused === undefined) refuse(`${rule.name} is required`);
			continue;
		}
		if (rule.name === focused) sent.push({ type: rule.type, name: rule.name, value: String(value), focused: true });
		else sent.push({ type: rule.type, name: rule.name, value: sentValue(state, rule, value, resolved) });
	}
	if (focused !== undefined && !rules.some((rule) => rule.name === focused && rule.autocomplete)) {
		refuse(`${focused} has no autocomplete`);
	}
	return sent;
}

function sentValue(
	state: TwinState,
	rule: OptionRule,
	value: OptionValue,
	resolved: Resolved,
): string | number | boolean {
	switch (rule.type) {
		case optionType.string:
			return textOf(rule, value);
		case optionType.integer:
		case optionType.number:
			return numberOf(rule, value);
		case optionType.boolean:
			return typeof value === 'boolean' ? value : refuse(`${rule.name} is yes or no`);
		case optionType.user:
			return resolved.user(String(value));
		case optionType.channel:
			return resolved.channel(String(value), rule.channel_types);
		case optionType.role:
			return resolved.role(String(value));
		case optionType.mentionable:
			return resolved.mentionable(String(value));
		default:
			return fileOf(state, rule, value, resolved);
	}
}

function textOf(rule: OptionRule, value: OptionValue): string {
	if (typeof value !== 'string') return refuse(`${rule.name} is a text`);
	// A client trims and then counts; nothing left means the option is missing.
	const text = value.trim();
	const { min_length: min = 1, max_length: max = 6000 } = rule;
	if (text.length < Math.max(1, min) || text.length > max) refuse(`${rule.name} must have ${min} to ${max} characters`);
	return choiceOf(rule, text);
}

function numberOf(rule: OptionRule, value: OptionValue): number {
	const named = rule.choices?.find((choice) => isNamed(choice, value))?.value;
	if (typeof named === 'number') return named;
	if (typeof value !== 'number') return refuse(`${rule.name} is a number`);
	if (rule.type === optionType.integer && !Number.isInteger(value)) refuse(`${rule.name} is a whole number`);
	const { min_value: min = -(2 ** 53), max_value: max = 2 ** 53 } = rule;
	if (value < min || value > max) refuse(`${rule.name} must be between ${min} and ${max}`);
	return choiceOf(rule, value);
}

/** Members of every language may give a choice by the name they see. */
const isNamed = (
	{ name, name_localizations: names = {} }: NonNullable<OptionRule['choices']>[number],
	value: unknown,
) => [name, ...Object.values(names)].includes(value as string);

/** A choice can be given by its value or by the name a member sees. */
function choiceOf<Value extends string | number>(rule: OptionRule, value: Value): Value {
	if (!rule.choices) return value;
	const choice = rule.choices.find((one) => one.value === value || isNamed(one, value));
	return (choice?.value ?? refuse(`${rule.name} has no choice ${value}`)) as Value;
}

function fileOf(state: TwinState, rule: OptionRule, value: OptionValue, resolved: Resolved): string {
	const upload = uploadOf(state, value) ?? refuse(`${rule.name} is a file`);
	const type = upload.type ?? contentTypeOf(upload.name);
	if (!fitsFileTypes(upload.name, type, rule.file_types ?? [])) refuse(`${rule.name} does not take ${upload.name}`);
	return resolved.attachment(upload);
}
