import { fieldsOf, missing } from '../fields.ts';
import type { RawRequest } from '../intake.ts';
import type { InputPicture, Order } from '../order.ts';
import { readLook } from '../orders.ts';
import { forgotten, invalid } from '../problem.ts';
import { enrich } from '../revise.ts';
import { offeredModel, type TwinState } from '../state.ts';
import { type Named, readInput, readPicture } from './input.ts';
import { findResponse } from './store.ts';

/** An order that came in through the Responses API. `n` is 0 when the model was only asked to talk. */
export interface ResponseOrder extends Order {
	textModel: string;
	background: boolean;
	previousId: string | null;
	/** `store`: only such a response can be gone on from. */
	isKept: boolean;
	/** Properties of the JSON to answer with. */
	schema?: string[];
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
	for (const named of [...readPrevious(twin, previousId), ...pictures]) {
		seen.push(await readPicture(twin, named, `image ${seen.length + 1}`));
	}

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
	const mask = tool?.input_image_mask as { image_url?: string; file_id?: string } | undefined;
	const schema = readSchema(raw.fields.text);
	return {
		...readLook(toolFields, model, 'responses', action === 'edit' ? seen : []),
		action,
		prompt: text,
		n: tool ? 1 : 0,
		answerAs: 'b64',
		inputs: tool ? seen : [],
		...(mask && { mask: await readMask(twin, { ...mask, param: 'tools[0].input_image_mask' }, seen[0]) }),
		revisedPrompt: enrich(text),
		textModel,
		background: fields.flag('background'),
		previousId,
		isKept: raw.fields.store !== false,
		...(schema && { schema }),
		tools,
		seen,
	};
}

function readPrevious(twin: TwinState, id: string | null): Named[] {
	if (id === null) return [];
	const previous = findResponse(twin, id);
	if (!previous) throw forgotten(id);
	if (!previous.picture) return [];
	const { type, bytes } = previous.picture;
	return [{ image_url: `data:${type};base64,${bytes.toString('base64')}`, param: 'previous_response_id' }];
}

/** The properties of the JSON that the model is to answer with; undefined when it may say what it likes. */
function readSchema(text: unknown): string[] | undefined {
	const format = (text as { format?: { type?: string; name?: string; schema?: { properties?: object } } } | null)
		?.format;
	if (format?.type !== 'json_schema') return undefined;
	if (!format.name) throw missing('text.format.name');
	if (!format.schema) throw missing('text.format.schema');
	return Object.keys(format.schema.properties ?? {});
}

async function readMask(twin: TwinState, named: Named, first: InputPicture | undefined): Promise<InputPicture> {
	const mask = await readPicture(twin, named, 'mask');
	if (!first || mask.width !== first.width || mask.height !== first.height || !mask.hasAlpha) {
		throw invalid(
			'tools[0].input_image_mask',
			'invalid_mask_image_format',
			'The mask needs an alpha channel and the size of the image.',
		);
	}
	return mask;
}

function defaultModel(twin: TwinState): string {
	const offered = twin.options.models ?? [];
	return offered.includes('gpt-image-2')
		? 'gpt-image-2'
		: (offered.find((id) => id.startsWith('gpt-image')) ?? 'gpt-image-2');
}
