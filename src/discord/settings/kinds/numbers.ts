import { ComponentType } from 'discord.js';
import { formatLocale } from '../../../locales/words.ts';
import { words } from '../../command.ts';
import { capitalised, numeral, type Wording } from '../wording.ts';
import { decimalOf } from './decimals.ts';
import { asRead, isNone, type Kind, type Medium, noneIn } from './kind.ts';

export interface Bounds<None> {
	min: number;
	max: number;
	/** What `none` and an empty field mean; left out where a number is needed. */
	none?: None;
	/** Offered in a select instead of a text field. */
	offered?: readonly number[];
	/** How none reads; "no limit" unless told. */
	empty?(wording: Wording): string;
	/** How it reads, where that is more than the number. */
	unit?(count: string, wording: Wording): string;
}

/** Long enough for every number that is legal, and for seeing what was typed instead. */
const longestNumber = 40;

const noLimit = ({ t }: Wording): string => t('settings.value.noLimit');

/** A whole number. */
export function count<None extends number | null = never>(bounds: Bounds<None>): Kind<number | None> {
	const { min, max, none, offered, unit, empty = noLimit } = bounds;
	const hasNone = none !== undefined;

	function right(wording: Wording, medium: Medium): string {
		const range = { min: numeral(min, wording), max: numeral(max, wording), none: noneIn(wording, medium) };
		// In a file, a none that is a number is written as that number.
		const says = hasNone && (medium === 'typed' || none === null);
		return wording.t(says ? 'settings.right.countOrNone' : 'settings.right.count', range);
	}

	function shown(value: number | None, wording: Wording): string {
		if (hasNone && value === none) return empty(wording);
		const number = numeral(Number(value), wording);
		return unit ? unit(number, wording) : number;
	}

	return {
		right,
		show: shown,
		parse(text, wording) {
			if (isNone(text, wording)) return none;
			const typed = asRead(text);
			if (!/^\d{1,15}$/.test(typed)) return undefined;
			const value = Number(typed);
			return value >= min && value <= max ? value : undefined;
		},
		typed: (value) => (hasNone && value === none ? '' : String(value)),
		...(hasNone ? { empty } : {}),
		option: (name) => words(name, { maxLength: longestNumber }),
		...(offered ? selectOf(offered, shown, min, max) : {}),
	};
}

function selectOf(
	offered: readonly number[],
	shown: (value: number, wording: Wording) => string,
	min: number,
	max: number,
): Pick<Kind<number>, 'select' | 'chosen'> {
	return {
		select: (value, wording) => ({
			type: ComponentType.StringSelect,
			options: offered.map((it) => ({
				label: capitalised(shown(it, wording), wording.locale),
				value: String(it),
				default: it === value,
			})),
		}),
		chosen([value]) {
			const number = Number(value);
			return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
		},
	};
}

/** Dollars as people type them: `25`, `2.50`, `$25`, and `2,50` where that is how it is written. As micro-dollars they stay exact. */
export function dollars(max: number): Kind<number | null> {
	return {
		show: (value, wording) => (value === null ? noLimit(wording) : exactMoney(value, wording.locale)),
		empty: noLimit,
		right(wording, medium) {
			if (medium === 'file') return wording.t('settings.right.micros', { max: numeral(max * 1_000_000, wording) });
			return wording.t('settings.right.dollars', { max: numeral(max, wording), none: noneIn(wording, medium) });
		},
		parse(text, wording) {
			if (isNone(text, wording)) return null;
			const read = decimalOf(asRead(text), wording.locale) ?? '';
			const [, whole, fraction = ''] = /^\$?\s*(\d{1,9})(?:\.(\d{1,6}))?\s*\$?$/.exec(read) ?? [];
			if (whole === undefined) return undefined;
			const micros = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
			return micros <= max * 1_000_000 ? micros : undefined;
		},
		typed(micros) {
			if (micros === null) return '';
			const fraction = String(micros % 1_000_000)
				.padStart(6, '0')
				.replace(/0+$/, '');
			const whole = Math.floor(micros / 1_000_000);
			// `1.005` would be a thousand to whoever writes a decimal comma.
			const digits = fraction.length === 3 && whole > 0 ? 4 : 2;
			return fraction === '' ? String(whole) : `${whole}.${fraction.padEnd(digits, '0')}`;
		},
		option: (name) => words(name, { maxLength: longestNumber }),
	};
}

/** `$25.00`; a budget is told to its last digit, unlike a price. Micro-dollars in. */
export function exactMoney(micros: number, locale: string): string {
	const format = { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 6 } as const;
	return new Intl.NumberFormat(formatLocale(locale), format).format(micros / 1_000_000);
}
