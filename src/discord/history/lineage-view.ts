import { type APIComponentInContainer, type APISelectMenuOption, ComponentType } from 'discord.js';
import type { Job } from '../../core/job.ts';
import type { Step } from '../../core/lineage.ts';
import { wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { altText, escapeWithin, shorten } from '../text.ts';
import { joined } from '../views/parts.ts';
import { openId, resultId } from './ids.ts';
import { type Dating, shortDate, titleOf } from './wording.ts';

export interface Compared {
	job: Job;
	parent: Job;
	isCovered: boolean;
	locale: string;
}

/** Characters of a prompt as sent. */
const titleLimit = 200;

export function compareView({ job, parent, isCovered, locale }: Compared): Payload {
	const t = wordsFor(locale);
	const [from, to] = [titleOf(parent, locale), titleOf(job, locale)];
	const words = { from: escapeWithin(from, titleLimit), to: escapeWithin(to, titleLimit) };
	const picture = sheet('easel-compare.png', altText(t('gallery.compareAlt', { from, to })), isCovered);
	return withSheet(picture, [
		text(`### ${t('gallery.compareTitle')}\n${t('gallery.compared', words)}`),
		picture.gallery,
		row(
			button(t('gallery.back'), resultId('back', job.id)),
			button(t('gallery.openThis'), resultId('show', job.id)),
			button(t('gallery.history'), resultId('history', job.id)),
		),
	]);
}

export interface Tree {
	job: Job;
	/** Parents first. */
	steps: readonly Step[];
	isCovered: boolean;
	dating: Dating;
}

export function treeView({ job, steps, isCovered, dating }: Tree): Payload {
	const { locale } = dating;
	const t = wordsFor(locale);
	const numbers = new Map(steps.map((step, i) => [step.job.id, i + 1]));
	const list = steps.map((step, i) => {
		const from = step.parent === null ? undefined : numbers.get(step.parent);
		const what = `${i + 1}: ${titleOf(step.job, locale)}`;
		return from === undefined ? what : t('gallery.stepFrom', { what, from });
	});
	const alt = altText(t('gallery.treeAlt', { count: steps.length, list: list.join('; ') }));
	const picture = sheet('easel-history.png', alt, isCovered);
	return withSheet(picture, [
		text(`### ${t('gallery.treeTitle')}\n${escapeWithin(titleOf(job, locale), titleLimit)}`),
		picture.gallery,
		row({
			type: ComponentType.StringSelect,
			custom_id: openId,
			placeholder: t('gallery.goOn'),
			options: steps.map((step, i) => stepOption(step.job, i + 1, dating)),
		}),
		small(t(steps.length === 1 ? 'gallery.treeAlone' : 'gallery.treeNote')),
	]);
}

function stepOption(job: Job, n: number, dating: Dating): APISelectMenuOption {
	const { locale } = dating;
	const facts = [
		shortDate(job.createdAt, dating),
		job.request.model,
		job.request.private ? wordsFor(locale)('gallery.private') : '',
	];
	return {
		label: shorten(`${n} · ${titleOf(job, locale)}`, 100),
		value: job.id,
		description: shorten(joined(facts, locale), 100),
	};
}

export const withoutParentView = (locale: string): Payload =>
	payload('notice', [text(wordsFor(locale)('gallery.noParent'))]);

interface Sheet {
	name: string;
	description: string;
	gallery: APIComponentInContainer;
}

const sheet = (name: string, description: string, spoiler: boolean): Sheet => ({
	name,
	description,
	gallery: {
		type: ComponentType.MediaGallery,
		items: [{ media: { url: `attachment://${name}` }, description, ...(spoiler ? { spoiler } : {}) }],
	},
});

function withSheet({ name, description }: Sheet, components: APIComponentInContainer[]): Payload {
	const message = payload('panel', components);
	message.attachments = [{ id: '0', filename: name, description }];
	return message;
}
