import {
	type APIModalInteractionResponseCallbackData,
	type APISelectMenuOption,
	ComponentType,
	TextInputStyle,
} from 'discord.js';
import { regions, strengths } from '../core/request.ts';
import { wordsFor } from '../locales/words.ts';
import { idOf } from './ids.ts';

/** The value of the region select that means no region. */
export const wholePicture = 'all';

/** Asks what the picture should show, and if one likes where it may change. */
export function editForm(jobId: string, pictures: number, locale: string): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	const regionOptions = regions.map((value) => ({ label: t(`choice.region.${value}`), value }));
	return {
		custom_id: idOf('edit-form', jobId),
		title: t('modal.editTitle'),
		components: [
			{
				type: ComponentType.Label,
				label: t('modal.prompt'),
				component: {
					type: ComponentType.TextInput,
					custom_id: 'prompt',
					style: TextInputStyle.Paragraph,
					placeholder: t('modal.promptHint'),
					max_length: 4000,
					required: true,
				},
			},
			...whichPicture(pictures, locale),
			{
				type: ComponentType.Label,
				label: t('modal.region'),
				component: {
					type: ComponentType.StringSelect,
					custom_id: 'region',
					required: false,
					options: [{ label: t('modal.regionAll'), value: wholePicture, default: true }, ...regionOptions],
				},
			},
			{
				type: ComponentType.Label,
				label: t('modal.mask'),
				description: t('modal.maskHint'),
				component: { type: ComponentType.FileUpload, custom_id: 'mask', required: false, min_values: 0, max_values: 1 },
			},
		],
	};
}

/** Several pictures: which one, and how far from it. */
export function varyForm(jobId: string, pictures: number, locale: string): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	const strengthOptions = strengths.map((value, i) => ({
		label: t(`choice.strength.${value}`),
		value,
		default: i === 0,
	}));
	return {
		custom_id: idOf('vary-form', jobId),
		title: t('modal.varyTitle'),
		components: [
			...whichPicture(pictures, locale),
			{
				type: ComponentType.Label,
				label: t('modal.strength'),
				component: { type: ComponentType.StringSelect, custom_id: 'strength', options: strengthOptions },
			},
		],
	};
}

function whichPicture(pictures: number, locale: string): APIModalInteractionResponseCallbackData['components'] {
	if (pictures < 2) return [];
	const t = wordsFor(locale);
	const options = Array.from(
		{ length: pictures },
		(_, i): APISelectMenuOption => ({ label: t('modal.pictureN', { n: i + 1 }), value: String(i), default: i === 0 }),
	);
	return [
		{
			type: ComponentType.Label,
			label: t('modal.picture'),
			component: { type: ComponentType.StringSelect, custom_id: 'picture', options },
		},
	];
}
