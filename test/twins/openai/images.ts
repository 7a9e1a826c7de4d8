import { cutJson, openEvents, sendJson } from './answers.ts';
import { usageOfOne } from './billing.ts';
import { endsEarly } from './faults.ts';
import type { Order } from './order.ts';
import { readImageOrder } from './orders.ts';
import { type Drawn, failedAfterWork, type PaidRoute, type Work } from './paid.ts';
import { ApiProblem, invalid } from './problem.ts';
import { isOffered, offeredModel, type TwinState } from './state.ts';

type ImagesEndpoint = 'generations' | 'edits' | 'variations';

/** `/v1/images/generations`, `/edits` and `/variations`. */
export function imagesRoute(twin: TwinState, endpoint: ImagesEndpoint): PaidRoute<Order> {
	return {
		async read(raw) {
			const name = raw.fields.model ?? (endpoint === 'variations' ? 'dall-e-2' : undefined);
			// Gone at OpenAI: nothing explains itself there, only compatible servers still have it.
			if (endpoint === 'variations' && (name !== 'dall-e-2' || !isOffered(twin, name))) throw new ApiProblem(404, '');
			if (typeof name !== 'string') throw invalid('model', null, 'you must provide a model parameter');
			return readImageOrder(endpoint, raw, offeredModel(twin, name), twin.options.answer);
		},
		answer: (work) =>
			work.order.stream && work.fault?.kind !== 'stream-ignored' ? streamImages(work) : answerImages(work),
	};
}

async function answerImages(work: Work): Promise<void> {
	const drawn = await work.draw();
	if (failedAfterWork(work)) return;
	const body = imagesBody(work, drawn);
	if (work.fault?.kind === 'cut-body') return cutJson(work.response, body);
	sendJson(work.response, 200, body);
}

function imagesBody({ twin, order, fault }: Work, { pictures, usage }: Drawn) {
	const created = Math.floor(twin.now() / 1000);
	const revised = fault?.kind === 'no-revised-prompt' ? undefined : order.revisedPrompt;
	const data = (fault?.kind === 'empty-data' ? [] : pictures).map((picture) => ({
		...(revised !== undefined && { revised_prompt: revised }),
		...asAnswer(twin, order, picture),
	}));
	if (order.model.family !== 'gpt') return { created, data };
	return { created, ...lookOf(order), data, ...(usage && { usage }) };
}

function asAnswer(twin: TwinState, order: Order, picture: Buffer): { b64_json: string } | { url: string } {
	if (order.answerAs === 'b64') return { b64_json: picture.toString('base64') };
	const path = twin.files.add(picture, order.format, twin.now());
	return { url: order.answerAs === 'url' ? `${twin.origin}${path}` : path };
}

export function lookOf(order: Order) {
	return {
		background: order.transparent ? ('transparent' as const) : ('opaque' as const),
		output_format: order.format,
		quality: order.quality,
		size: order.size,
	};
}

async function streamImages(work: Work): Promise<void> {
	const { twin, order, fault } = work;
	const kind = order.endpoint === 'edits' ? 'image_edit' : 'image_generation';
	const events = openEvents(work.response);
	const common = () => ({ created_at: Math.floor(twin.now() / 1000), ...lookOf(order) });

	const { pictures } = await work.draw((preview, index) =>
		events.send({
			type: `${kind}.partial_image`,
			...common(),
			b64_json: preview.toString('base64'),
			partial_image_index: index,
		} as { type: string }),
	);
	if (failedAfterWork(work)) return;
	for (const [index, picture] of (endsEarly(fault) || fault?.kind === 'empty-data' ? [] : pictures).entries()) {
		const usage = usageOfOne(order, index);
		const completed = { type: `${kind}.completed`, ...common(), b64_json: picture.toString('base64'), usage };
		if (fault?.kind === 'cut-body') return events.cut(completed);
		await events.send(completed);
	}
	events.end();
}
