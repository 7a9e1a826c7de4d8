import {
	type APILabelComponent,
	type APIModalInteractionResponseCallbackData,
	ComponentType,
	TextInputStyle,
} from 'discord.js';
import { type Before, defaultNames, legalDefaults, type OwnerKind, type TypedPersona } from '../../core/personas.ts';
import { wordsFor } from '../../locales/words.ts';
import { fieldsOf, type Press } from '../press.ts';
import { shorten } from '../text.ts';
import { personaId } from './ids.ts';

/** Discord's most for a text input: more than is legal, so that what is wrong can be told and not only be cut off. */
const longestText = 4000;
const longestTypedName = 100;

const nothing: TypedPersona = { name: '', perspective: '', style: '', shape: '', quality: '' };

/** A persona to fill in. `before`: the one that it replaces. */
export function personaForm(
	{ owner, before = null, typed = nothing }: { owner: OwnerKind; before?: Before | null; typed?: TypedPersona },
	locale: string,
): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	const kind = before ? 'edit' : owner;
	return {
		custom_id: personaId({ verb: 'fill', owner, before }),
		title: t(`personas.form.title.${kind}`),
		components: [
			{
				type: ComponentType.Label,
				label: t('personas.form.name'),
				description: t('personas.form.nameHint'),
				component: input('name', TextInputStyle.Short, longestTypedName, typed.name),
			},
			{
				type: ComponentType.Label,
				label: t('personas.form.perspective'),
				description: t('personas.form.perspectiveHint'),
				component: input('perspective', TextInputStyle.Paragraph, longestText, typed.perspective),
			},
			...defaultNames.map((name) => defaultSelect(name, typed[name], locale)),
		],
	};
}

/** A picture to look at, before it is drawn, through these eyes. */
export function tryForm(
	{ prompt = '', persona }: { prompt?: string; persona: string },
	locale: string,
): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: personaId({ verb: 'tried' }),
		title: t('personas.form.title.try'),
		components: [
			{
				type: ComponentType.Label,
				label: t('modal.prompt'),
				component: input('prompt', TextInputStyle.Paragraph, longestText, prompt),
			},
			{
				type: ComponentType.Label,
				label: t('personas.form.persona'),
				description: t('personas.form.personaHint'),
				component: input('persona', TextInputStyle.Short, 200, persona),
			},
		],
	};
}

export function typedIn(press: Press): TypedPersona {
	const fields = fieldsOf(press);
	const of = (name: string) => fields[name] ?? '';
	const [style, shape, quality] = defaultNames.map(of);
	return { name: of('name'), perspective: of('perspective'), style: style!, shape: shape!, quality: quality! };
}

export function triedIn(press: Press): { prompt: string; persona: string } {
	const { prompt = '', persona = '' } = fieldsOf(press);
	return { prompt, persona };
}

const input = (custom_id: string, style: TextInputStyle, max_length: number, value: string) => ({
	type: ComponentType.TextInput as const,
	custom_id,
	style,
	max_length,
	required: true,
	...(value === '' ? {} : { value: shorten(value, max_length) }),
});

function defaultSelect(name: keyof TypedPersona & keyof typeof legalDefaults, chosen: string, locale: string) {
	const t = wordsFor(locale);
	return {
		type: ComponentType.Label,
		label: t(`personas.form.${name}`),
		description: t(`personas.form.${name}Hint`),
		component: {
			type: ComponentType.StringSelect,
			custom_id: name,
			required: false,
			min_values: 0,
			max_values: 1,
			placeholder: t('personas.form.open'),
			options: legalDefaults[name].map((value) => ({
				label: name === 'shape' ? t(`personas.shape.${value}`) : t(`choice.${name}.${value}`),
				value,
				default: value === chosen,
			})),
		},
	} satisfies APILabelComponent;
}
