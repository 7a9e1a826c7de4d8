import { z } from 'zod';
import { isTimeZone } from './calendar.ts';
import { batchLimit, countLimit, knownModels, modelOf, previewLimit, shapeNames } from './catalogue.ts';
import { categories, presetNames } from './moderation/categories.ts';

/** What a server's admins decide. JSON, as the store keeps it and as `/settings export` gives it away. */

export const settingsVersion = 1;

/** From here on up nobody means a limit; money in US dollars. */
export const largest = {
	images: 1_000_000,
	dollars: 1_000_000,
	atOnce: 100,
	cooldownSeconds: 86_400,
	roles: 40,
	/** What a select of Discord's can show. */
	ids: 25,
};

export const landings = ['stop', 'cheaper', 'approval'] as const;
export const whenDowns = ['hold', 'allow', 'refuse'] as const;
export const doubtfulResults = ['hold', 'spoiler', 'show'] as const;
export const priorities = ['normal', 'high'] as const;
export type Priority = (typeof priorities)[number];

/** Every quality that any model knows, the cheap ones first. */
export const qualityNames: readonly string[] = [...new Set(knownModels.flatMap((id) => modelOf(id).qualities))];

/** One of Discord's ids. */
const id = z.string().regex(/^\d{17,20}$/);
export const isDiscordId = (text: string): boolean => id.safeParse(text).success;
const ids = z.array(id).max(largest.ids);
/** Null is no limit. */
const images = z.int().min(0).max(largest.images).nullable();
/** Null is never. */
const score = z.number().min(0).max(1).nullable();
const threshold = z
	.strictObject({ hold: score, refuse: score })
	.refine(({ hold, refuse }) => hold === null || refuse === null || hold <= refuse, {
		params: { kind: 'holdAboveRefuse' },
	});
const modelName = z.string().regex(/^[\x21-\x7e]{1,100}$/);
const qualities = z.array(z.enum(qualityNames)).min(1).nullable();
const modelNames = z.array(modelName).min(1).max(25).nullable();

/** What a role adds for its members. Null says nothing: the other rules hold. */
export const roleSchema = z.strictObject({
	imagesPerDay: images,
	qualities,
	models: modelNames,
	priority: z.enum(priorities),
});
export type RoleAllowance = z.infer<typeof roleSchema>;

export const sections = {
	models: z.strictObject({
		/** Null: all that the operator offers. */
		allowed: modelNames,
		/** Used when nobody names one. */
		preferred: modelName.nullable(),
		qualities,
		shapes: z.array(z.enum(shapeNames)).min(1).nullable(),
		largestCount: z.int().min(1).max(countLimit),
		/** Pictures that may be asked for together, in a batch; 0 for no batches. */
		largestBatch: z.int().min(0).max(batchLimit),
	}),
	limits: z.strictObject({
		serverImagesPerDay: images,
		serverImagesPerMonth: images,
		memberImagesPerDay: images,
		jobsAtOnce: z.int().min(1).max(largest.atOnce).nullable(),
		cooldownSeconds: z.int().min(0).max(largest.cooldownSeconds),
	}),
	budget: z.strictObject({
		/** Micro-dollars; null is no budget. */
		microsPerMonth: z
			.int()
			.min(0)
			.max(largest.dollars * 1_000_000)
			.nullable(),
		/** What happens from 80 % of it on. */
		landing: z.enum(landings),
		alertChannel: id.nullable(),
	}),
	channels: z.strictObject({
		/** Empty: everywhere. */
		only: ids,
		never: ids,
	}),
	/** By the role's id; that of @everyone is the server's own. */
	roles: z.record(id, roleSchema).refine((roles) => Object.keys(roles).length <= largest.roles),
	safety: z.strictObject({
		privateResults: z.boolean(),
		spoilers: z.boolean(),
		/** Where moderators decide. */
		reviewChannel: id.nullable(),
	}),
	moderation: z.strictObject({
		preset: z.enum(presetNames),
		/** A server's own numbers over those of the preset. */
		thresholds: z.partialRecord(z.enum(categories), threshold),
		/** When OpenAI's endpoint does not answer, or cannot read a picture. */
		whenDown: z.enum(whenDowns),
		/** A doubtful result: kept back, covered, or not even looked at. */
		results: z.enum(doubtfulResults),
		/** The server's own AutoMod keyword rules hold for prompts too. */
		autoMod: z.boolean(),
		/** Hours after which a case that nobody decided on expires. */
		decideWithinHours: z.int().min(1).max(720),
		/** Days after which the words and pictures of a case are deleted. */
		retentionDays: z.int().min(1).max(365),
		/** Days after which a strike fades. */
		strikeDays: z.int().min(1).max(730),
		/** All drawing stands still. */
		paused: z.boolean(),
	}),
	look: z.strictObject({
		/** Of public messages; null: as Discord says of the server. */
		language: z
			.string()
			.regex(/^[a-z]{2}(-[A-Z]{2}|-\d{3})?$/)
			.nullable(),
		timeZone: z.string().refine(isTimeZone),
		showPrice: z.boolean(),
		/** An identical request of the last day is offered instead of drawn again. */
		offerEarlier: z.boolean(),
		/** Pictures shown while each one is made; every one costs a little. */
		previews: z.int().min(0).max(previewLimit),
		/** The personas that come with Easel are offered. */
		starterPersonas: z.boolean(),
	}),
};

export type Section = keyof typeof sections;
export const sectionNames = Object.keys(sections) as Section[];

export const settingsSchema = z.strictObject(sections);
export type Settings = z.infer<typeof settingsSchema>;

/** What a server has that never changed anything: nothing is limited but by the operator. */
export const defaultSettings: Settings = {
	models: { allowed: null, preferred: null, qualities: null, shapes: null, largestCount: countLimit, largestBatch: 20 },
	limits: {
		serverImagesPerDay: null,
		serverImagesPerMonth: null,
		memberImagesPerDay: null,
		jobsAtOnce: null,
		cooldownSeconds: 0,
	},
	budget: { microsPerMonth: null, landing: 'stop', alertChannel: null },
	channels: { only: [], never: [] },
	roles: {},
	safety: { privateResults: true, spoilers: false, reviewChannel: null },
	moderation: {
		preset: 'standard',
		thresholds: {},
		whenDown: 'hold',
		results: 'hold',
		autoMod: true,
		decideWithinHours: 24,
		retentionDays: 30,
		strikeDays: 90,
		paused: false,
	},
	look: { language: null, timeZone: 'UTC', showPrice: true, offerEarlier: true, previews: 1, starterPersonas: true },
};

export const noRoleAllowance: RoleAllowance = { imagesPerDay: null, qualities: null, models: null, priority: 'normal' };
