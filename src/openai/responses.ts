import type { OpenAI } from 'openai';
import type {
	ResponseCreateParamsNonStreaming,
	ResponseInputContent,
	Tool,
} from 'openai/resources/responses/responses';
import type { Outcome, ProviderCall, StoredPicture, TokenUsage } from '../core/ports.ts';
import { notAnObject, outcomeOfEntries, tokenUsage } from './answer.ts';
import type { Download } from './download.ts';
import { outcomeOfComplaint } from './errors.ts';
import { byRole } from './images.ts';
import { fieldOf, isJson, listOf, textOf } from './json.ts';

/**
 * Sends a call through the Responses API, where a mainline model words the prompt for the picture model and tells what it
 * said. It draws one picture a call. Gives back the body, unread.
 */
export async function callResponses(
	client: OpenAI,
	mainline: string,
	call: ProviderCall,
	identity: string | undefined,
): Promise<unknown> {
	const images = [...byRole(call.inputs, 'image'), ...byRole(call.inputs, 'reference')];
	const content: ResponseInputContent[] = [
		{ type: 'input_text', text: call.prompt },
		...images.map((image) => ({ type: 'input_image' as const, image_url: dataUrl(image), detail: 'auto' as const })),
	];
	const params: ResponseCreateParamsNonStreaming = {
		model: mainline,
		input: [{ role: 'user', content }],
		tools: [imageTool(call)],
		// Else it may answer in words.
		tool_choice: { type: 'image_generation' },
		store: false,
		...(identity ? { safety_identifier: identity } : {}),
	};
	// `client.responses.create` fails on answers that are no response; what came is judged by `readResponsesAnswer`.
	return client.post('/responses', { body: params });
}

function imageTool({ model, size, quality, background, format, inputs }: ProviderCall): Tool.ImageGeneration {
	const [mask] = byRole(inputs, 'mask');
	return {
		type: 'image_generation',
		model,
		action: actionFor(inputs),
		...(size ? { size } : {}),
		...(quality ? { quality } : {}),
		...(background ? { background } : {}),
		...(format ? { output_format: format } : {}),
		...(mask ? { input_image_mask: { image_url: dataUrl(mask) } } : {}),
	} as Tool.ImageGeneration;
}

/** References alone leave it to the model: nobody asked to change them, yet it has to look at them. */
function actionFor(inputs: readonly StoredPicture[]): 'generate' | 'edit' | 'auto' {
	if (byRole(inputs, 'image').length > 0) return 'edit';
	return byRole(inputs, 'reference').length > 0 ? 'auto' : 'generate';
}

const dataUrl = ({ type, bytes }: StoredPicture) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

export async function readResponsesAnswer(body: unknown, wanted: number, download: Download): Promise<Outcome> {
	if (!isJson(body)) return { kind: 'unusable', detail: notAnObject(body) };
	const usage = usageOf(body);
	const drawings = listOf(body, 'output').filter((item) => textOf(item, 'type') === 'image_generation_call');
	const entries = drawings
		.map((item) => ({ base64: textOf(item, 'result'), revisedPrompt: textOf(item, 'revised_prompt') }))
		.filter((entry) => entry.base64);
	if (entries.length > 0) return outcomeOfEntries(entries, wanted, usage, download);

	const error = [body, ...drawings].map((it) => fieldOf(it, 'error')).find(isJson);
	if (error) return outcomeOfComplaint({ error }, usage);
	if (isRefusedInWords(body)) return { kind: 'refused', categories: [], ...(usage ? { usage } : {}) };
	return { kind: 'unusable', detail: 'no picture in the response', ...(usage ? { usage } : {}) };
}

function isRefusedInWords(body: unknown): boolean {
	if (textOf(fieldOf(body, 'incomplete_details'), 'reason') === 'content_filter') return true;
	return listOf(body, 'output').some((item) =>
		listOf(item, 'content').some((part) => textOf(part, 'type') === 'refusal'),
	);
}

/**
 * The tool's tokens, and the mainline model's own, which `usage` counts apart from them. Those are counted like the picture
 * model's ($5 in, $30 out): what the flagship of the gpt-5.6 family is reported to cost, so rather too much than too little.
 * Without the tool's tokens the bill cannot be told from this.
 */
function usageOf(body: unknown): TokenUsage | undefined {
	const tool = tokenUsage(fieldOf(fieldOf(body, 'tool_usage'), 'image_gen'));
	if (!tool || tool.output === 0) return undefined;
	const own = fieldOf(body, 'usage');
	const count = (name: string) => Math.max(0, Number(fieldOf(own, name) ?? 0)) || 0;
	return {
		inputText: tool.inputText + count('input_tokens'),
		inputImage: tool.inputImage,
		output: tool.output + count('output_tokens'),
	};
}
