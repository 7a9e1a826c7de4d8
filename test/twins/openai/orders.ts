import { type Fields, fieldsOf, missing } from './fields.ts';
import type { RawRequest } from './intake.ts';
import type { Endpoint, Model } from './models.ts';
import type { AnswerAs, InputPicture, Order, PictureFormat } from './order.ts';
import { type ApiProblem, invalid } from './problem.ts';
import { asDallE3Would } from './revise.ts';
import { readSize } from './sizes.ts';
import { readEditUploads, readVariationUpload } from './uploads.ts';

const gptParameters = [
	'model',
	'prompt',
	'n',
	'size',
	'quality',
	'background',
	'output_format',
	'output_compression',
	'complexity',
	'stream',
	'partial_images',
	'user',
	'safety_identifier',
];

/** What each family of models knows; anything else is an `unknown_parameter`. Open models ignore what they do not know. */
function parametersOf(model: Model, endpoint: Endpoint): string[] | undefined {
	if (model.family === 'open') return undefined;
	const files = endpoint === 'generations' ? [] : ['image', 'mask'];
	if (model.family === 'dall-e-3')
		return ['model', 'prompt', 'n', 'size', 'quality', 'style', 'response_format', 'user'];
	if (model.family === 'dall-e-2')
		return ['model', 'prompt', 'n', 'size', 'quality', 'response_format', 'user', ...files];
	if (endpoint === 'generations') return [...gptParameters, 'moderation'];
	return [
		...gptParameters,
		...files,
		...(model.markup ? ['markup'] : []),
		...(model.inputFidelity.length > 0 ? ['input_fidelity'] : []),
	];
}

const actions = { generations: 'generate', edits: 'edit', variations: 'vary' } as const;

/** Checks a request for `/images/{generations,edits,variations}`. `forced` is a server that ignores `response_format`. */
export async function readImageOrder(
	endpoint: 'generations' | 'edits' | 'variations',
	raw: RawRequest,
	model: Model,
	forced: AnswerAs | undefined,
): Promise<Order> {
	if (endpoint !== 'variations' && !model.endpoints.includes(endpoint)) {
		throw invalid('model', 'invalid_value', `The model '${model.id}' does not support image ${endpoint}.`);
	}
	if (endpoint !== 'generations' && !raw.multipart) {
		throw invalid(null, 'unsupported_content_type', "Expected a 'multipart/form-data' body.");
	}
	const fields = fieldsOf(raw);
	const allowed =
		endpoint === 'variations'
			? ['model', 'n', 'size', 'response_format', 'user', 'image']
			: parametersOf(model, endpoint);
	if (allowed) fields.only(allowed);
	const prompt = endpoint === 'variations' ? '' : readPrompt(fields, model);
	const n = readCount(fields, model);
	const uploads: { inputs: InputPicture[]; mask?: InputPicture; markup?: InputPicture } =
		endpoint === 'edits'
			? await readEditUploads(raw, model)
			: { inputs: endpoint === 'variations' ? [await readVariationUpload(raw)] : [] };
	return {
		...readLook(fields, model, endpoint, uploads.inputs),
		...uploads,
		action: actions[endpoint],
		prompt,
		n,
		answerAs: readAnswer(fields, model, forced),
		...(model.family === 'dall-e-3' && { revisedPrompt: asDallE3Would(prompt) }),
	};
}

/** Everything about the picture itself: shared with the Responses tool, which has no prompt or count of its own. */
export function readLook(
	fields: Fields,
	model: Model,
	endpoint: Endpoint,
	inputs: readonly InputPicture[],
): Omit<Order, 'action' | 'prompt' | 'n' | 'answerAs' | 'inputs' | 'mask' | 'markup'> {
	const { width, height } = readSize(fields.text('size'), model, inputs);
	const isGpt = model.family === 'gpt';
	fields.choice('style', ['vivid', 'natural']);
	fields.choice('moderation', ['auto', 'low']);
	fields.choice('complexity', ['low', 'medium', 'high']);
	if (isGpt && model.inputFidelity.length > 0) fields.choice('input_fidelity', model.inputFidelity);
	const safetyIdentifier = fields.text('safety_identifier') ?? '';
	if (safetyIdentifier.length > 128) throw tooLong('safety_identifier', 128, safetyIdentifier.length);
	const background = isGpt ? fields.choice('background', ['transparent', 'opaque', 'auto']) : undefined;
	const format: PictureFormat = (isGpt ? fields.choice('output_format', ['png', 'jpeg', 'webp']) : undefined) ?? 'png';
	if (background === 'transparent') checkTransparency(model, endpoint, format);
	const compression = isGpt ? fields.integer('output_compression', 0, 100) : undefined;
	if (compression !== undefined && compression < 100 && format === 'png') {
		throw invalid(
			'output_compression',
			'invalid_value',
			'Compression less than 100 is not supported for PNG output format.',
		);
	}
	const stream = isGpt && fields.flag('stream');
	const partialImages = isGpt ? fields.integer('partial_images', 0, 3) : undefined;
	if (partialImages && !stream) {
		throw invalid('partial_images', 'invalid_value', "'partial_images' is only supported when 'stream' is true.");
	}
	return {
		endpoint,
		model,
		size: `${width}x${height}`,
		width,
		height,
		quality: readQuality(fields, model),
		transparent: background === 'transparent',
		format,
		compression: compression ?? 100,
		stream,
		partialImages: partialImages ?? 0,
	};
}

/** Throws as the API does for prompts that are missing, empty or too long (characters). */
function readPrompt(fields: Fields, model: Model): string {
	const prompt = fields.text('prompt');
	if (prompt === undefined) throw missing('prompt');
	if (prompt === '') {
		const message =
			"Invalid 'prompt': empty string. Expected a string with minimum length 1, but got an empty string instead.";
		throw invalid('prompt', 'empty_string', message);
	}
	const length = [...prompt].length;
	if (length > model.maxPrompt) throw tooLong('prompt', model.maxPrompt, length);
	return prompt;
}

function readCount(fields: Fields, model: Model): number {
	const n = fields.integer('n', 1, 10) ?? 1;
	if (n > model.maxCount) throw invalid('n', 'invalid_value', 'You must provide n=1 for this model.');
	return n;
}

function readQuality(fields: Fields, model: Model): string {
	const quality = fields.choice('quality', model.qualities);
	if (quality !== undefined && quality !== 'auto') return quality;
	return model.family === 'gpt' ? 'medium' : 'standard';
}

function readAnswer(fields: Fields, model: Model, forced: AnswerAs | undefined): AnswerAs {
	if (model.family === 'gpt') return 'b64';
	const asked = fields.choice('response_format', ['url', 'b64_json']);
	if (forced) return forced;
	if (asked === 'b64_json') return 'b64';
	return asked ?? (model.family === 'open' ? 'b64' : 'url');
}

function checkTransparency(model: Model, endpoint: Endpoint, format: PictureFormat): void {
	if (!model.transparent.includes(endpoint)) {
		throw invalid('background', 'invalid_value', 'Transparent background is not supported for this model.');
	}
	if (format === 'jpeg') {
		throw invalid(
			'background',
			'invalid_value',
			"Transparent background is not supported for the 'jpeg' output format. Use 'png' or 'webp'.",
		);
	}
}

function tooLong(name: string, most: number, length: number): ApiProblem {
	const message = `Invalid '${name}': string too long. Expected a string with maximum length ${most}, but got a string with length ${length} instead.`;
	return invalid(name, 'string_above_max_length', message);
}
