import {
	type APIModalInteractionResponseCallbackData,
	type APISelectMenuOption,
	ComponentType,
	TextInputStyle,
} from 'discord.js';
import { type Options, regions, strengths } from '../core/request.ts';
import { wordsFor } from '../locales/words.ts';
import { fieldsOf, type Press, uploadedIn } from './press.ts';
import { priceWords } from './views/parts.ts';

/** The value of the region select that means no region. */
export const wholePicture = 'all';

export interface StepForm {
	/** Who takes the form. */
	customId: string;
	pictures: number;
	/** Micro-dollars that it will cost about; undefined where that is not known at once. */
	micros?: number | undefined;
	locale: string;
}

/** Asks what the picture should show, and if one likes where it may change. */
export function editForm({ customId, pictures, micros, locale }: StepForm): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	const regionOptions = regions.map((value) => ({ label: t(`choice.region.${value}`), value }));
	return {
		custom_id: customId,
		title: t('modal.editTitle'),
		components: [
			promptField(t('modal.prompt'), t('modal.promptHint')),
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
			...priceLine(micros, locale),
		],
	};
}

type Fields = APIModalInteractionResponseCallbackData['components'];

/** The words of a picture. */
export const promptField = (label: string, placeholder: string, isRequired = true): Fields[number] => ({
	type: ComponentType.Label,
	label,
	component: {
		type: ComponentType.TextInput,
		custom_id: 'prompt',
		style: TextInputStyle.Paragraph,
		placeholder,
		max_length: 4000,
		required: isRequired,
	},
});

/** What it will cost; nothing where nobody knows it yet. Micro-dollars. */
export function priceLine(micros: number | undefined, locale: string): Fields {
	return micros === undefined ? [] : [{ type: ComponentType.TextDisplay, content: priceWords(micros, locale) }];
}

/** Several pictures: which one, and how far from it. */
export function varyForm({ customId, pictures, micros, locale }: StepForm): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	const strengthOptions = strengths.map((value, i) => ({
		label: t(`choice.strength.${value}`),
		value,
		default: i === 0,
	}));
	return {
		custom_id: customId,
		title: t('modal.varyTitle'),
		components: [
			...whichPicture(pictures, locale),
			{
				type: ComponentType.Label,
				label: t('modal.strength'),
				component: { type: ComponentType.StringSelect, custom_id: 'strength', options: strengthOptions },
			},
			...priceLine(micros, locale),
		],
	};
}

/** Only which of several pictures. */
export function pictureForm({ customId, pictures, micros, locale }: StepForm): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: customId,
		title: t('modal.picture'),
		components: [...whichPicture(pictures, locale), ...priceLine(micros, locale)],
	};
}

/** Several pictures: which one. */
export function whichPicture(pictures: number, locale: string): Fields {
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

/** What was filled in: which of several pictures, and the options of the step. Where no form was open, the first one and none. */
export function filledIn(press: Press): { picture: number; options: Options } {
	const { picture = 0, prompt, region, strength } = fieldsOf(press);
	const [mask] = uploadedIn(press, 'mask');
	return {
		picture: Number(picture),
		options: {
			...(prompt ? { prompt } : {}),
			...(region && region !== wholePicture ? { region } : {}),
			...(strength ? { strength } : {}),
			...(mask ? { mask: { role: 'mask', ...mask } as const } : {}),
		},
	};
}
