import { type APIComponentInContainer, type APISelectMenuOption, ComponentType } from 'discord.js';
import { type Category, categories, presets } from '../../../core/moderation/categories.ts';
import type { Settings } from '../../../core/settings.ts';
import { labelled } from '../../../locales/words.ts';
import { button, row, text } from '../../payload.ts';
import { panelId, type View } from '../ids.ts';
import {
	categoryAt,
	categoryName,
	held,
	isSameThreshold,
	placeOf,
	thresholdForm,
	thresholdWords,
	wished,
} from '../thresholds.ts';
import type { Wording } from '../wording.ts';
import { controlView, type Stand } from './controls.ts';

const moderation: View = { name: 'moderation' };

/** Which categories differ from the preset, and the way to each. */
export function thresholdsView({ settings, revision }: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const own = categories.filter((category) => isOwn(settings, category));
	const lines = own.map(
		(category) =>
			`- ${labelled(categoryName(category, wording), heldWords(settings, category, wording), wording.locale)}`,
	);
	const title = `**${t('settings.field.moderation.thresholds')}** · ${t('settings.threshold.own', { count: own.length })}`;
	return [
		text([title, `-# ${t('settings.hint.moderation.thresholds')}`, ...lines].join('\n')),
		row({
			type: ComponentType.StringSelect,
			custom_id: panelId('threshold', moderation, revision),
			placeholder: t('settings.threshold.choose'),
			options: categories.map((category) => optionFor(category, settings, wording)),
		}),
		...(own.length > 0
			? [row(button(t('settings.button.presetForAll'), panelId('remove', moderation, revision)))]
			: []),
	];
}

function optionFor(category: Category, settings: Settings, wording: Wording): APISelectMenuOption {
	const words = heldWords(settings, category, wording);
	const description = isOwn(settings, category) ? wording.t('settings.threshold.ownOne', { words }) : words;
	return { label: categoryName(category, wording), value: placeOf(category), description };
}

/** One category: its numbers, those of the preset, and what holds where the server may not decide by itself. */
export function thresholdView(stand: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const { settings, revision, view } = stand;
	const category = categoryAt(view.arg) ?? categories[0];
	const { preset } = settings.moderation;
	const name = t(`settings.preset.${preset}`);
	const usual = thresholdWords(presets[preset][category], wording);
	const differs = isOwn(settings, category);
	const isBound = !isSameThreshold(held(settings, category, wording), wished(settings, category));
	return [
		text(`## ${categoryName(category, wording)}\n-# ${t('settings.threshold.about')}`),
		...controlView(thresholdForm, stand, wording),
		text(t(differs ? 'settings.threshold.differs' : 'settings.threshold.same', { preset: name, words: usual })),
		...(category === 'sexual/minors' ? [text(t('settings.threshold.minors'))] : []),
		...(isBound ? [text(t('settings.threshold.bound', { words: heldWords(settings, category, wording) }))] : []),
		row(
			button(t('settings.button.back'), panelId('open', moderation, revision)),
			...(differs ? [button(t('settings.button.preset'), panelId('remove', view, revision))] : []),
		),
	];
}

const isOwn = ({ moderation: { thresholds } }: Settings, category: Category): boolean =>
	thresholds[category] !== undefined;

const heldWords = (settings: Settings, category: Category, wording: Wording): string =>
	thresholdWords(held(settings, category, wording), wording);
