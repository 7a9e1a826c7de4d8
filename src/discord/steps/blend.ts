import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { blendLimits } from '../../core/next-steps.ts';
import type { Source } from '../../core/request.ts';
import { wordsFor } from '../../locales/words.ts';
import { priceLine, promptField, type StepForm, whichPicture } from '../forms.ts';
import { type Press, uploadedIn } from '../press.ts';

const files = 'files';
const ids = 'ids';
const most = blendLimits.most - 1;

/** Asks for the other pictures, as files or as earlier results, and for what they should become. */
export function blendForm({ customId, pictures, micros, locale }: StepForm): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: customId,
		title: t('blend.title'),
		components: [
			promptField(t('blend.prompt'), t('blend.promptHint')),
			...whichPicture(pictures, locale),
			{
				type: ComponentType.Label,
				label: t('blend.files'),
				description: t('blend.filesHint', { most }),
				component: {
					type: ComponentType.FileUpload,
					custom_id: files,
					required: false,
					min_values: 0,
					max_values: most,
				},
			},
			{
				type: ComponentType.Label,
				label: t('blend.ids'),
				description: t('blend.idsHint'),
				component: {
					type: ComponentType.TextInput,
					custom_id: ids,
					style: TextInputStyle.Short,
					max_length: 200,
					required: false,
				},
			},
			...priceLine(micros, locale),
		],
	};
}

/** The pictures that were attached to the form. */
export const filesIn = (press: Press): Source[] => uploadedIn(press, files).map((it) => ({ role: 'reference', ...it }));

/** `#1424…` or `1424…/2`, separated by anything: the ids that galleries show, and which picture of a result is meant. */
export function resultsIn(press: Press): { jobId: string; picture: number }[] {
	if (!press.isModalSubmit() || !press.fields.fields.has(ids)) return [];
	const typed = press.fields.getTextInputValue(ids);
	return [...typed.matchAll(/#?([0-9a-z]{10,25})(?:\/(\d{1,2}))?/g)].map(([, jobId = '', n]) => ({
		jobId,
		picture: n ? Math.max(0, Number(n) - 1) : 0,
	}));
}
