import { defined, type Fields, isObject } from '../rest/fields.ts';
import { findDoubles, parseLocalizations } from './localizations.ts';

export const optionType = {
	subcommand: 1,
	group: 2,
	string: 3,
	integer: 4,
	boolean: 5,
	user: 6,
	channel: 7,
	role: 8,
	mentionable: 9,
	number: 10,
	attachment: 11,
};

/** Letters of any script, digits, `-`, `_` and `'`; lower case is checked apart. */
const chatNamePattern = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;

const maxOptions = 25;
const withChoices = [optionType.string, optionType.integer, optionType.number];
const allTypes = Object.values(optionType);

/** The `options` of a command or subcommand, checked and copied as Discord returns them. */
export function parseOptions(parent: Fields, depth = 0): Record<string, unknown>[] {
	let isOptionalSeen = false;
	const raws = parent.list('options', { max: maxOptions });
	const options = raws.map((raw, index) => {
		const fields = parent.at('options', index, raw);
		const option = parseOption(fields, depth);
		if (option.required && isOptionalSeen) {
			fields.wrong(
				undefined,
				'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
				'Required options must be placed before non-required options',
			);
		}
		isOptionalSeen ||= !option.required;
		return option;
	});
	const already = ['APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists.'] as const;
	findDoubles(options, (index, locale) => wrongName(parent.at('options', index, raws[index]), locale, ...already));
	const nested = options.filter((option) => isNesting(option.type as number)).length;
	if (nested > 0 && nested < options.length) {
		parent.wrong(
			'options',
			'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
			'Sub-command and sub-command group option types are mutually exclusive to all other types',
		);
	}
	return options;
}

const isNesting = (type: number) => type === optionType.subcommand || type === optionType.group;

function parseOption(fields: Fields, depth: number): Record<string, unknown> {
	const type = fields.requiredInteger('type', { oneOf: allTypes });
	const base = {
		type,
		name: parseChatName(fields),
		...chatNames(fields),
		description: fields.requiredText('description', { min: 1, max: 100 }),
		...parseLocalizations(fields, 'description_localizations', { max: 100 }),
	};
	if (isNesting(type)) {
		if (depth > 1 || (depth === 1 && type === optionType.group)) {
			fields.wrong('type', 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands cannot be nested this deep');
		}
		const options = parseOptions(fields, depth + 1);
		if (type === optionType.group && options.some((option) => option.type !== optionType.subcommand)) {
			fields.wrong('options', 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'A group holds sub-commands only');
		}
		return options.length > 0 ? { ...base, options } : base;
	}
	return defined({
		...base,
		required: fields.flag('required') || undefined,
		autocomplete: parseAutocomplete(fields, type),
		choices: parseChoices(fields, type),
		...parseBounds(fields, type),
	});
}

export function parseChatName(fields: Fields): string {
	const name = fields.requiredText('name', { min: 1, max: 32, pattern: chatNamePattern });
	if (name !== name.toLowerCase()) refuseName(fields, 'name');
	return name;
}

/** Lower case where the script has cases, and the same characters as the name itself. */
export const chatNames = (fields: Fields) =>
	parseLocalizations(fields, 'name_localizations', {
		max: 32,
		check(text, map, locale) {
			if (!chatNamePattern.test(text))
				map.wrong(locale, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
			else if (text !== text.toLowerCase()) refuseName(map, locale);
		},
	});

const refuseName = (fields: Fields, name: string) =>
	fields.wrong(name, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');

/** Says of a name, or of its translation, what is wrong with it. */
function wrongName(fields: Fields, locale: string | undefined, code: string, message: string): void {
	if (locale === undefined) fields.wrong('name', code, message);
	else fields.child('name_localizations')?.wrong(locale, code, message);
}

function parseAutocomplete(fields: Fields, type: number): true | undefined {
	if (!fields.flag('autocomplete')) return undefined;
	if (!withChoices.includes(type)) {
		fields.wrong(
			'autocomplete',
			'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
			'This option type cannot have autocomplete',
		);
	}
	const choices = fields.raw('choices');
	if (Array.isArray(choices) && choices.length > 0) {
		fields.wrong(
			'choices',
			'APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE',
			'Choices and autocomplete exclude each other',
		);
	}
	return true;
}

function parseChoices(fields: Fields, type: number): Record<string, unknown>[] | undefined {
	const raws = fields.list('choices', { max: 25 });
	if (raws.length === 0) return undefined;
	if (!withChoices.includes(type)) {
		fields.wrong('choices', 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', 'This option type cannot have choices');
	}
	const choices = raws.map((raw, index) => {
		const choice = fields.at('choices', index, raw);
		const name = choice.requiredText('name', { min: 1, max: 100 });
		const value =
			type === optionType.string ? choice.requiredText('value', { min: 1, max: 100 }) : (choice.number('value') ?? 0);
		return { name, value, ...parseLocalizations(choice, 'name_localizations', { max: 100 }) };
	});
	const already = ['APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_ALREADY_EXISTS', 'Choice name already exists.'] as const;
	findDoubles(choices, (index, locale) => wrongName(fields.at('choices', index, raws[index]), locale, ...already));
	return choices;
}

function parseBounds(fields: Fields, type: number): Record<string, unknown> {
	if (type === optionType.string) {
		return {
			min_length: fields.integer('min_length', { min: 0, max: 6000 }),
			max_length: fields.integer('max_length', { min: 1, max: 6000 }),
		};
	}
	if (type === optionType.integer || type === optionType.number) {
		return { min_value: fields.number('min_value'), max_value: fields.number('max_value') };
	}
	if (type === optionType.channel && fields.has('channel_types')) {
		return { channel_types: fields.list('channel_types', { max: 20 }) };
	}
	if (type === optionType.attachment && fields.has('file_types')) {
		return { file_types: fields.list('file_types', { max: 25 }) };
	}
	return {};
}

/** Discord counts names, descriptions and choice values of a command, the longest localisation of each, up to 8,000. */
export function countCharacters(value: unknown): number {
	if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCharacters(item), 0);
	if (!isObject(value)) return 0;
	const own = ['name', 'description'].map((key) => {
		const localized = value[`${key}_localizations`];
		const texts = [value[key], ...(isObject(localized) ? Object.values(localized) : [])];
		return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
	});
	const text = typeof value.value === 'string' ? value.value.length : 0;
	return own.reduce((a, b) => a + b, text) + countCharacters(value.options) + countCharacters(value.choices);
}
