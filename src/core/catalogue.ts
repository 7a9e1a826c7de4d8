/**
 * What each model can do and costs. Facts as of November 2026, from openai@7.55.0's own types, OpenAI's OpenAPI document and its
 * price pages; what OpenAI has not published is marked as assumed.
 */

export interface Size {
	width: number;
	height: number;
}

export type ShapeName = 'square' | 'portrait' | 'landscape' | 'wide' | 'tall';

export const shapeNames = ['square', 'portrait', 'landscape', 'wide', 'tall'] as const satisfies readonly ShapeName[];

export type Sizes =
	| { kind: 'listed'; sizes: readonly Size[] }
	/** Any width and height within these bounds. */
	| { kind: 'free'; multiple: number; minPixels: number; maxPixels: number; maxEdge: number; maxRatio: number };

export type Price =
	/** Micro-dollars an image, by quality and then by `WxH`; `else` for sizes not named. */
	| { kind: 'image'; table: Record<string, Record<string, number>> }
	/** Dollars per million tokens are micro-dollars per token. */
	| { kind: 'tokens'; inputText: number; inputImage: number; output: number; outputTokens: Record<string, number> };

export interface Model {
	id: string;
	/** Endpoints of the Images API, and `enhance`: the Responses API's image_generation tool. */
	can: { draw: boolean; edit: boolean; vary: boolean; enhance: boolean };
	sizes: Sizes;
	shapes: Partial<Record<ShapeName, Size>>;
	/** In rising order; empty where the parameter is not known. */
	qualities: readonly string[];
	defaultQuality: string | null;
	styles: readonly string[];
	backgrounds: readonly string[];
	/** `output_format`; empty where the parameter is not known. */
	formats: readonly string[];
	/** Pictures a single call may ask for. */
	perCall: number;
	/** Characters. */
	promptLimit: number;
	/** `null` where nothing can be put in. `square`: one square PNG is all it takes. Bytes a file. */
	inputs: { max: number; bytes: number; square: boolean; mask: boolean } | null;
	/** Sends pictures while they are made. */
	streams: boolean;
	/** Reads a coloured sketch over the picture, instead of a mask. */
	markup: boolean;
	/** Whether dall-e's documented "use it AS-IS" prefix means something to it. */
	rewritesPrompts: boolean;
	/** Takes `safety_identifier`. */
	identifies: boolean;
	price: Price;
}

/** Pictures a member may ask for at once; Discord's gallery holds ten. */
export const countLimit = 10;
/** Pictures in a batch: what one member may set going with one press. */
export const batchLimit = 100;
/** `partial_images`: pictures on the way to each picture. */
export const previewLimit = 3;

const MiB = 1024 * 1024;

const square = { width: 1024, height: 1024 };
const portrait = { width: 1024, height: 1536 };
const landscape = { width: 1536, height: 1024 };

const tokenPrice = (outputTokens: Record<string, number>): Price => ({
	kind: 'tokens',
	inputText: 5,
	inputImage: 8,
	output: 30,
	outputTokens,
});

/** Output tokens of gpt-image-2 at 1024x1024, from its published price per picture ($0.006, $0.053, $0.211). */
const published = { low: 196, medium: 1767, high: 7024 };
/** Not published: assumed to double per step, so that what is reserved is rather too much than too little. */
const assumed = { ...published, xhigh: 14_048, max: 28_096 };

const gptImage: Omit<Model, 'id' | 'sizes' | 'shapes' | 'qualities' | 'price'> = {
	can: { draw: true, edit: true, vary: false, enhance: true },
	defaultQuality: 'medium',
	styles: [],
	backgrounds: ['auto', 'opaque', 'transparent'],
	formats: ['png', 'jpeg', 'webp'],
	perCall: 10,
	promptLimit: 32_000,
	inputs: { max: 16, bytes: 50 * MiB, square: false, mask: true },
	streams: true,
	markup: false,
	rewritesPrompts: false,
	identifies: true,
};

const freeSizes: Sizes = {
	kind: 'free',
	multiple: 16,
	minPixels: 655_360,
	maxPixels: 8_294_400,
	maxEdge: 3840,
	maxRatio: 3,
};
const freeShapes = {
	square,
	portrait,
	landscape,
	wide: { width: 1536, height: 864 },
	tall: { width: 864, height: 1536 },
};

const gptImage2 = (id: string, backgrounds = gptImage.backgrounds): Model => ({
	...gptImage,
	id,
	backgrounds,
	sizes: freeSizes,
	shapes: freeShapes,
	qualities: ['low', 'medium', 'high'],
	price: tokenPrice(published),
});

const gptImage25 = (id: string, backgrounds = gptImage.backgrounds): Model => ({
	...gptImage2(id, backgrounds),
	qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
	price: tokenPrice(assumed),
	// On 2.6 it is unknown.
	markup: id.startsWith('gpt-image-2.5'),
});

const gptImage1 = (id: string): Model => ({
	...gptImage,
	id,
	sizes: { kind: 'listed', sizes: [square, landscape, portrait] },
	shapes: { square, portrait, landscape, wide: landscape, tall: portrait },
	qualities: ['low', 'medium', 'high'],
	price: tokenPrice(published),
});

const opaqueOnly = ['auto', 'opaque'];

const models: readonly Model[] = [
	// Transparency on 2.6 is unknown, and a preview on 2 that edits may refuse: not offered rather than paid for and refused.
	gptImage25('gpt-image-2.6-flare', opaqueOnly),
	gptImage25('gpt-image-2.6-sunburst', opaqueOnly),
	gptImage25('gpt-image-2.5-flare'),
	gptImage25('gpt-image-2.5-sunburst'),
	gptImage2('gpt-image-2', opaqueOnly),
	gptImage1('gpt-image-1.5'),
	gptImage1('gpt-image-1-mini'),
	gptImage1('chatgpt-image-latest'),
	{
		id: 'dall-e-3',
		can: { draw: true, edit: false, vary: false, enhance: false },
		sizes: { kind: 'listed', sizes: [square, { width: 1792, height: 1024 }, { width: 1024, height: 1792 }] },
		shapes: {
			square,
			portrait: { width: 1024, height: 1792 },
			landscape: { width: 1792, height: 1024 },
			wide: { width: 1792, height: 1024 },
			tall: { width: 1024, height: 1792 },
		},
		qualities: ['standard', 'hd'],
		defaultQuality: 'standard',
		styles: ['vivid', 'natural'],
		backgrounds: [],
		formats: [],
		perCall: 1,
		promptLimit: 4000,
		inputs: null,
		streams: false,
		markup: false,
		rewritesPrompts: true,
		identifies: false,
		price: {
			kind: 'image',
			table: { standard: { '1024x1024': 40_000, else: 80_000 }, hd: { '1024x1024': 80_000, else: 120_000 } },
		},
	},
	{
		id: 'dall-e-2',
		can: { draw: true, edit: true, vary: true, enhance: false },
		sizes: {
			kind: 'listed',
			sizes: [square, { width: 512, height: 512 }, { width: 256, height: 256 }],
		},
		shapes: { square },
		qualities: ['standard'],
		defaultQuality: null,
		styles: [],
		backgrounds: [],
		formats: [],
		perCall: 10,
		promptLimit: 1000,
		inputs: { max: 1, bytes: 4 * MiB, square: true, mask: true },
		streams: false,
		markup: false,
		rewritesPrompts: false,
		identifies: false,
		price: {
			kind: 'image',
			table: { standard: { '1024x1024': 20_000, '512x512': 18_000, '256x256': 16_000, else: 20_000 } },
		},
	},
];

/** The models OpenAI serves today without an announced end: what is offered when the operator names none. */
export const liveModels: readonly string[] = [
	'gpt-image-2.6-flare',
	'gpt-image-2.6-sunburst',
	'gpt-image-2.5-flare',
	'gpt-image-2.5-sunburst',
	'gpt-image-2',
];

/** A name nobody here knows, on a compatible server: only what every such server takes, one picture a call. */
function cautious(id: string): Model {
	return {
		id,
		can: { draw: true, edit: true, vary: false, enhance: false },
		sizes: { kind: 'free', multiple: 8, minPixels: 256 * 256, maxPixels: 4_194_304, maxEdge: 2048, maxRatio: 3 },
		shapes: { square },
		qualities: [],
		defaultQuality: null,
		styles: [],
		backgrounds: [],
		formats: [],
		perCall: 1,
		promptLimit: 4000,
		inputs: { max: 1, bytes: 4 * MiB, square: true, mask: true },
		streams: false,
		markup: false,
		rewritesPrompts: false,
		identifies: false,
		// A server of one's own sends no bill.
		price: { kind: 'image', table: {} },
	};
}

const known = new Map(models.map((model) => [model.id, model]));

/** Never fails: a name not in the catalogue gets the cautious profile. */
export const modelOf = (id: string): Model => known.get(id) ?? cautious(id);

export const knownModels: readonly string[] = models.map((model) => model.id);

export const sizeText = ({ width, height }: Size): string => `${width}x${height}`;
