import type { APIComponentInContainer } from 'discord.js';
import type { KeptPersona, OwnerKind, PersonaProblem, Put } from '../../core/personas.ts';
import { wordForModel } from '../../core/prompt.ts';
import type { ImageRequest } from '../../core/request.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { escapeText, quote, shorten } from '../text.ts';
import { joined } from '../views/parts.ts';
import { personaId } from './ids.ts';
import { listRow } from './list-view.ts';
import { fullWords, named, problemLines, told } from './words.ts';

/** Characters as sent; all text of a message may have 4000. */
const longestPerspective = 1300;
const longestSent = 1800;

/** What is kept now, and how a prompt is sent with it. */
export function keptView(persona: KeptPersona, locale: string): Payload {
	const t = wordsFor(locale);
	const { owner, key, perspective, name } = persona;
	const prompt = t('personas.example');
	const sent = wordForModel({ prompt, perspective, rewritesPrompts: false });
	const tab = owner.kind;
	return payload('notice', [
		text(`${t(`personas.kept.${tab}`, { name: named(name) })}\n${told(persona, longestPerspective, locale)}`),
		text(`${t('personas.kept.example', { prompt })}\n${quote(sent, longestPerspective)}`),
		row(
			button(t('personas.button.try'), personaId({ verb: 'try', tab, key }), 'primary'),
			button(t('personas.button.edit'), personaId({ verb: 'edit', owner: tab, key })),
			button(t('personas.button.list'), personaId({ verb: 'list', tab, page: 0 })),
		),
		small(t('personas.kept.use')),
	]);
}

/** What was filled in waits under the draft's id, so that nothing is lost. */
const backButton = (draft: string, locale: string) =>
	button(wordsFor(locale)('personas.button.back'), personaId({ verb: 'again', draft }), 'primary');

export const wrongView = (problems: readonly PersonaProblem[], draft: string, locale: string): Payload =>
	notKept([problemLines(problems, locale)], draft, locale);

/** The name is one that comes with Easel, or the server's. */
export const takenView = (by: 'starter' | 'server', name: string, draft: string, locale: string): Payload =>
	notKept([text(wordsFor(locale)(`personas.wrong.${by}`, { name: named(name) }))], draft, locale);

export const fullView = (kind: OwnerKind, limit: number, draft: string, locale: string): Payload =>
	notKept([text(fullWords(kind, limit, locale))], draft, locale);

function notKept(components: APIComponentInContainer[], draft: string, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [text(`**${t('personas.wrong.title')}**`), ...components, row(backButton(draft, locale))]);
}

/** Somebody, or the same person before, was there first: what is there is shown before it is overwritten. */
export function thereView(
	put: Exclude<Put, { kept: KeptPersona } | { not: 'full' }>,
	{ draft, canReplace }: { draft: string; canReplace: boolean },
	locale: string,
): Payload {
	const t = wordsFor(locale);
	const how = put.not === 'exists' && !canReplace ? 'existsOther' : put.not;
	const label = put.not === 'gone' ? t('personas.there.keepAgain') : t('personas.there.replace');
	return payload('notice', [
		text(`**${t('personas.wrong.title')}**\n${t(`personas.there.${how}`)}`),
		...('found' in put ? [text(`**${named(put.found.name)}**\n${told(put.found, longestPerspective, locale)}`)] : []),
		row(backButton(draft, locale), ...(canReplace ? [button(label, personaId({ verb: 'keep', draft }))] : [])),
	]);
}

/** Says what would go, before anything does. */
export function removeView(persona: KeptPersona, locale: string): Payload {
	const t = wordsFor(locale);
	const { owner, key, name } = persona;
	return payload('notice', [
		text(`${t('personas.remove.title', { name: named(name) })}\n${t('personas.remove.about')}`),
		text(told(persona, longestPerspective, locale)),
		row(
			button(t('personas.button.removeNow'), personaId({ verb: 'removed', owner: owner.kind, key }), 'danger'),
			button(t('personas.button.keepIt'), personaId({ verb: 'list', tab: owner.kind, page: 0 })),
		),
	]);
}

/** The prompt as it will be sent, and its price: nothing of it is bought yet. Micro-dollars. */
export function pictureView(
	request: ImageRequest,
	{ draft, priceMicros, unknown }: { draft: string; priceMicros: number; unknown: readonly string[] },
	locale: string,
): Payload {
	const t = wordsFor(locale);
	const { model, size, quality, style, persona, sent } = request;
	const price = money(priceMicros, locale);
	const facts = [
		model,
		`${size.width}×${size.height}`,
		quality ?? '',
		style ?? '',
		persona ? t('personas.picture.persona', { persona: escapeText(shorten(persona, 80)) }) : '',
		priceMicros > 0 ? t('waiting.price', { price }) : '',
	];
	const names = unknown.map((name) => escapeText(shorten(name, 80))).join(', ');
	return payload('notice', [
		text(`**${t('personas.picture.title')}**\n${quote(sent, longestSent)}`),
		small(joined(facts, locale)),
		...(unknown.length > 0 ? [small(t('personas.picture.unknown', { names: shorten(names, 400) }))] : []),
		row(
			button(
				priceMicros > 0 ? t('personas.button.draw', { price }) : t('personas.button.drawFree'),
				personaId({ verb: 'draw', draft }),
				'primary',
			),
			button(t('personas.button.change'), personaId({ verb: 'retry', draft })),
		),
		small(t('personas.picture.unpaid')),
	]);
}

export const saying = (words: string, locale: string): Payload => payload('notice', [text(words), listRow(locale)]);
