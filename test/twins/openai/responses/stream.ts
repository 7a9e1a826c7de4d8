import { openEvents } from '../answers.ts';
import { endsEarly } from '../faults.ts';
import { lookOf } from '../images.ts';
import { type Drawn, failedAfterWork } from '../paid.ts';
import { newId } from '../state.ts';
import { messageItem, pictureItem, type ResponseWork, responseBody } from './body.ts';
import type { ResponseBody } from './store.ts';

type Keep = (work: ResponseWork, body: ResponseBody, drawn: Drawn) => unknown;

/** The events of a streamed response, in OpenAI's order. `keep` is told the finished response. */
export async function streamResponse(work: ResponseWork, id: string, keep: Keep): Promise<void> {
	const { order, fault } = work;
	const events = openEvents(work.response);
	let sequence = 0;
	const numbered = (type: string, rest: Record<string, unknown>) => ({ type, ...rest, sequence_number: sequence++ });
	const send = (type: string, rest: Record<string, unknown>) => events.send(numbered(type, rest));

	const itemId = newId(work.twin, order.n === 0 ? 'msg' : 'ig');
	const at = { output_index: 0, item_id: itemId };
	const ofTool = (state: string, rest: Record<string, unknown> = {}) =>
		send(`response.image_generation_call.${state}`, { ...at, ...rest });

	await send('response.created', { response: responseBody(work, id, 'in_progress', []) });
	await send('response.in_progress', { response: responseBody(work, id, 'in_progress', []) });
	if (order.n > 0) {
		await send('response.output_item.added', { output_index: 0, item: pictureItem(work, itemId, undefined) });
		await ofTool('in_progress');
		await ofTool('generating');
	}
	const drawn = await work.draw((preview, index) =>
		ofTool('partial_image', {
			partial_image_index: index,
			partial_image_b64: preview.toString('base64'),
			...lookOf(order),
		}),
	);
	if (failedAfterWork(work)) return;
	if (endsEarly(fault)) return events.end();

	const item = order.n > 0 ? pictureItem(work, itemId, drawn.pictures[0]) : await messageItem(work, itemId);
	const output = fault?.kind === 'empty-data' ? [] : [item];
	if (order.n > 0) await ofTool('completed');
	if (output.length > 0) await send('response.output_item.done', { output_index: 0, item });
	const body = responseBody(work, id, 'completed', output, drawn.usage);
	keep(work, body, drawn);
	const completed = numbered('response.completed', { response: body });
	if (fault?.kind === 'cut-body') return events.cut(completed);
	await events.send(completed);
	events.end();
}
