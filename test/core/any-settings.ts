import fc from 'fast-check';
import { shapeNames } from '../../src/core/catalogue.ts';
import { categories, presetNames, type Threshold } from '../../src/core/moderation/categories.ts';
import {
	doubtfulResults,
	landings,
	priorities,
	qualityNames,
	type RoleAllowance,
	type Settings,
	whenDowns,
} from '../../src/core/settings.ts';
import { alertChannel, artist, channelId, guildId, operator, patron, reviewChannel } from './servers.ts';

/** Every other one is not there: with all limits set, the tightest hides the rest. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const channels = [channelId, reviewChannel, alertChannel];
const boolean = fc.boolean();

/** Some that the operator offers, and one withdrawn. */
export const anyModels = some([...operator.models, 'gpt-image-1.5']);
const anyModel = fc.constantFrom(...operator.models, 'gpt-image-1.5');

export const anyRole: fc.Arbitrary<RoleAllowance> = fc.record({
	imagesPerDay: maybe(fc.nat({ max: 30 })),
	qualities: maybe(some(qualityNames)),
	models: maybe(anyModels),
	priority: fc.constantFrom(...priorities),
});

const score = maybe(fc.integer({ min: 0, max: 100 }).map((it) => it / 100));
/** Nothing is held from a higher score than it is refused from. */
export const anyThreshold: fc.Arbitrary<Threshold> = fc
	.record({ hold: score, refuse: score }, { noNullPrototype: true })
	.filter(({ hold, refuse }) => hold === null || refuse === null || hold <= refuse);

/** Numbers are small enough to be reached. Every value here goes with every other. */
export const anySettings: fc.Arbitrary<Settings> = fc.record({
	models: fc.record({
		allowed: maybe(anyModels),
		preferred: maybe(anyModel),
		qualities: maybe(some(qualityNames)),
		shapes: maybe(some(shapeNames)),
		largestCount: fc.integer({ min: 1, max: 10 }),
		largestBatch: fc.integer({ min: 0, max: 100 }),
	}),
	limits: fc.record({
		serverImagesPerDay: maybe(fc.nat({ max: 40 })),
		serverImagesPerMonth: maybe(fc.nat({ max: 60 })),
		memberImagesPerDay: maybe(fc.nat({ max: 20 })),
		jobsAtOnce: maybe(fc.integer({ min: 1, max: 4 })),
		cooldownSeconds: fc.constantFrom(0, 1, 60),
	}),
	budget: fc.record({
		microsPerMonth: maybe(fc.nat({ max: 1_000_000 })),
		landing: fc.constantFrom(...landings),
		alertChannel: maybe(fc.constant(alertChannel)),
	}),
	channels: fc.record({ only: fc.subarray(channels), never: fc.subarray(channels) }),
	roles: fc
		.uniqueArray(fc.constantFrom(guildId, artist, patron))
		.chain((ids) =>
			fc
				.array(anyRole, { minLength: ids.length, maxLength: ids.length })
				.map((allowances) => Object.fromEntries(ids.map((id, n) => [id, allowances[n]!]))),
		),
	safety: fc.record({ privateResults: boolean, spoilers: boolean, reviewChannel: fc.constant(reviewChannel) }),
	moderation: fc.record({
		preset: fc.constantFrom(...presetNames),
		thresholds: fc.dictionary(fc.constantFrom(...categories), anyThreshold, { maxKeys: 4, noNullPrototype: true }),
		whenDown: fc.constantFrom(...whenDowns),
		results: fc.constantFrom(...doubtfulResults),
		autoMod: boolean,
		decideWithinHours: fc.integer({ min: 1, max: 720 }),
		retentionDays: fc.integer({ min: 1, max: 365 }),
		strikeDays: fc.integer({ min: 1, max: 730 }),
		paused: boolean,
	}),
	look: fc.record({
		language: maybe(fc.constantFrom('en', 'ko')),
		timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia', 'Europe/Berlin'),
		showPrice: boolean,
		offerEarlier: boolean,
		previews: fc.integer({ min: 0, max: 3 }),
		starterPersonas: boolean,
	}),
});
