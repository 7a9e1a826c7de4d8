import type { Threshold } from '../../../core/moderation/categories.ts';
import type { Options } from '../../../core/request.ts';
import type { Settings } from '../../../core/settings.ts';
import { type Patch, withPatch } from '../../../core/settings-change.ts';
import { wished } from '../../settings/thresholds.ts';
import { type Trial, trialFrom } from './ids.ts';

/** What was typed, or what is missing in it. */
export function typedTrial({ preset, category, hold, refuse }: Options): Trial | 'needsCategory' | 'needsNumbers' {
	const hasNumbers = hold !== undefined || refuse !== undefined;
	if (hasNumbers && category === undefined) return 'needsCategory';
	if (!hasNumbers && category !== undefined) return 'needsNumbers';
	// Discord has checked the rest of it.
	return trialFrom({ preset, category, hold: digits(hold), refuse: digits(refuse) }) ?? {};
}

const digits = (score: unknown) => (typeof score === 'number' ? Math.round(score * 1000) / 1000 : undefined);

/** What it changes in the settings as they are. Another preset leaves the server's own numbers as they are. */
export function patchOf(trial: Trial, settings: Settings): Patch {
	const { preset, category } = trial;
	const own = numbersOf(trial, settings);
	return {
		...(preset ? { 'moderation.preset': preset } : {}),
		...(category && own ? { 'moderation.thresholds': { ...settings.moderation.thresholds, [category]: own } } : {}),
	};
}

/** Throws `SettingsWrong` for numbers that do not go together. */
export const underTrial = (trial: Trial, settings: Settings): Settings => withPatch(settings, patchOf(trial, settings));

/** A number that was not given stays. */
function numbersOf({ preset, category, hold, refuse }: Trial, settings: Settings): Threshold | undefined {
	if (!category) return undefined;
	const { moderation } = settings;
	const present = wished({ ...settings, moderation: { ...moderation, preset: preset ?? moderation.preset } }, category);
	return { hold: hold ?? present.hold, refuse: refuse ?? present.refuse };
}
