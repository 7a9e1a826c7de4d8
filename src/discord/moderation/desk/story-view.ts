import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { button, divider, type Payload, payload, row, text } from '../../payload.ts';
import type { Wording } from '../../settings/wording.ts';
import { cardView } from '../views/card.ts';
import type { CardFacts } from '../views/facts.ts';
import { openId, queueId, wholeQueue } from './ids.ts';
import { pageWords, turning } from './pages.ts';

/** Characters of all text in a message. */
const mostText = 4000;
/** Kept free for the page's number and its heading. */
const margin = 120;

export interface Story {
	facts: CardFacts;
	/** What the card does not tell, each a line. */
	lines: readonly string[];
	page: number;
}

/** The card itself, with as much of the rest as fits under it; what does not fit is on pages of its own. */
export function storyView({ facts, lines, page }: Story, wording: Wording): Payload {
	const { t } = wording;
	const { number } = facts.shown;
	const card = cardView(facts);
	const pages = paged(lines, mostText - margin - lengthOf(card), mostText - margin);
	const at = Math.min(page, pages.length - 1);
	const shown = { page: at, perPage: 1, total: pages.length };
	const told = pages[at] ?? [];
	const foot = pageWords(shown, wording);
	const rest: APIComponentInContainer[] = [
		...(told.length > 0 ? [divider, text(told.join('\n'))] : []),
		...(foot === '' ? [] : [text(`-# ${foot}`)]),
		row(
			...turning(shown, (to) => openId(number, to), wording),
			button(t('moderation.story.refresh'), openId(number, at)),
			button(t('moderation.story.queue'), queueId('page', wholeQueue)),
		),
	];
	if (at > 0) return payload('panel', [text(`### ${t('moderation.story.title', { number })}`), ...rest]);
	const [container] = card.components;
	if (container) container.components = [...container.components, ...rest];
	return card;
}

/** Whole lines only; the first page may be left without any. */
function paged(lines: readonly string[], first: number, others: number): string[][] {
	const pages: string[][] = [[]];
	let left = first;
	for (const line of lines) {
		if (line.length + 1 > left) {
			pages.push([]);
			left = others;
		}
		pages.at(-1)?.push(line);
		left -= line.length + 1;
	}
	return pages;
}

const lengthOf = ({ components }: Payload): number =>
	components
		.flatMap(({ components: inside }) => inside)
		.reduce((sum, it) => sum + (it.type === ComponentType.TextDisplay ? it.content.length : 0), 0);
