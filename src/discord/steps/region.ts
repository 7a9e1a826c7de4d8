import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { parseEditOf } from '../../core/next-steps.ts';
import type { Offer } from '../../core/request.ts';
import { wordsFor } from '../../locales/words.ts';
import type { Upload } from '../api.ts';
import { priceLine, promptField } from '../forms.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { priceWords } from '../views/parts.ts';
import { type From, stepId } from './ids.ts';
import { picturesOf, resultSource } from './parts.ts';
import { pictureSelect } from './views.ts';

/** Where each cell lies, in the order of its bits. */
const arrows = ['↖', '↑', '↗', '←', '•', '→', '↙', '↓', '↘'] as const;
const all = 0b111_111_111;
export const centre = 0b000_010_000;
const presets = {
	edges: all & ~centre,
	centre,
	/** Whoever is in a picture stands in its middle, on its lower edge. */
	background: 0b101_101_111,
	clear: 0,
} as const;

export const isCells = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= all;

/** A part of the picture, chosen by toggling cells; what is chosen is tinted in `preview`. */
export function regionPanel(job: Job, from: From, cells: number, preview: Upload, more: PanelMore): Payload {
	const { locale, micros, paintId } = more;
	const t = wordsFor(locale);
	const toggle = (n: number) => {
		const isOn = (cells & (1 << n)) !== 0;
		return button(arrows[n]!, stepId('cells', from, `${cells ^ (1 << n)}-${n}`), isOn ? 'primary' : 'secondary');
	};
	const preset = (name: keyof typeof presets) =>
		button(t(`region.${name}`), stepId('cells', from, `${presets[name]}-${name}`));
	const price = micros === undefined ? '' : ` · ${priceWords(micros, locale)}`;
	const ask = button(`${t('region.ask')}${price}`, stepId('cells-ask', from, cells), 'primary');
	const view = payload('panel', [
		text(`**${t('region.title')}**\n${t('region.text')}`),
		{
			type: ComponentType.MediaGallery,
			items: [
				{ media: { url: `attachment://${preview.name}` }, description: t('region.alt', { count: countOf(cells) }) },
			],
		},
		...[0, 3, 6].map((first) => row(toggle(first), toggle(first + 1), toggle(first + 2))),
		row(preset('edges'), preset('centre'), preset('background'), preset('clear')),
		...pictureSelect(picturesOf(job), stepId('cells', from, `${cells}-picture`), from.picture, locale),
		row(cells === 0 ? { ...ask, disabled: true } : ask, ...(paintId ? [button(t('region.paint'), paintId)] : [])),
		...(cells === 0 ? [small(t('region.none'))] : []),
	]);
	view.attachments = [{ id: '0', filename: preview.name }];
	return view;
}

export interface PanelMore {
	locale: string;
	/** Micro-dollars. */
	micros: number | undefined;
	/** Where pictures can be painted on. */
	paintId?: string | undefined;
}

const countOf = (cells: number): number => arrows.filter((_, n) => (cells & (1 << n)) !== 0).length;

/** Asks what the chosen part should show. */
export function regionForm(
	from: From,
	cells: number,
	micros: number | undefined,
	locale: string,
): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: stepId('cells-form', from, cells),
		title: t('region.formTitle'),
		components: [promptField(t('region.prompt'), t('modal.promptHint')), ...priceLine(micros, locale)],
	};
}

export const regionOf = (job: Job, from: From, cells: number, prompt: string, offer: Offer) =>
	parseEditOf(job, from.picture, { prompt, cells, image: resultSource(from), private: from.isPrivate }, offer);
