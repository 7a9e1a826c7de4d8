import { cutJson, sendJson } from '../answers.ts';
import { type Drawn, failedAfterWork, type PaidRoute } from '../paid.ts';
import { newId, type TwinState } from '../state.ts';
import { messageItem, pictureItem, type ResponseWork, responseBody } from './body.ts';
import { type ResponseOrder, readResponseOrder } from './order.ts';
import { backgroundKeptMs, keptMs, type ResponseBody, type StoredResponse } from './store.ts';
import { streamResponse } from './stream.ts';

/** `POST /v1/responses`: the `image_generation` tool in the foreground, streamed, or in the background. */
export function responsesRoute(twin: TwinState): PaidRoute<ResponseOrder> {
	return {
		async read(raw) {
			return readResponseOrder(twin, raw);
		},
		async answer(work) {
			const id = newId(twin, 'resp');
			if (work.order.background && !work.order.stream) return answerLater(work, id);
			if (work.order.stream && work.fault?.kind !== 'stream-ignored') return streamResponse(work, id, keepResponse);
			const body = await finish(work, id);
			if (failedAfterWork(work)) return;
			if (work.fault?.kind === 'cut-body') return cutJson(work.response, body);
			sendJson(work.response, 200, body);
		},
	};
}

async function finish(work: ResponseWork, id: string): Promise<ResponseBody> {
	const drawn = await work.draw();
	const item =
		work.order.n === 0
			? await messageItem(work, newId(work.twin, 'msg'))
			: pictureItem(work, newId(work.twin, 'ig'), drawn.pictures[0]);
	const output = work.fault?.kind === 'empty-data' ? [] : [item];
	const body = responseBody(work, id, 'completed', output, drawn.usage);
	keepResponse(work, body, drawn);
	return body;
}

/** Answers at once; the picture is fetched by the response's id when it is done. */
function answerLater(work: ResponseWork, id: string): void {
	const stored = keepResponse(work, responseBody(work, id, 'queued', []));
	sendJson(work.response, 200, stored.body);
	stored.body = { ...stored.body, status: 'in_progress' };
	finish(work, id).then(
		(body) => {
			if (stored.cancelled) work.twin.responses.set(id, stored);
			else stored.body = body;
		},
		(error: Error) => {
			stored.body = { ...stored.body, status: 'failed', error: { code: 'server_error', message: error.message } };
		},
	);
}

/** Nobody finds a response again that was not to be stored. */
function keepResponse({ twin, order }: ResponseWork, body: ResponseBody, drawn?: Drawn): StoredResponse {
	const picture = drawn?.pictures[0];
	const stored: StoredResponse = {
		body,
		...(picture && { picture: { bytes: picture, type: `image/${order.format}` } }),
		expiresAt: twin.now() + (order.background ? backgroundKeptMs : keptMs),
		cancelled: false,
	};
	if (order.isKept) twin.responses.set(body.id, stored);
	return stored;
}
