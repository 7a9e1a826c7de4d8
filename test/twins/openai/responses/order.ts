import { fieldsOf, missing, unsupported } from '../fields.ts';
import type { RawRequest } from '../intake.ts';
import { readDataUrl } from '../moderations.ts';
import type { InputPicture, Order } from '../order.ts';
import { readLook } from '../orders.ts';
import { invalid } from '../problem.ts';
import { enrich } from '../revise.ts';
import { offeredModel, type TwinState } from '../state.ts';
import { decode } from '../uploads.ts';
import { findResponse } from './store.ts';

/** An order that came in through the Responses API. `n` is 0 when the model was only asked to talk. */
export interface ResponseOrder extends Order {
	textModel: string;
	background: boolean;
	previousId: string | null;
	tools: unknown[];
	/** Pictures in the question, also when they are only looked at. */
	seen: InputPicture[];
}

interface Tool {
	type: string;
	[option: string]: unknown;
}

const textModels = /^(gpt-(4o|4\.1|5)[\w.-]*|o[34][\w.-]*|chat-latest)$/;
const toolOptions = [
	'type',
	'model',
	'action',
	'quality',
	'size',
	'background',
	'output_format',
	'output_compression',
	'moderation',
	'complexity',
	'input_image_mask',
	'partial_images',
];

/** Checks `POST /v1/responses`, with or without the `image_generation` tool. */
export async function readResponseOrder(twin: TwinState, raw: RawRequest): Promise<ResponseOrder> {
	const fields = fieldsOf(raw);
	const textModel = fields.text('model');
	if (textModel === undefined) throw missing('model');
	if (!textModels.test(textModel)) {
		throw invalid('model', 'model_not_found', `The requested model '${textModel}' does not exist.`);
	}
	const tools = (Array.isArray(raw.fields.tools) ? raw.fields.tools : []) as Tool[];
	const tool = tools.find((one) => one.type === 'image_generation');
	const previousId = fields.text('previous_response_id') ?? null;
	const { text, pictures } = readInput(raw.fields.input);
	const seen: InputPicture[] = [];
	for (const url of [...readPrevious(twin, previousId), ...pictures])
		seen.push(await pictureAt(url, `image ${seen.length + 1}`));

	const modelId = (tool?.model as string | undefined) ?? defaultModel(twin);
	const model = offeredModel(twin, modelId);
	if (!model.endpoints.includes('responses')) {
		throw invalid(
			'tools[0].model',
			'invalid_value',
			`The model '${modelId}' is not supported by the image_generation tool.`,
		);
	}
	const stream = fields.flag('stream');
	const toolFields = fieldsOf({ fields: { ...tool, stream }, files: [], multipart: false });
	toolFields.only([...toolOptions, 'stream', ...(model.inputFidelity.length > 0 ? ['input_fidelity'] : [])]);
	const asked = toolFields.choice('action', ['auto', 'generate', 'edit']) ?? 'auto';
	if (asked === 'edit' && seen.length === 0)
		throw invalid('tools[0].action', 'invalid_value', "There is no image to edit: 'action' is 'edit'.");
	const action = asked === 'generate' || seen.length === 0 ? 'generate' : 'edit';
	const maskUrl = (tool?.input_image_mask as { image_url?: string } | undefined)?.image_url;
	return {
		...readLook(toolFields, model, 'responses', action === 'edit' ? seen : []),
		action,
		prompt: text,
		n: tool ? 1 : 0,
		answerAs: 'b64',
		inputs: tool ? seen : [],
		...(maskUrl && { mask: await readMask(maskUrl, seen[0]) }),
		revisedPrompt: enrich(text),
		textModel,
		background: fields.flag('background'),
		previousId,
		tools,
		seen,
	};
}

/** The words of the last question, and the URLs of all pictures in the conversation so far. */
function readInput(input: unknown): { text: string; pictures: string[] } {
	if (input === undefined || input === null) throw missing('input');
	if (typeof input === 'string') return { text: input, pictures: [] };
	if (!Array.isArray(input)) throw invalid('input', 'invalid_type', "Invalid type for 'input'.");
	let text = '';
	const pictures: string[] = [];
	for (const [index, item] of (input as { role?: string; content?: unknown }[]).entries()) {
		if (typeof item.content === 'string') {
			if (item.role === 'user') text = item.content;
			continue;
		}
		if (!Array.isArray(item.content)) continue;
		const parts = item.content as { type?: string; text?: string; image_url?: unknown }[];
		for (const [at, part] of parts.entries()) {
			if (part.type === 'input_image' && typeof part.image_url === 'string') pictures.push(part.image_url);
			else if (part.type !== 'input_text' && part.type !== 'output_text') {
				throw unsupported(`input[${index}].content[${at}].type`, String(part.type), ['input_text', 'input_image']);
			}
		}
		const words = parts.flatMap((part) => (part.type === 'input_text' && part.text ? [part.text] : []));
		if (item.role === 'user') text = words.join('\n');
	}
	return { text, pictures };
}

function readPrevious(twin: TwinState, id: string | null): string[] {
	if (id === null) return [];
	const previous = findResponse(twin, id);
	if (!previous) {
		throw invalid(
			'previous_response_id',
			'previous_response_not_found',
			`Previous response with id '${id}' not found.`,
		);
	}
	return previous.picture ? [`data:${previous.picture.type};base64,${previous.picture.bytes.toString('base64')}`] : [];
}

async function readMask(url: string, first: InputPicture | undefined): Promise<InputPicture> {
	const mask = await pictureAt(url, 'mask');
	if (!first || mask.width !== first.width || mask.height !== first.height || !mask.hasAlpha) {
		throw invalid(
			'tools[0].input_image_mask',
			'invalid_mask_image_format',
			'The mask needs an alpha channel and the size of the image.',
		);
	}
	return mask;
}

function pictureAt(url: string, called: string): Promise<InputPicture> {
	const bytes = readDataUrl(url);
	return decode({ field: 'image', name: called, type: url.slice(5, url.indexOf(';')), bytes }, called);
}

function defaultModel(twin: TwinState): string {
	const offered = twin.options.models ?? [];
	return offered.includes('gpt-image-2')
		? 'gpt-image-2'
		: (offered.find((id) => id.startsWith('gpt-image')) ?? 'gpt-image-2');
}
