import { countLimit, type Model, type Size } from './catalogue.ts';
import { chooseModel, isAble, known, offered, usualQuality } from './model-choice.ts';
import { oneOf, requiredPrompt, requiredSource, source, text } from './options.ts';
import { builtIn, defaultNames, type Personas, type Seen, seenThrough } from './personas.ts';
import { cleanPrompt, variationPrompts, wordForModel } from './prompt.ts';
import { type Ability, Refused } from './refusal.ts';
import { sizeFor } from './shape.ts';

export const regions = ['left', 'right', 'top', 'bottom', 'centre', 'edges', 'background'] as const;
export type Region = (typeof regions)[number];
export const fits = ['contain', 'cover'] as const;
export type Fit = (typeof fits)[number];
export const strengths = ['subtle', 'strong'] as const;
export type Strength = (typeof strengths)[number];

/** A picture somebody gave: an attachment's address at Discord's CDN, still to be downloaded; or the address of an earlier result (`resultAddress`). */
export interface Source {
	/** `markup`: a coloured sketch over the picture, for models that read one. */
	role: 'image' | 'mask' | 'reference' | 'markup';
	/** The file's name as the member knows it. */
	name: string;
	url: string;
	/** Bytes, as Discord says. */
	size: number;
}

/**
 * What a picture becomes a part of when its margins are painted: a canvas of this shape (width by height; null for the picture's own), in
 * which it lies whole, and smaller by `zoom`.
 */
export interface Canvas {
	zoom: number;
	ratio: number | null;
}

/** Where a job goes on from: a picture of an earlier one, counted from 0. */
export interface Step {
	jobId: string;
	picture: number;
}

/** The prompts that a vision model writes for a picture. */
export const descriptions = ['short', 'detailed', 'persona', 'photograph'] as const;
export type Described = Readonly<Record<(typeof descriptions)[number], string>>;

/** Names a picture of an earlier job as an input. Whether its member may see that job has been asked before. */
export const resultAddress = ({ jobId, picture }: Step): string => `result:${jobId}/${picture}`;

/** Undefined for any other address. */
export function readResultAddress(url: string): Step | undefined {
	const [, jobId, picture] = /^result:([0-9a-z-]+)\/(\d+)$/.exec(url) ?? [];
	return jobId === undefined ? undefined : { jobId, picture: Number(picture) };
}

/** A request that a model can serve: every field is legal for the model. JSON, as the ledger keeps it. */
export interface ImageRequest {
	action: 'imagine' | 'edit' | 'vary' | 'zoom' | 'reshape' | 'blend' | 'describe';
	endpoint: 'generations' | 'edits' | 'variations' | 'responses' | 'describe';
	model: string;
	/** The member's own words; empty for a variation without any. */
	prompt: string;
	/** The prompt as it is sent. */
	sent: string;
	size: Size;
	quality: string | null;
	style: string | null;
	background: string | null;
	format: string | null;
	persona: string | null;
	count: number;
	/** Pictures of each paid call; sums to `count`. */
	calls: readonly number[];
	/** Pictures put in: image, mask or references. A mask made from a region is not counted. */
	inputs: number;
	fit: Fit;
	region: Region | null;
	/** Cells of a grid of three by three that may change, one bit each, from the upper left. */
	cells?: number;
	canvas?: Canvas;
	strength: Strength | null;
	/** What the persona stood for when it was asked for; absent without a persona, and in jobs from before there was such a thing. */
	perspective?: string;
	/** Pictures to be shown while each one is made; each costs a little. */
	previews?: number;
	/** The provider keeps its answer, so that a next step can go on from it. */
	turns?: boolean;
	/** The step that this one goes on from, in the provider's own memory where that is still there. */
	continues?: Step;
	/** Micro-dollars that a picture from its words would cost, where it is only described. */
	nextMicros?: number;
	/** Nobody else has seen the picture that is described: what is drawn from its words is for its member as well. */
	nextPrivate?: boolean;
	private: boolean;
}

/** What a request counts as under limits on pictures: a description draws none, and is a paid call like one. */
export const countedAs = ({ action, count }: Pick<ImageRequest, 'action' | 'count'>): number =>
	action === 'describe' ? 1 : count;

/** A request with the pictures it needs. */
export interface Asked {
	request: ImageRequest;
	sources: readonly Source[];
}

/** What an operator offers, or what of it a server allows. */
export interface Offer {
	/** The model used when nobody names one. */
	model: string;
	models: readonly string[];
	/** The qualities that are allowed; null or absent: whatever a model knows. */
	qualities?: readonly string[] | null;
	/** The language model that words prompts and describes pictures; absent where there is none. */
	mainline?: string;
	/** The operator lets the provider keep its answers, so that an edit can go on from one. */
	turns?: boolean;
	/** The names of shapes that are allowed; absent: all of them. */
	shapes?: readonly string[];
	/** Pictures on the way to each one, which are a part of its price. */
	previews?: number;
}

/** Options as Discord sends them, by the names of the command table. */
export type Options = Readonly<Record<string, string | number | boolean | Source | undefined>>;

/**
 * `personas`: what the names in the option `persona` can stand for. Throws `Refused` when no offered model can do what is asked; nothing
 * has been promised or paid by then.
 */
export function parseImagine(typed: Options, offer: Offer, personas: Personas = builtIn): Asked {
	const references = ['reference', 'reference2', 'reference3']
		.map((name) => source(typed, name))
		.filter((it) => it !== undefined);
	const enhance = typed.enhance === true;
	const needs: Ability = enhance ? 'enhance' : references.length > 0 ? 'references' : 'draw';
	const model = chooseModel(typed, offer, needs);
	const seen = seenThrough(text(typed, 'persona') ?? '', personas);
	const options = { ...defaultsOf(seen, model, offer), ...typed };
	if (enhance && options.as_is === true) throw new Refused({ code: 'asIsOrEnhance' });
	const endpoint = enhance ? 'responses' : references.length > 0 ? 'edits' : 'generations';
	const core: Core = {
		action: 'imagine',
		endpoint,
		prompt: requiredPrompt(options),
		size: sizeFor(text(options, 'shape'), model),
		inputs: references.length,
	};
	const request = complete(options, offer, model, core, seen);
	checkInputs(references.length, model);
	return { request: { ...request, ...(enhance && offer.turns ? { turns: true } : {}) }, sources: references };
}

/** Throws `Refused` as `parseImagine` does. */
export function parseEdit(options: Options, offer: Offer): Asked {
	const mask = source(options, 'mask');
	const markup = source(options, 'markup');
	const region = oneOf(options, 'region', regions);
	const cells = typeof options.cells === 'number' ? options.cells : undefined;
	if (mask && (region || cells !== undefined)) throw new Refused({ code: 'maskOrRegion' });
	const model = chooseModel(options, offer, 'edit');
	if (markup && !model.markup) {
		throw new Refused({
			code: 'optionNeeds',
			option: 'sketch',
			model: model.id,
			able: offered(offer, (it) => it.markup),
		});
	}
	if (model.inputs?.square && !mask && !region && cells === undefined) {
		throw new Refused({ code: 'maskNeeded', model: model.id });
	}
	const image = requiredSource(options, 'image');
	const sources = [image, ...(mask ? [mask] : []), ...(markup ? [markup] : [])];
	const request = complete(options, offer, model, {
		action: 'edit',
		endpoint: 'edits',
		prompt: requiredPrompt(options),
		size: sizeFor('square', model),
		inputs: sources.length,
	});
	return { request: { ...request, region: region ?? null, ...(cells === undefined ? {} : { cells }) }, sources };
}

/** Throws `Refused` as `parseImagine` does. */
export function parseVary(options: Options, offer: Offer): Asked {
	const words = cleanPrompt(text(options, 'prompt') ?? '');
	const strength = oneOf(options, 'strength', strengths);
	const model = chooseModel(options, offer, 'vary');
	// The variations endpoint takes a picture and nothing else.
	if (model.can.vary && (words !== '' || strength)) {
		const option = words === '' ? 'strength' : 'prompt';
		throw new Refused({
			code: 'optionNeeds',
			option,
			model: model.id,
			able: offered(offer, (it) => isAble(it, 'vary') && !it.can.vary),
		});
	}
	const chosen = strength ?? 'subtle';
	const request = complete(options, offer, model, {
		action: 'vary',
		endpoint: model.can.vary ? 'variations' : 'edits',
		prompt: words,
		size: sizeFor('square', model),
		inputs: 1,
	});
	const sent = model.can.vary ? '' : [variationPrompts[chosen], words].filter((part) => part !== '').join(' ');
	return {
		request: { ...request, sent: withinLimit(sent, model), strength: model.can.vary ? null : chosen },
		sources: [requiredSource(options, 'image')],
	};
}

type Core = Pick<ImageRequest, 'action' | 'endpoint' | 'prompt' | 'size' | 'inputs'>;

/** What the personas say of it, as far as this model can do it and it is allowed; of several the first one. */
function defaultsOf({ defaults }: Seen, model: Model, { qualities, shapes }: Offer): Options {
	const legal = {
		style: (value: string) => model.styles.includes(value),
		shape: (value: string) => Object.hasOwn(model.shapes, value) && (shapes?.includes(value) ?? true),
		quality: (value: string) => model.qualities.includes(value) && (qualities?.includes(value) ?? true),
	};
	return Object.fromEntries(
		defaultNames.map((name) => [name, defaults.map((it) => it[name]).find((value) => value && legal[name](value))]),
	);
}

/** The rest of a request, as its model takes it. Throws `Refused`. */
export function complete(options: Options, offer: Offer, model: Model, core: Core, seen?: Seen): ImageRequest {
	const count = countOf(options);
	const background = known(options, 'background', model, offer, (it) => it.backgrounds);
	const format = known(options, 'format', model, offer, (it) => it.formats);
	if (background === 'transparent' && format === 'jpeg') throw new Refused({ code: 'transparentNeedsAlpha', format });
	// The image_generation tool draws one picture a call.
	const perCall = core.endpoint === 'responses' ? 1 : model.perCall;
	const sent = wordForModel({
		prompt: core.prompt,
		perspective: seen?.perspective,
		asIs: options.as_is === true,
		rewritesPrompts: model.rewritesPrompts,
	});
	return {
		...core,
		model: model.id,
		sent: withinLimit(sent, model),
		quality: known(options, 'quality', model, offer, (it) => it.qualities) ?? usualQuality(model, offer),
		style: known(options, 'style', model, offer, (it) => it.styles),
		background,
		format,
		persona: seen?.names ?? null,
		...(seen?.names ? { perspective: seen.perspective } : {}),
		count,
		calls: splitIntoCalls(count, perCall),
		fit: oneOf(options, 'fit', fits) ?? 'contain',
		region: null,
		strength: null,
		private: options.private === true,
	};
}

/** The words as they are sent. Throws `Refused` where the model reads no more of them. */
export function withinLimit(sent: string, model: Model): string {
	const length = [...sent].length;
	if (length > model.promptLimit) {
		throw new Refused({ code: 'promptTooLong', length, limit: model.promptLimit, model: model.id });
	}
	return sent;
}

function countOf(options: Options): number {
	const count = options.count === undefined ? 1 : Number(options.count);
	if (!Number.isInteger(count) || count < 1 || count > countLimit) {
		throw new Refused({ code: 'countOutOfRange', count, limit: countLimit });
	}
	return count;
}

function splitIntoCalls(count: number, perCall: number): number[] {
	const calls = Math.ceil(count / perCall);
	return Array.from({ length: calls }, (_, n) => Math.min(perCall, count - n * perCall));
}

function checkInputs(inputs: number, model: Model): void {
	const limit = model.inputs?.max ?? 0;
	if (inputs > limit) throw new Refused({ code: 'tooManyInputs', inputs, limit, model: model.id });
}
