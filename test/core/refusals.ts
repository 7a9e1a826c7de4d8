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
	cannotAttach: { code: 'cannotAttach' },
	operatorBudget: { code: 'operatorBudget', resetsAt: Date.UTC(2026, 10, 22) },
	inputsGone: { code: 'inputsGone' },
	jobGone: { code: 'jobGone' },
	notYours: { code: 'notYours' },
	tooLate: { code: 'tooLate' },
	notYet: { code: 'notYet' },
	alreadyDrawing: { code: 'alreadyDrawing' },
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
];
