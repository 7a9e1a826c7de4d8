import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { wordsFor } from '../../locales/words.ts';
import { shorten } from '../text.ts';
import { type Act, caseId } from './ids.ts';

/** The form that each of these buttons opens, and by which id it comes back. */
export const formOf = {
	change: 'changed',
	refuse: 'refused',
	warn: 'warned',
	grant: 'granted',
	deny: 'denied',
} as const satisfies Partial<Record<Act, Act>>;
export type FormAct = keyof typeof formOf;

export const isFormAct = (act: Act): act is FormAct => act in formOf;

/** The name of the one field. */
export const field = 'words';
/** Characters: Discord's most for a text input, and what a member reads in a moment. */
export const longestPrompt = 4000;
export const longestReason = 500;

const mayBeEmpty: readonly FormAct[] = ['refuse', 'grant'];

/** `value`: what stands in it from the first. */
export function caseForm(
	act: FormAct,
	number: number,
	locale: string,
	value = '',
): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: caseId(formOf[act], number),
		title: t(`case.form.${act}.title`, { number }),
		components: [
			{
				type: ComponentType.Label,
				label: t(`case.form.${act}.field`),
				description: t(`case.form.${act}.about`),
				component: {
					type: ComponentType.TextInput,
					custom_id: field,
					style: TextInputStyle.Paragraph,
					max_length: act === 'change' ? longestPrompt : longestReason,
					required: !mayBeEmpty.includes(act),
					...(value === '' ? {} : { value: shorten(value, longestPrompt) }),
				},
			},
		],
	};
}
