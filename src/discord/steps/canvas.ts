import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { shapeNames } from '../../core/catalogue.ts';
import type { Job } from '../../core/job.ts';
import { parseCanvas } from '../../core/next-steps.ts';
import type { Asked, Canvas, Offer } from '../../core/request.ts';
import { ratioOf } from '../../core/shape.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { priceLine } from '../forms.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { priceWords } from '../views/parts.ts';
import { type From, stepId } from './ids.ts';
import { picturesOf, priceOf, resultSource } from './parts.ts';
import { pictureSelect } from './views.ts';

/** How far the camera moves back. */
const zooms = [1.5, 2] as const;
export const isZoom = (zoom: number): boolean => (zooms as readonly number[]).includes(zoom);

/** The value that asks for a shape to be typed. */
export const anotherShape = 'other';

/** The picture on a larger canvas, or on one of another shape. */
export function canvasPanel(job: Job, from: From, offer: Offer, locale: string): Payload {
	const t = wordsFor(locale);
	const number = new Intl.NumberFormat(formatLocale(locale));
	const micros = priceOf(offer, () => canvasOf(job, from, { zoom: 2, ratio: null }, offer));
	const price = micros === undefined ? '' : ` · ${priceWords(micros, locale)}`;
	const options = [
		...shapeNames.map((name) => ({ label: t(`canvas.shape.${name}`), value: name })),
		{ label: t('canvas.other'), value: anotherShape, description: t('canvas.otherHint') },
	];
	return payload('panel', [
		text(`**${t('canvas.title')}**\n${t('canvas.text')}`),
		row(
			...zooms.map((zoom) =>
				button(`${t('canvas.zoom', { zoom: number.format(zoom) })}${price}`, stepId('zoom', from, zoom), 'primary'),
			),
		),
		row({
			type: ComponentType.StringSelect,
			custom_id: stepId('reshape', from),
			placeholder: `${t('canvas.reshape')}${price}`,
			options,
		}),
		...pictureSelect(picturesOf(job), stepId('canvas', from), from.picture, locale),
	]);
}

/** Asks for a shape in the member's own numbers. */
export function shapeForm(
	from: From,
	micros: number | undefined,
	locale: string,
): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: stepId('reshape-form', from),
		title: t('canvas.formTitle'),
		components: [
			{
				type: ComponentType.Label,
				label: t('canvas.shapeLabel'),
				component: {
					type: ComponentType.TextInput,
					custom_id: 'shape',
					style: TextInputStyle.Short,
					placeholder: '21:9',
					max_length: 20,
					required: true,
				},
			},
			...priceLine(micros, locale),
		],
	};
}

export const canvasOf = (job: Job, from: From, canvas: Canvas, offer: Offer): Asked =>
	parseCanvas(job.request, resultSource(from), canvas, { private: from.isPrivate }, offer);

/** Throws `Refused` for what is no shape, or one that no model paints. */
export const reshapeOf = (job: Job, from: From, shape: string, offer: Offer): Asked =>
	canvasOf(job, from, { zoom: 1, ratio: ratioOf(shape) }, offer);
