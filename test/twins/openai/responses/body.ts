import type { Drawn, Work } from '../paid.ts';
import { describePicture, wordIn } from './describe.ts';
import type { ResponseOrder } from './order.ts';
import type { ResponseBody, ResponseStatus } from './store.ts';

export type ResponseWork = Work & { order: ResponseOrder };

/** A response object; `output` is empty until the work is done. */
export function responseBody(
	work: ResponseWork,
	id: string,
	status: ResponseStatus,
	output: Record<string, unknown>[],
	usage?: Drawn['usage'],
): ResponseBody {
	const { order, twin, call } = work;
	const inputTokens = Math.ceil(order.prompt.length / 4) + order.seen.length * 256;
	const outputTokens = status === 'completed' ? 40 : 0;
	return {
		id,
		object: 'response',
		created_at: Math.floor(call.startedAt / 1000),
		completed_at: status === 'completed' ? Math.floor(twin.now() / 1000) : null,
		status,
		background: order.background,
		error: null,
		incomplete_details: null,
		instructions: null,
		metadata: {},
		model: order.textModel,
		output,
		parallel_tool_calls: true,
		previous_response_id: order.previousId,
		safety_identifier: call.safetyIdentifier ?? null,
		temperature: 1,
		tool_choice: 'auto',
		tools: order.tools,
		top_p: 1,
		...(status === 'completed' && {
			usage: {
				input_tokens: inputTokens,
				input_tokens_details: { cached_tokens: 0 },
				output_tokens: outputTokens,
				output_tokens_details: { reasoning_tokens: 0 },
				total_tokens: inputTokens + outputTokens,
			},
		}),
		...(usage && { tool_usage: { image_gen: usage } }),
	};
}

/** The output item of the image tool: the picture and the revised prompt are here and nowhere else. */
export function pictureItem({ order, fault }: ResponseWork, itemId: string, picture: Buffer | undefined) {
	const item = { id: itemId, type: 'image_generation_call' };
	if (!picture) return { ...item, status: 'in_progress', result: null };
	return {
		...item,
		status: 'completed',
		action: order.action,
		background: order.transparent ? 'transparent' : 'opaque',
		output_format: order.format,
		quality: order.quality,
		size: order.size,
		result: picture.toString('base64'),
		...(fault?.kind !== 'no-revised-prompt' && { revised_prompt: order.revisedPrompt }),
	};
}

/** What a response without the image tool says: a description of the pictures it was shown, as JSON where that was asked for. */
export async function messageItem({ order, fault }: ResponseWork, itemId: string) {
	const item = { id: itemId, type: 'message', role: 'assistant', status: 'completed' };
	if (fault?.kind === 'decline') {
		return { ...item, content: [{ type: 'refusal', refusal: "I'm sorry, but I can't help with that." }] };
	}
	const [picture] = order.seen;
	const said = picture ? await describePicture(picture) : `You said: ${order.prompt}`;
	const text = fault?.kind === 'say' ? fault.text : order.schema ? JSON.stringify(wordIn(order.schema, said)) : said;
	return {
		...item,
		content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
	};
}
