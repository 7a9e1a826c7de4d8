import type { Outcome, ProviderCall, TokenUsage } from '../core/ports.ts';
import { notAnObject, outcomeOfEntries, tokenUsage } from './answer.ts';
import type { Download } from './download.ts';
import { errorIn, outcomeOfBroken, outcomeOfComplaint, unlessBegun } from './errors.ts';
import { type Reader, unfinished } from './exchange.ts';
import type { Files } from './files.ts';
import { fieldOf, isJson, listOf, textOf } from './json.ts';
import { createShow } from './previews.ts';

const toolEvent = 'response.image_generation_call.';
/** The last event of a stream, which carries the whole response. */
const lastEvents = new Set(['response.completed', 'response.failed', 'response.incomplete']);

/** What the Responses API sends back: a response, or events whose last one carries it. */
export function createResponsesReader(call: ProviderCall, download: Download, files: Pick<Files, 'distrust'>): Reader {
	const show = createShow(call.previews);
	let isBegun = false;
	let complaint: Outcome | undefined;
	let last: unknown;

	async function read(body: unknown): Promise<Outcome> {
		const outcome = await readResponsesAnswer(body, call.count, download);
		// Said too late for this call, which may have been begun.
		if (textOf(fieldOf(body, 'error'), 'code') === 'image_file_not_found') files.distrust();
		const responseId = call.keepResponse ? textOf(body, 'id') : undefined;
		return outcome.kind === 'made' && responseId ? { ...outcome, responseId } : outcome;
	}

	return {
		body: read,
		events: {
			take(event) {
				const type = textOf(event, 'type') ?? '';
				const error = errorIn(event);
				if (error !== undefined) complaint = outcomeOfBroken(error, isBegun);
				else if (lastEvents.has(type)) last = fieldOf(event, 'response');
				else if (type.startsWith(toolEvent) && type !== `${toolEvent}in_progress`) isBegun = true;
				if (type === `${toolEvent}partial_image`) {
					show(textOf(event, 'partial_image_b64'), fieldOf(event, 'partial_image_index'));
				}
				return complaint !== undefined || last !== undefined;
			},
			async end(broke) {
				if (complaint) return complaint;
				return last === undefined ? unfinished(broke) : unlessBegun(await read(last), isBegun);
			},
		},
	};
}

async function readResponsesAnswer(body: unknown, wanted: number, download: Download): Promise<Outcome> {
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

export function isRefusedInWords(body: unknown): boolean {
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
