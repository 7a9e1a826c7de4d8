import type { Ability, Refusal } from '../../src/core/refusal.ts';

/** One refusal of every code; the compiler misses a code that is missing here. */
type OneOfEach = { [Code in Refusal['code']]: Extract<Refusal, { code: Code }> };

const model = 'gpt-image-2';
const name = 'my_*cat*.png';

const oneOfEach: OneOfEach = {
	promptEmpty: { code: 'promptEmpty' },
	promptTooLong: { code: 'promptTooLong', length: 4001, limit: 4000, model },
	modelNotOffered: { code: 'modelNotOffered', model: 'dall-e-3', offered: ['gpt-image-2', 'dall-e-2'] },
	modelCannot: { code: 'modelCannot', what: 'vary', model, able: ['dall-e-2'] },
	optionUnknown: { code: 'optionUnknown', option: 'quality', value: 'hd', legal: ['low', 'medium', 'high'], model },
	choiceUnknown: { code: 'choiceUnknown', option: 'fit', value: 'stretch', legal: ['contain', 'cover'] },
	optionNeeds: { code: 'optionNeeds', option: 'style', model, able: ['dall-e-3'] },
	shapeUnreadable: { code: 'shapeUnreadable', shape: 'round' },
	shapeNotLegal: { code: 'shapeNotLegal', shape: 'wide', model: 'dall-e-2', legal: ['square', '512x512'] },
	sizeOutOfBounds: {
		code: 'sizeOutOfBounds',
		size: '4096x4096',
		model,
		minPixels: 655_360,
		maxPixels: 8_294_400,
		maxEdge: 3840,
		maxRatio: 3,
	},
	countOutOfRange: { code: 'countOutOfRange', count: 11, limit: 10 },
	tooManyInputs: { code: 'tooManyInputs', inputs: 3, limit: 1, model },
	transparentNeedsAlpha: { code: 'transparentNeedsAlpha', format: 'jpeg' },
	maskOrRegion: { code: 'maskOrRegion' },
	maskNeeded: { code: 'maskNeeded', model: 'dall-e-2' },
	asIsOrEnhance: { code: 'asIsOrEnhance' },
	pictureEmpty: { code: 'pictureEmpty', name },
	pictureNotAPicture: { code: 'pictureNotAPicture', name },
	pictureUnsupported: { code: 'pictureUnsupported', name, found: 'PDF' },
	pictureDamaged: { code: 'pictureDamaged', name },
	pictureTooManyPixels: { code: 'pictureTooManyPixels', name, limit: 50_000_000 },
	pictureTooLarge: { code: 'pictureTooLarge', name, limit: 20 * 1024 * 1024 },
	pictureGone: { code: 'pictureGone', name },
	pictureSlow: { code: 'pictureSlow', name },
	pictureForeign: { code: 'pictureForeign', name },
	maskSize: { code: 'maskSize', name },
	maskEmpty: { code: 'maskEmpty', name },
	maskFull: { code: 'maskFull', name },
	canvasSame: { code: 'canvasSame' },
	cannotAttach: { code: 'cannotAttach' },
	operatorBudget: { code: 'operatorBudget', resetsAt: Date.UTC(2026, 10, 22) },
	serverBudget: {
		code: 'serverBudget',
		limitMicros: 25_000_000,
		leftMicros: 12_345,
		priceMicros: 53_070,
		resetsAt: Date.UTC(2026, 11, 1),
	},
	serverMonth: { code: 'serverMonth', limit: 500, left: 1, asked: 4, resetsAt: Date.UTC(2026, 11, 1) },
	serverDay: { code: 'serverDay', limit: 50, left: 0, asked: 1, resetsAt: Date.UTC(2026, 10, 22) },
	memberDay: { code: 'memberDay', limit: 10, left: 2, asked: 3, resetsAt: Date.UTC(2026, 10, 22) },
	atOnce: { code: 'atOnce', limit: 2 },
	cooldown: { code: 'cooldown', seconds: 90, resetsAt: Date.UTC(2026, 10, 21, 12, 1) },
	noModelAllowed: { code: 'noModelAllowed' },
	qualityNotAllowed: { code: 'qualityNotAllowed', quality: 'high', model, allowed: ['low', 'medium'] },
	shapeNotAllowed: { code: 'shapeNotAllowed', allowed: ['square', 'wide'] },
	countNotAllowed: { code: 'countNotAllowed', count: 5, limit: 4 },
	channelNotAllowed: { code: 'channelNotAllowed', channels: ['934190266370285569'] },
	privateNotAllowed: { code: 'privateNotAllowed' },
	notAllowed: { code: 'notAllowed', permission: 'manageServer' },
	inputsGone: { code: 'inputsGone' },
	jobGone: { code: 'jobGone' },
	notAResult: { code: 'notAResult' },
	resultGone: { code: 'resultGone' },
	reportedBefore: { code: 'reportedBefore' },
	nothingToAppeal: { code: 'nothingToAppeal' },
	appealedBefore: { code: 'appealedBefore' },
	appealTooShort: { code: 'appealTooShort', least: 10 },
	notYours: { code: 'notYours' },
	tooLate: { code: 'tooLate' },
	notYet: { code: 'notYet' },
	alreadyDrawing: { code: 'alreadyDrawing' },
	caseGone: { code: 'caseGone' },
	operatorRefuses: { code: 'operatorRefuses' },
	serverPaused: { code: 'serverPaused' },
	memberPaused: { code: 'memberPaused', resetsAt: Date.UTC(2026, 10, 21, 13) },
	closing: { code: 'closing' },
};

const abilityNames: Record<Ability, true> = { draw: true, edit: true, vary: true, references: true, enhance: true };
export const abilities = Object.keys(abilityNames) as Ability[];

/** Every refusal there is, with the abilities and the empty lists that are worded differently. */
export const refusals: readonly Refusal[] = [
	...Object.values(oneOfEach),
	...abilities.map((what) => ({ ...oneOfEach.modelCannot, what })),
	{ ...oneOfEach.modelCannot, able: [] },
	{ ...oneOfEach.optionNeeds, able: [] },
	{ ...oneOfEach.qualityNotAllowed, allowed: [] },
	{ ...oneOfEach.channelNotAllowed, channels: [] },
	{ ...oneOfEach.memberDay, role: '934189010768064530' },
];
