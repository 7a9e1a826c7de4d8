import type { Issues, Path } from './issues.ts';

interface TextRule {
	min?: number;
	max: number;
	pattern?: RegExp;
}

interface NumberRule {
	min?: number;
	max?: number;
	oneOf?: readonly number[];
}

/** Reads the fields of one JSON object; whatever breaks a rule becomes an issue and reads as absent. */
export interface Fields {
	readonly path: Path;
	has(name: string): boolean;
	raw(name: string): unknown;
	text(name: string, rule: TextRule): string | undefined;
	requiredText(name: string, rule: TextRule): string;
	integer(name: string, rule?: NumberRule): number | undefined;
	requiredInteger(name: string, rule?: NumberRule): number;
	number(name: string, rule?: NumberRule): number | undefined;
	flag(name: string): boolean | undefined;
	/** The items of an array; an empty list when absent. */
	list(name: string, rule: { min?: number; max: number }): unknown[];
	child(name: string): Fields | undefined;
	at(name: string, index: number, value: unknown): Fields;
	wrong(name: string | undefined, code: string, message: string): void;
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown, path: Path, issues: Issues): Fields {
	const object = isObject(value) ? value : {};
	if (!isObject(value)) issues.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');

	const wrong = (name: string | undefined, code: string, message: string) =>
		issues.add(name === undefined ? path : [...path, name], code, message);
	const required = (name: string) => wrong(name, 'BASE_TYPE_REQUIRED', 'This field is required');

	function checkLength(name: string, length: number, min: number, max: number): boolean {
		if (length >= min && length <= max) return true;
		if (min > 0) wrong(name, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
		else wrong(name, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
		return false;
	}

	function text(name: string, { min = 0, max, pattern }: TextRule): string | undefined {
		const read = object[name] ?? undefined;
		if (read === undefined) return undefined;
		if (typeof read !== 'string') {
			wrong(name, 'STRING_TYPE_CONVERT', `Could not interpret "${String(read)}" as string.`);
			return undefined;
		}
		if (!checkLength(name, read.length, min, max)) return undefined;
		if (pattern && !pattern.test(read)) {
			wrong(name, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
			return undefined;
		}
		return read;
	}

	function number(name: string, { min, max, oneOf }: NumberRule = {}): number | undefined {
		const read = object[name] ?? undefined;
		if (read === undefined) return undefined;
		if (typeof read !== 'number') {
			wrong(name, 'NUMBER_TYPE_COERCE', `Value "${String(read)}" is not int.`);
			return undefined;
		}
		if (oneOf && !oneOf.includes(read)) {
			wrong(name, 'BASE_TYPE_CHOICES', `Value must be one of (${oneOf.join(', ')}).`);
			return undefined;
		}
		if (min !== undefined && read < min)
			wrong(name, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
		if (max !== undefined && read > max)
			wrong(name, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
		return read;
	}

	function integer(name: string, rule?: NumberRule): number | undefined {
		const read = number(name, rule);
		if (read === undefined || Number.isInteger(read)) return read;
		wrong(name, 'NUMBER_TYPE_COERCE', `Value "${read}" is not int.`);
		return undefined;
	}

	function isPresent(name: string): boolean {
		if (object[name] !== undefined && object[name] !== null) return true;
		required(name);
		return false;
	}

	return {
		path,
		has: (name) => object[name] !== undefined,
		raw: (name) => object[name],
		text,
		requiredText: (name, rule) => (isPresent(name) ? (text(name, rule) ?? '') : ''),
		integer,
		requiredInteger: (name, rule) => (isPresent(name) ? (integer(name, rule) ?? 0) : 0),
		number,
		flag(name) {
			const read = object[name] ?? undefined;
			if (read === undefined || typeof read === 'boolean') return read;
			wrong(name, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
			return undefined;
		},
		list(name, { min = 0, max }) {
			const read = object[name] ?? undefined;
			if (read === undefined) {
				if (min > 0) required(name);
				return [];
			}
			if (!Array.isArray(read)) {
				wrong(name, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
				return [];
			}
			checkLength(name, read.length, min, max);
			return read;
		},
		child: (name) => (object[name] == null ? undefined : fieldsOf(object[name], [...path, name], issues)),
		at: (name, index, item) => fieldsOf(item, [...path, name, index], issues),
		wrong,
	};
}

/** Without the keys whose value is undefined, so that an answer only holds what was given. */
export function defined<T extends object>(object: T): T {
	for (const key of Object.keys(object) as (keyof T)[]) if (object[key] === undefined) delete object[key];
	return object;
}
