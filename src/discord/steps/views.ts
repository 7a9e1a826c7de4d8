import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { wordsFor } from '../../locales/words.ts';
import { type Payload, payload, row, text } from '../payload.ts';
import { type From, stepId } from './ids.ts';

/** Several pictures: which one it is about. */
export function pictureSelect(
	pictures: number,
	customId: string,
	chosen: number,
	locale: string,
): APIComponentInContainer[] {
	if (pictures < 2) return [];
	const t = wordsFor(locale);
	const options = Array.from({ length: pictures }, (_, i) => ({
		label: t('modal.pictureN', { n: i + 1 }),
		value: String(i),
		default: i === chosen,
	}));
	return [row({ type: ComponentType.StringSelect, custom_id: customId, options })];
}

/** Asks which of several pictures is to be described. */
export const whichView = (pictures: number, from: From, locale: string): Payload =>
	payload('panel', [
		text(`**${wordsFor(locale)('modal.picture')}**`),
		...pictureSelect(pictures, stepId('describe', from), -1, locale),
	]);
