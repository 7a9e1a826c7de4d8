/**
 * Every reason to say no, as data. The words stand in the locale files under `refusal.<code>`; the fields are what those words
 * mention. A refusal always means: nothing was drawn for it, and nothing was paid.
 */
export type Refusal =
	| { code: 'promptEmpty' }
	| { code: 'promptTooLong'; length: number; limit: number; model: string }
	| { code: 'modelNotOffered'; model: string; offered: readonly string[] }
	| { code: 'modelCannot'; what: Ability; model: string; able: readonly string[] }
	| { code: 'optionUnknown'; option: string; value: string; legal: readonly string[]; model: string }
	| { code: 'choiceUnknown'; option: string; value: string; legal: readonly string[] }
	| { code: 'optionNeeds'; option: string; model: string; able: readonly string[] }
	| { code: 'shapeUnreadable'; shape: string }
	| { code: 'shapeTooLong'; shape: string; longest: number }
	| { code: 'shapeNotLegal'; shape: string; model: string; legal: readonly string[] }
	| {
			code: 'sizeOutOfBounds';
			size: string;
			model: string;
			minPixels: number;
			maxPixels: number;
			maxEdge: number;
			maxRatio: number;
	  }
	| { code: 'countOutOfRange'; count: number; limit: number }
	| { code: 'tooManyInputs'; inputs: number; limit: number; model: string }
	| { code: 'transparentNeedsAlpha'; format: string }
	| { code: 'maskOrRegion' }
	| { code: 'maskNeeded'; model: string }
	| { code: 'asIsOrEnhance' }
	| { code: 'pictureEmpty'; name: string }
	| { code: 'pictureNotAPicture'; name: string }
	| { code: 'pictureUnsupported'; name: string; found: string }
	| { code: 'pictureDamaged'; name: string }
	| { code: 'pictureTooManyPixels'; name: string; limit: number }
	| { code: 'pictureTooLarge'; name: string; limit: number }
	| { code: 'pictureGone'; name: string }
	| { code: 'pictureSlow'; name: string }
	| { code: 'pictureForeign'; name: string }
	| { code: 'maskSize'; name: string }
	| { code: 'maskEmpty'; name: string }
	| { code: 'maskFull'; name: string }
	/** A new shape, or a zoom, that leaves the picture as it is. */
	| { code: 'canvasSame' }
	/** Pictures in a blend. */
	| { code: 'blendCount'; least: number; most: number }
	/** No language model is here that could look at a picture. */
	| { code: 'cannotDescribe' }
	| { code: 'cannotAttach' }
	| { code: 'operatorBudget'; resetsAt: number }
	| { code: 'serverBudget'; limitMicros: number; leftMicros: number; priceMicros: number; resetsAt: number }
	| { code: 'serverMonth'; limit: number; left: number; asked: number; resetsAt: number }
	| { code: 'serverDay'; limit: number; left: number; asked: number; resetsAt: number }
	/** `role`: the role whose allowance this is, where it is not the server's default. */
	| { code: 'memberDay'; limit: number; left: number; asked: number; resetsAt: number; role?: string }
	/** Outside of servers, by the operator's limit. */
	| { code: 'directDay'; limit: number; left: number; asked: number; resetsAt: number }
	/** This operator has switched drawing off outside of servers. */
	| { code: 'onlyInServers' }
	| { code: 'atOnce'; limit: number }
	| { code: 'cooldown'; seconds: number; resetsAt: number }
	| { code: 'noModelAllowed' }
	| { code: 'qualityNotAllowed'; quality: string; model: string; allowed: readonly string[] }
	| { code: 'shapeNotAllowed'; allowed: readonly string[] }
	| { code: 'countNotAllowed'; count: number; limit: number }
	/** `channels`: where drawing is allowed, where that is a list. */
	| { code: 'channelNotAllowed'; channels: readonly string[] }
	| { code: 'privateNotAllowed' }
	| { code: 'notAllowed'; permission: Permission }
	| { code: 'inputsGone' }
	| { code: 'jobGone' }
	| { code: 'notYours' }
	| { code: 'tooLate' }
	| { code: 'notYet' }
	| { code: 'alreadyDrawing' }
	| { code: 'caseGone' }
	| { code: 'operatorRefuses' }
	| { code: 'notAResult' }
	/** A message's menu was opened where there is no picture. */
	| { code: 'noPictures' }
	/** Its message was deleted, so there is nothing to take away. */
	| { code: 'resultGone' }
	/** The pictures of an earlier job are neither posted any more nor kept. */
	| { code: 'resultUnseen' }
	/** Moderators have this member's report of it. */
	| { code: 'reportedBefore' }
	| { code: 'nothingToAppeal' }
	| { code: 'appealedBefore' }
	| { code: 'appealTooShort'; least: number }
	| { code: 'serverPaused' }
	/** A moderator paused this member. */
	| { code: 'memberPaused'; resetsAt: number }
	/** `near`: what stands around the brace. */
	| { code: 'braceUnclosed'; near: string }
	| { code: 'braceUnopened'; near: string }
	| { code: 'bracesTooDeep'; limit: number; near: string }
	/** `pictures`: as many as are counted, at most `countedTo` (batch.ts). */
	| { code: 'batchTooMany'; pictures: number; limit: number }
	| { code: 'batchEmpty' }
	| { code: 'batchesOff' }
	| { code: 'batchPrivate' }
	/** The bot may not post there by itself. */
	| { code: 'batchNowhere' }
	/** What was prepared was started, taken back, or left for an hour. */
	| { code: 'batchGone' }
	/** `limit` in bytes. */
	| { code: 'batchFileTooLarge'; name: string; limit: number }
	| { code: 'batchFileUtf16'; name: string }
	| { code: 'batchFileNotText'; name: string }
	| { code: 'closing' };

/** What a member must be able to do in the server; named in the locale files under `permission.<name>`. */
export type Permission = 'manageServer' | 'moderateMembers';

/** What a model may be unable to do; each is named in the locale files under `ability.<name>`. */
export type Ability = 'draw' | 'edit' | 'vary' | 'references' | 'enhance';

/** The refusals that come from what an operator or a server's admins have set: those are counted for them. */
const rules: readonly Refusal['code'][] = [
	'operatorBudget',
	'serverBudget',
	'serverMonth',
	'serverDay',
	'memberDay',
	'atOnce',
	'cooldown',
	'noModelAllowed',
	'modelNotOffered',
	'qualityNotAllowed',
	'shapeNotAllowed',
	'countNotAllowed',
	'channelNotAllowed',
	'privateNotAllowed',
	'serverPaused',
	'memberPaused',
];

export const isRule = (code: Refusal['code']): boolean => rules.includes(code);

/** Carries a refusal out of a parser or a rule to the one place that words it (`discord/dispatch.ts`). */
export class Refused extends Error {
	readonly refusal: Refusal;

	constructor(refusal: Refusal) {
		super(`refused: ${refusal.code}`);
		this.name = 'Refused';
		this.refusal = refusal;
	}
}
