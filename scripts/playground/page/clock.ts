import { h } from './dom.ts';
import { timeLocale } from './languages.ts';

const units: [Intl.RelativeTimeFormatUnit, number][] = [
	['year', 31_536_000],
	['month', 2_592_000],
	['day', 86_400],
	['hour', 3600],
	['minute', 60],
	['second', 1],
];

/** Both in milliseconds since the epoch. */
function relative(at: number, now: number): string {
	const seconds = Math.round((at - now) / 1000);
	const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
	return new Intl.RelativeTimeFormat(timeLocale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Discord's timestamp styles. */
const styles: Record<string, Intl.DateTimeFormatOptions> = {
	t: { timeStyle: 'short' },
	T: { timeStyle: 'medium' },
	d: { dateStyle: 'short' },
	D: { dateStyle: 'long' },
	f: { dateStyle: 'long', timeStyle: 'short' },
	F: { dateStyle: 'full', timeStyle: 'short' },
	s: { dateStyle: 'short', timeStyle: 'short' },
	S: { dateStyle: 'short', timeStyle: 'medium' },
};

const format = (at: number, style: string) =>
	new Intl.DateTimeFormat(timeLocale(), styles[style] ?? styles.f).format(at);

/** A `<time>`; style `R` keeps itself up to date. `at` in milliseconds since the epoch. */
export function time(at: number, style: string): HTMLTimeElement {
	const text = style === 'R' ? relative(at, Date.now()) : format(at, style);
	return h(
		'time',
		{
			datetime: new Date(at).toISOString(),
			title: format(at, 'F'),
			'data-relative': style === 'R' && String(at),
		},
		text,
	);
}

/** Keeps every relative time on the page true. */
export function startClock(): void {
	setInterval(() => {
		for (const element of document.querySelectorAll<HTMLElement>('time[data-relative]')) {
			const text = relative(Number(element.dataset.relative), Date.now());
			if (element.textContent !== text) element.textContent = text;
		}
	}, 1000);
}

export const day = (at: number) => new Intl.DateTimeFormat(timeLocale(), { dateStyle: 'long' }).format(at);
