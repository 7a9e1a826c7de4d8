import type { PageData } from '../page-data.ts';

export const data: PageData = JSON.parse(document.body.dataset.painter ?? '{}');

/** Words of the locale file, with values put in. */
export function say(key: string, values: Record<string, string> = {}): string {
	return (data.words[key] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** `12%`, in the member's language. From 0 to 1. */
export const percent = (share: number): string =>
	new Intl.NumberFormat(data.locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const pixels = (count: number): string =>
	say('painter.said.pixels', { count: new Intl.NumberFormat(data.locale).format(Math.round(count)) });

/** How much is painted, in words. */
export function shareWords(share: number, mode: 'mask' | 'markup'): string {
	if (share === 0) return say('painter.said.nothing');
	const shown = share < 0.01 ? say('painter.said.under', { share: percent(0.01) }) : percent(share);
	return say(mode === 'mask' ? 'painter.said.marked' : 'painter.said.covered', { share: shown });
}

/** For people who listen: said when there is a pause, so that a held key does not make a speech. */
export function announce(text: string): void {
	clearTimeout(later);
	later = setTimeout(() => {
		element('announcements').textContent = text;
	}, 250);
}
let later: ReturnType<typeof setTimeout> | undefined;

/** An element of the page that is there by its id. */
export const element = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;
