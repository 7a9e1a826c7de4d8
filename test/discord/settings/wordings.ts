import type { Kept } from '../../../src/core/books.ts';
import { liveModels } from '../../../src/core/catalogue.ts';
import { categories } from '../../../src/core/moderation/categories.ts';
import { defaultSettings, largest, type Settings } from '../../../src/core/settings.ts';
import { type Wording, wordingFor } from '../../../src/discord/settings/wording.ts';

/** What the tests of the panel's parts start from. */

export const guildId = '934188725630984202';
/** 25 November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 25, 12);

export const wordingIn = (locale: string): Wording =>
	wordingFor(locale, {
		guildId,
		offer: { model: 'gpt-image-2.5-flare', models: liveModels },
		floor: {},
		now: noon,
	});
export const wording: Wording = wordingIn('en');

export const withSettings = (change: (settings: Settings) => void): Settings => {
	const settings = structuredClone(defaultSettings);
	change(settings);
	return settings;
};

/** Ids of Discord's, the longest there are. */
const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => String(10n ** 19n + BigInt(i)));

/** As much of everything as can be stored. */
export const fullest: Settings = withSettings((settings) => {
	settings.models = {
		allowed: Array.from({ length: 25 }, (_, i) => `model-${i}-${'x'.repeat(90)}`),
		preferred: `model-1-${'x'.repeat(90)}`,
		qualities: ['low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'],
		shapes: ['square', 'portrait', 'landscape', 'wide', 'tall'],
		largestCount: 10,
		largestBatch: 100,
	};
	settings.limits = {
		serverImagesPerDay: largest.images,
		serverImagesPerMonth: largest.images,
		memberImagesPerDay: largest.images,
		jobsAtOnce: largest.atOnce,
		cooldownSeconds: largest.cooldownSeconds,
	};
	settings.budget = { microsPerMonth: 999_999_999_999, landing: 'approval', alertChannel: ids(1)[0]! };
	settings.channels = { only: ids(25), never: ids(25) };
	settings.safety = { privateResults: false, spoilers: true, reviewChannel: ids(1)[0]! };
	const all = categories.map((name) => [name, { hold: 0.123456, refuse: 0.234567 }] as const);
	settings.moderation = {
		preset: 'family',
		thresholds: Object.fromEntries(all),
		whenDown: 'hold',
		results: 'spoiler',
		autoMod: true,
		decideWithinHours: 720,
		retentionDays: 365,
		strikeDays: 730,
		paused: true,
	};
	settings.look = {
		language: 'pt-BR',
		timeZone: 'America/Argentina/ComodRivadavia',
		showPrice: false,
		offerEarlier: false,
		previews: 3,
		starterPersonas: false,
	};
	settings.roles = Object.fromEntries(
		ids(largest.roles).map((id) => [
			id,
			{
				imagesPerDay: largest.images,
				qualities: settings.models.qualities,
				models: settings.models.allowed,
				priority: 'high' as const,
			},
		]),
	);
});

export const kept = (settings: Settings, revision = 999_999_999): Kept => ({ settings, revision });
