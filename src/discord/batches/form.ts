import {
	type APIModalInteractionResponseCallbackData,
	type APISelectMenuOption,
	ComponentType,
	TextInputStyle,
} from 'discord.js';
import { countLimit, shapeNames } from '../../core/catalogue.ts';
import type { Options, Source } from '../../core/request.ts';
import { qualityNames } from '../../core/settings.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { fieldsOf, type Press, uploadedIn } from '../press.ts';
import { shorten } from '../text.ts';
import { batchId } from './ids.ts';

/** Discord's own limits, in characters. */
const longestText = 4000;
const longestValue = 100;

type Modal = APIModalInteractionResponseCallbackData;

/** Asks for a list of prompts. What was typed before stands in it, as far as Discord lets a form hold it. */
export function batchForm(ref: string, locale: string, { text = '', options = {} }: Partial<Listed> = {}): Modal {
	const t = wordsFor(locale);
	const number = new Intl.NumberFormat(formatLocale(locale));
	const isKept = text.length > longestText;
	const counts = Array.from({ length: countLimit }, (_, i) => i + 1);
	return {
		custom_id: batchId('form', ref),
		title: t('batch.form.title'),
		components: [
			{
				type: ComponentType.Label,
				label: t('batch.form.prompts'),
				description: t('batch.form.promptsHint'),
				component: {
					type: ComponentType.TextInput,
					custom_id: 'prompts',
					style: TextInputStyle.Paragraph,
					placeholder: t(isKept ? 'batch.form.kept' : 'batch.form.example'),
					max_length: longestText,
					required: false,
					...(text === '' || isKept ? {} : { value: text }),
				},
			},
			{
				type: ComponentType.Label,
				label: t('batch.form.file'),
				description: t('batch.form.fileHint'),
				component: { type: ComponentType.FileUpload, custom_id: 'file', required: false, min_values: 0, max_values: 1 },
			},
			select(
				'shape',
				t('batch.form.shape'),
				named(shapeNames, options.shape, (name) => name),
			),
			select(
				'quality',
				t('batch.form.quality'),
				named(qualityNames, options.quality, (value) => t(`choice.quality.${value}`)),
			),
			select(
				'count',
				t('batch.form.count'),
				named(counts.map(String), options.count, (count) => number.format(Number(count))),
			),
		],
	};
}

/** A list as it was written, and the options that hold for all of it. */
export interface Listed {
	text: string;
	options: Options;
}

/** What was filled in; what was left alone is not among the options. */
export function filledIn(press: Press): Listed & { file: Source | undefined } {
	const { prompts = '', shape, quality, count } = fieldsOf(press);
	const [file] = uploadedIn(press, 'file');
	return {
		text: prompts,
		options: {
			...(shape ? { shape } : {}),
			...(quality ? { quality } : {}),
			...(count ? { count: Number(count) } : {}),
		},
		file: file && { role: 'reference', ...file },
	};
}

function select(name: string, label: string, options: APISelectMenuOption[]): Modal['components'][number] {
	return {
		type: ComponentType.Label,
		label,
		component: { type: ComponentType.StringSelect, custom_id: name, required: false, options },
	};
}

/** What was typed out, and is none of the names, can be chosen too. */
function named(
	names: readonly string[],
	now: Options[string],
	labelOf: (name: string) => string,
): APISelectMenuOption[] {
	const current = now === undefined || typeof now === 'object' ? undefined : String(now);
	const isTyped = current !== undefined && current !== '' && !names.includes(current) && current.length <= longestValue;
	return [
		...names.map((value) => ({ label: labelOf(value), value, default: value === current })),
		...(isTyped ? [{ label: shorten(current, longestValue), value: current, default: true }] : []),
	];
}
