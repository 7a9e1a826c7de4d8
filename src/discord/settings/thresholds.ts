import { type Category, categories, presets, type Threshold, thresholdsFor } from '../../core/moderation/categories.ts';
import type { Settings } from '../../core/settings.ts';
import type { Patch } from '../../core/settings-change.ts';
import type { Field } from './field.ts';
import { score } from './kinds/scores.ts';
import { type FormControl, form } from './page.ts';
import { capitalised, type Wording } from './wording.ts';

/** From which score on something is held or refused, category by category: a server's own numbers over those of its preset. */

/** In custom ids a category is its place in the list: names have signs that ids are read by. */
export const categoryAt = (arg: string | undefined): Category | undefined => categories[Number(arg ?? -1)];
export const placeOf = (category: Category): string => String(categories.indexOf(category));

export const categoryName = (category: Category, { t, locale }: Wording): string =>
	capitalised(t(`choice.category.${category}`), locale);

/** A part of one category's threshold: stored with the rest of them, since that is changed and reverted as one. */
const part = (name: keyof Threshold): Field => ({
	id: `threshold.${name}`,
	kind: score as Field['kind'],
	option: undefined,
	read: (settings, arg) => wished(settings, categoryAt(arg) ?? categories[0])[name],
	patch(settings, value, arg) {
		const category = categoryAt(arg);
		if (!category) return {};
		const { thresholds } = settings.moderation;
		const own = { ...wished(settings, category), [name]: value };
		return withOwn({ ...thresholds, [category]: own });
	},
});

export const thresholdForm: FormControl = {
	...form('threshold', [part('hold'), part('refuse')]),
	about(arg, wording) {
		const category = categoryAt(arg);
		return category && categoryName(category, wording);
	},
};

/** The numbers of one category go; those of the preset hold again. */
export function withoutOwn({ moderation }: Settings, category: Category): Patch {
	const { [category]: _, ...others } = moderation.thresholds;
	return withOwn(others);
}

export const withoutAny = (): Patch => withOwn({});

const withOwn = (thresholds: Settings['moderation']['thresholds']): Patch => ({ 'moderation.thresholds': thresholds });

/** What the server decided, by its own numbers or by its preset. */
export const wished = ({ moderation: { preset, thresholds } }: Settings, category: Category): Threshold =>
	thresholds[category] ?? presets[preset][category];

/** What holds: nothing is looser than the operator's floor, and than what no server may loosen. */
export const held = (
	{ moderation: { preset, thresholds } }: Settings,
	category: Category,
	{ floor }: Wording,
): Threshold => thresholdsFor(preset, thresholds, floor)[category];

/** `held from 0.6, refused from 0.95`. */
export function thresholdWords({ hold, refuse }: Threshold, wording: Wording): string {
	const { t } = wording;
	if (hold === null && refuse === null) return t('settings.threshold.never');
	const said = { hold: score.show(hold, wording), refuse: score.show(refuse, wording) };
	if (refuse === null) return t('settings.threshold.held', said);
	return t(hold === null ? 'settings.threshold.refused' : 'settings.threshold.both', said);
}

export const isSameThreshold = (one: Threshold, other: Threshold): boolean =>
	one.hold === other.hold && one.refuse === other.refuse;
