import type { APIComponentInContainer } from 'discord.js';
import { type KeptPersona, keyOf, type Persona, type Personas } from '../../core/personas.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { ago } from '../text.ts';
import { joined } from '../views/parts.ts';
import { ofTab, type Page, personaId } from './ids.ts';
import { named, told } from './words.ts';

/** Five components each, beside a dozen others: a message holds forty. */
export const personasOnPage = 5;
/** Characters as sent, of a perspective. */
const longestShown = 400;

export interface List extends Page {
	personas: Personas;
	/** What was done, above the list. */
	notice?: string;
	/** Where the members of no server are, there is none. */
	inServer: boolean;
	/** They may change the server's. */
	isAdmin: boolean;
}

type Shown = Persona | KeptPersona;

/** Whose personas there are, a page of one kind of them, and what can be done with each. */
export function listView(list: List, locale: string): Payload {
	const t = wordsFor(locale);
	const { personas, tab, notice, inServer, isAdmin } = list;
	const all = ofTab(personas, tab);
	const pages = Math.max(1, Math.ceil(all.length / personasOnPage));
	const page = Math.min(list.page, pages - 1);
	const shown = all.slice(page * personasOnPage, (page + 1) * personasOnPage);
	const where = pages > 1 ? t('personas.list.page', { page: page + 1, pages }) : '';
	return payload('panel', [
		text(`## ${t('personas.list.title')}\n-# ${joined([t('personas.list.about'), where], locale)}`),
		...(notice ? [text(notice)] : []),
		tabRow(list, locale),
		...(shown.length === 0 ? [text(t(`personas.list.none.${tab}`))] : []),
		...shown.flatMap((it) => entry(it, list, locale)),
		...turns({ tab, page }, pages, locale),
		row(
			button(t('personas.button.new'), personaId({ verb: 'new', owner: 'member' })),
			...(inServer && isAdmin
				? [button(t('personas.button.newServer'), personaId({ verb: 'new', owner: 'server' }))]
				: []),
		),
	]);
}

function tabRow({ personas, tab, inServer }: List, locale: string): APIComponentInContainer {
	const t = wordsFor(locale);
	const number = new Intl.NumberFormat(formatLocale(locale));
	const there = (['member', 'server', 'starter'] as const).filter(
		(it) => (it !== 'server' || inServer) && (it !== 'starter' || personas.starters.length > 0),
	);
	return row(
		...there.map((it) =>
			button(
				t(`personas.tab.${it}`, { number: number.format(ofTab(personas, it).length) }),
				personaId({ verb: 'list', tab: it, page: 0 }),
				it === tab ? 'primary' : 'secondary',
			),
		),
	);
}

function entry(persona: Shown, { tab, isAdmin }: List, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const key = keyOf(persona.name);
	const by = tab === 'server' && 'by' in persona ? [t('personas.list.by', { user: `<@${persona.by}>` })] : [];
	const when = 'at' in persona ? [ago(persona.at)] : [];
	const owner = tab === 'member' || (tab === 'server' && isAdmin) ? tab : undefined;
	return [
		text(`**${named(persona.name)}**\n${told(persona, longestShown, locale, [...by, ...when])}`),
		row(
			button(t('personas.button.try'), personaId({ verb: 'try', tab, key })),
			...(owner
				? [
						button(t('personas.button.edit'), personaId({ verb: 'edit', owner, key })),
						button(t('personas.button.remove'), personaId({ verb: 'remove', owner, key })),
					]
				: []),
		),
	];
}

function turns({ tab, page }: Page, pages: number, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const to = (it: number) => personaId({ verb: 'turn', tab, page: it });
	const buttons = [
		...(page > 0 ? [button(t('personas.button.before'), to(page - 1))] : []),
		...(page < pages - 1 ? [button(t('personas.button.after'), to(page + 1))] : []),
	];
	return buttons.length > 0 ? [row(...buttons)] : [];
}

export const gone = (locale: string): Payload =>
	payload('notice', [text(wordsFor(locale)('personas.gone')), listRow(locale)]);

export const listRow = (locale: string): APIComponentInContainer =>
	row(button(wordsFor(locale)('personas.button.list'), personaId({ verb: 'list', tab: 'member', page: 0 })));
