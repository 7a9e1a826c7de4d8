import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { shorten } from '../../text.ts';
import { panelId } from '../ids.ts';
import type { FormControl } from '../page.ts';
import { capitalised, type Wording } from '../wording.ts';
import type { Stand } from './controls.ts';

/** Longer than anything that is legal, so that what is wrong can be told and not only be cut off. */
const longestText = 60;

/** Text fields filled with what stands now; an empty one is no limit. Its id has the revision that filled it. */
export function formModal(
	{ name, fields, about }: FormControl,
	{ view, revision, settings }: Stand,
	wording: Wording,
): APIModalInteractionResponseCallbackData {
	const { t } = wording;
	const whose = about?.(view.arg, wording);
	const title = t(`settings.form.${name}`);
	return {
		custom_id: panelId('fill', view, revision, name),
		title: shorten(whose === undefined ? title : `${title} · ${whose}`, 45),
		components: fields.map((field) => {
			const value = field.kind.typed?.(field.read(settings, view.arg)) ?? '';
			return {
				type: ComponentType.Label,
				label: t(`settings.label.${field.id}`),
				description: shorten(t(`settings.hint.${field.id}`), 100),
				component: {
					type: ComponentType.TextInput,
					custom_id: field.id,
					style: TextInputStyle.Short,
					required: false,
					max_length: longestText,
					...(field.kind.empty ? { placeholder: capitalised(field.kind.empty(wording), wording.locale) } : {}),
					...(value === '' ? {} : { value }),
				},
			};
		}),
	};
}
