import type { RawRequest } from './intake.ts';
import { invalid } from './problem.ts';

/** Reads one parameter after the other and complains as the API does. `null` counts as left out. */
export interface Fields {
	text(name: string): string | undefined;
	choice<T extends string>(name: string, allowed: readonly T[]): T | undefined;
	integer(name: string, least: number, most: number): number | undefined;
	flag(name: string): boolean;
	/** Throws `unknown_parameter` for the first parameter or file that is not in the list. */
	only(allowed: readonly string[]): void;
}

export function fieldsOf({ fields, files, multipart }: RawRequest): Fields {
	const value = (name: string) => fields[name] ?? undefined;

	return {
		text(name) {
			const given = value(name);
			if (given === undefined || typeof given === 'string') return given;
			throw wrongType(name, 'a string', given);
		},
		choice(name, allowed) {
			const given = this.text(name);
			if (given === undefined) return undefined;
			const found = allowed.find((one) => one === given);
			if (found === undefined) throw unsupported(name, given, allowed);
			return found;
		},
		integer(name, least, most) {
			const given = value(name);
			if (given === undefined) return undefined;
			const number = multipart && typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
			if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongType(name, 'an integer', given);
			if (number < least) throw outOfRange(name, 'below minimum', '>=', least, number);
			if (number > most) throw outOfRange(name, 'above maximum', '<=', most, number);
			return number;
		},
		flag(name) {
			const given = value(name);
			if (given === undefined || given === false || (multipart && given === 'false')) return false;
			if (given === true || (multipart && given === 'true')) return true;
			throw wrongType(name, 'a boolean', given);
		},
		only(allowed) {
			const names = [...Object.keys(fields), ...files.map((file) => file.field.replace(/\[\]$/, ''))];
			const unknown = names.find((name) => !allowed.includes(name));
			if (unknown !== undefined) throw invalid(unknown, 'unknown_parameter', `Unknown parameter: '${unknown}'.`);
		},
	};
}

export function missing(name: string) {
	return invalid(name, 'missing_required_parameter', `Missing required parameter: '${name}'.`);
}

export function unsupported(name: string, given: string, allowed: readonly string[]) {
	const names = allowed.map((one) => `'${one}'`);
	const list = names.length > 1 ? `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}` : names[0];
	return invalid(name, 'invalid_value', `Invalid value: '${given}'. Supported values are: ${list}.`);
}

function wrongType(name: string, expected: string, given: unknown) {
	const got = Array.isArray(given) ? 'an array' : given === null ? 'null' : `a ${typeof given}`;
	return invalid(name, 'invalid_type', `Invalid type for '${name}': expected ${expected}, but got ${got} instead.`);
}

function outOfRange(name: string, side: string, sign: string, bound: number, given: number) {
	const code = `integer_${side.replace(' ', '_')}_value`;
	return invalid(
		name,
		code,
		`Invalid '${name}': integer ${side} value. Expected a value ${sign} ${bound}, but got ${given} instead.`,
	);
}
