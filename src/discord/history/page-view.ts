import { type APIComponentInContainer, type APISelectMenuOption, ComponentType } from 'discord.js';
import type { Page } from '../../core/gallery.ts';
import type { Job } from '../../core/job.ts';
import type { Tile } from '../../core/sheets.ts';
import { wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, section, small, text } from '../payload.ts';
import { ago, altText, escapeWithin, shorten } from '../text.ts';
import { joined } from '../views/parts.ts';
import { nameHash, openId, type Span, spans, type View, type ViewVerb, viewId } from './ids.ts';
import { type Dating, shortDate, titleOf } from './wording.ts';

/** What a page can be narrowed down by. */
export interface Filters {
	models: readonly string[];
	personas: readonly string[];
}

export interface Shown {
	view: View;
	page: Page;
	filters: Filters;
	/** The member's results that wait to be collected. */
	waiting: readonly Job[];
	/** Outside of servers: all that the member drew anywhere is theirs to see. */
	isElsewhere: boolean;
	starred: ReadonlySet<string>;
	/** One of these is shown behind a spoiler only. */
	isCovered: boolean;
	dating: Dating;
}

const fileName = 'easel-gallery.png';
/** Of those that wait, so many are named. */
const mostWaiting = 4;
/** Discord's most, less the one for any. */
const mostNames = 24;

/** The tiles of the page's picture; undefined where there is nothing to show. */
export function galleryFile(shown: Shown, pictures: readonly (Uint8Array | null)[]) {
	const { page, starred, dating } = shown;
	if (page.jobs.length === 0) return undefined;
	const tiles = page.jobs.map(
		(job, i): Tile => ({
			bytes: pictures[i] ?? null,
			label: titleOf(job, dating.locale),
			note: shortDate(job.createdAt, dating),
			badge: String(i + 1),
			...(starred.has(job.id) ? { isStarred: true } : {}),
		}),
	);
	return { name: fileName, tiles };
}

export function pageView(shown: Shown): Payload {
	const { view, page, waiting, isElsewhere, dating } = shown;
	const t = wordsFor(dating.locale);
	const isEmpty = page.jobs.length === 0;
	const message = payload('panel', [
		text(`### ${t(`gallery.title.${view.scope}`)}`),
		...waitingRows(waiting, dating),
		...(isEmpty ? [text(t(isNarrow(view) ? 'gallery.noMatch' : `gallery.empty.${view.scope}`))] : pictureOf(shown)),
		...(isEmpty ? [] : [open(shown)]),
		...narrowing(shown),
		row(...turning(shown)),
		small(t(view.scope === 'server' ? 'gallery.note.server' : isElsewhere ? 'gallery.note.all' : 'gallery.note.mine')),
	]);
	if (!isEmpty) message.attachments = [{ id: '0', filename: fileName, description: alt(shown) }];
	return message;
}

const isNarrow = ({ starred, span, model, persona }: View): boolean =>
	starred || span !== 'any' || model !== '' || persona !== '';

function pictureOf(shown: Shown): APIComponentInContainer[] {
	const picture = { media: { url: `attachment://${fileName}` }, description: alt(shown) };
	return [{ type: ComponentType.MediaGallery, items: [{ ...picture, ...(shown.isCovered ? { spoiler: true } : {}) }] }];
}

function alt({ page, dating: { locale } }: Shown): string {
	const list = page.jobs.map((job, i) => `${i + 1}: ${titleOf(job, locale)}`).join('; ');
	return altText(wordsFor(locale)('gallery.alt', { count: page.jobs.length, list }));
}

function waitingRows(waiting: readonly Job[], { locale }: Dating): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const more = waiting.length - mostWaiting;
	return [
		...waiting.slice(0, mostWaiting).map((job) => {
			const what = escapeWithin(titleOf(job, locale), 120);
			const words = t('gallery.waiting', { what, when: ago(job.createdAt) });
			return section(words, button(t('button.collect'), idOf('collect', job.id), 'primary'));
		}),
		...(more > 0 ? [small(t('gallery.waitingMore', { count: more }))] : []),
	];
}

function open({ page, starred, dating }: Shown): APIComponentInContainer {
	const t = wordsFor(dating.locale);
	return row({
		type: ComponentType.StringSelect,
		custom_id: openId,
		placeholder: t('gallery.open'),
		options: page.jobs.map((job, i): APISelectMenuOption => {
			const facts = [
				shortDate(job.createdAt, dating),
				job.request.model,
				job.request.private ? t('gallery.private') : '',
				starred.has(job.id) ? t('gallery.isStarred') : '',
			];
			return {
				label: shorten(`${i + 1} · ${titleOf(job, dating.locale)}`, 100),
				value: job.id,
				description: shorten(joined(facts, dating.locale), 100),
			};
		}),
	});
}

/** A select for whatever there is more than one of, or that is chosen already. */
function narrowing({ view, filters, dating: { locale } }: Shown): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const names = (list: readonly string[]) =>
		list.slice(0, mostNames).map((name) => ({ label: shorten(name, 100), value: nameHash(name) }));
	const models = names(filters.models);
	const personas = names(filters.personas);
	return [
		...(models.length > 1 || view.model !== '' ? [select('model', view, models, t('gallery.any.model'))] : []),
		...(personas.length > 0 || view.persona !== ''
			? [select('persona', view, personas, t('gallery.any.persona'))]
			: []),
		select(
			'span',
			view,
			spans.slice(1).map((span: Span) => ({ label: t(`gallery.span.${span}`), value: span })),
			t('gallery.any.span'),
		),
	];
}

function select(
	verb: Exclude<ViewVerb, 'page'>,
	view: View,
	named: readonly APISelectMenuOption[],
	any: string,
): APIComponentInContainer {
	const chosen = view[verb] === '' ? 'any' : view[verb];
	const options = [{ label: any, value: 'any' }, ...named];
	const isKnown = options.some(({ value }) => value === chosen);
	return row({
		type: ComponentType.StringSelect,
		custom_id: viewId(verb, view),
		options: options.map((option) => ({ ...option, default: option.value === (isKnown ? chosen : 'any') })),
	});
}

function turning({ view, page, dating: { locale } }: Shown) {
	const t = wordsFor(locale);
	const { at: _, ...first } = view;
	const to = (change: Partial<View>) => viewId('page', { ...first, ...change });
	const { newer, older } = page;
	return [
		...(newer ? [button(t('gallery.newer'), to({ at: { from: newer, towards: 'newer' } }))] : []),
		...(older ? [button(t('gallery.older'), to({ at: { from: older, towards: 'older' } }))] : []),
		button(
			t(view.starred ? 'gallery.all' : 'gallery.starred'),
			to({ starred: !view.starred }),
			view.starred ? 'primary' : 'secondary',
		),
	];
}
