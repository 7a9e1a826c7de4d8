export type Endpoint = 'generations' | 'edits' | 'variations' | 'responses';
export type Family = 'gpt' | 'dall-e-3' | 'dall-e-2' | 'open';

/** What one model accepts. Sizes are `WxH`; `any` means the rules in sizes.ts. Money is USD per million tokens. */
export interface Model {
	id: string;
	family: Family;
	endpoints: readonly Endpoint[];
	sizes: 'any' | readonly string[];
	qualities: readonly string[];
	maxCount: number;
	maxPrompt: number;
	transparent: readonly Endpoint[];
	inputFidelity: readonly string[];
	markup: boolean;
	tokenPrices?: { textIn: number; imageIn: number; imageOut: number };
	/** Output tokens of a 1024x1024 picture by quality; other sizes scale by pixels. */
	outputTokens?: Record<string, number>;
	createdAt: string;
	shutdownDate?: string;
}

const drawAndEdit: readonly Endpoint[] = ['generations', 'edits', 'responses'];
const classicSizes = ['auto', '1024x1024', '1536x1024', '1024x1536'] as const;

const gpt = {
	family: 'gpt',
	endpoints: drawAndEdit,
	sizes: 'any',
	qualities: ['low', 'medium', 'high', 'auto'],
	maxCount: 10,
	maxPrompt: 32_000,
	transparent: drawAndEdit,
	inputFidelity: [],
	markup: false,
	tokenPrices: { textIn: 5, imageIn: 8, imageOut: 30 },
	outputTokens: { low: 196, medium: 1767, high: 7024 },
	createdAt: '2026-04-21',
} as const satisfies Omit<Model, 'id'>;

// No per-quality figures are published for xhigh and max; only their order is certain.
const recent = {
	...gpt,
	qualities: ['low', 'medium', 'high', 'xhigh', 'max', 'auto'],
	outputTokens: { ...gpt.outputTokens, xhigh: 10_536, max: 14_048 },
	markup: true,
	createdAt: '2026-09-08',
} as const;

const retiring = {
	...gpt,
	sizes: classicSizes,
	outputTokens: { low: 272, medium: 1056, high: 4160 },
	createdAt: '2025-12-16',
	shutdownDate: '2026-12-01',
} as const;

const dallE = {
	maxCount: 10,
	transparent: [],
	inputFidelity: [],
	markup: false,
	shutdownDate: '2026-05-12',
} as const;

export const knownModels: readonly Model[] = [
	{ ...recent, id: 'gpt-image-2.6-flare', createdAt: '2026-11-03' },
	{ ...recent, id: 'gpt-image-2.6-sunburst', createdAt: '2026-11-03' },
	{ ...recent, id: 'gpt-image-2.5-flare' },
	{ ...recent, id: 'gpt-image-2.5-sunburst' },
	// Transparency is a preview on this model and edits may refuse it; the twin takes the stricter reading.
	{ ...gpt, id: 'gpt-image-2', transparent: ['generations', 'responses'] },
	{ ...retiring, id: 'gpt-image-1.5', inputFidelity: ['low', 'high'] },
	{
		...retiring,
		id: 'gpt-image-1-mini',
		inputFidelity: ['low'],
		tokenPrices: { textIn: 2, imageIn: 2.5, imageOut: 8 },
	},
	{ ...retiring, id: 'chatgpt-image-latest', inputFidelity: ['low', 'high'] },
	{
		...dallE,
		id: 'dall-e-3',
		family: 'dall-e-3',
		endpoints: ['generations'],
		sizes: ['1024x1024', '1792x1024', '1024x1792'],
		qualities: ['standard', 'hd'],
		maxCount: 1,
		maxPrompt: 4000,
		createdAt: '2023-10-31',
	},
	{
		...dallE,
		id: 'dall-e-2',
		family: 'dall-e-2',
		endpoints: ['generations', 'edits', 'variations'],
		sizes: ['256x256', '512x512', '1024x1024'],
		qualities: ['standard'],
		maxPrompt: 1000,
		createdAt: '2023-10-31',
	},
];

/** A model as a compatible server offers it: any size, unknown parameters ignored, no usage. */
function openModel(id: string): Model {
	return {
		id,
		family: 'open',
		endpoints: ['generations', 'edits'],
		sizes: 'any',
		qualities: ['low', 'medium', 'high', 'auto', 'standard', 'hd'],
		maxCount: 10,
		maxPrompt: 32_000,
		transparent: [],
		inputFidelity: [],
		markup: false,
		createdAt: '2025-01-01',
	};
}

export const offeredByDefault: readonly string[] = [...knownModels.map((model) => model.id), 'flux-local'];

/** The profile of a name the twin was told to offer; a name it does not know is taken for an open model. */
export function modelNamed(id: string): Model {
	return knownModels.find((model) => model.id === id) ?? openModel(id);
}

/** One entry of `GET /v1/models`. */
export function describeModel(model: Model) {
	return {
		id: model.id,
		object: 'model' as const,
		created: Date.parse(model.createdAt) / 1000,
		owned_by: model.family === 'open' ? 'library' : 'system',
		...(model.shutdownDate && { shutdown_date: model.shutdownDate }),
	};
}
