import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { breakConnection, sendHtml, sendJson } from './answers.ts';
import { priceOf, type Usage } from './billing.ts';
import { type Call, noteOrder, noteParameters } from './calls.ts';
import { drawOrder, previewOf } from './draw/order.ts';
import { type Fault, takeEarlyReset, takeFault } from './faults.ts';
import { type RawRequest, readRequest } from './intake.ts';
import type { Order } from './order.ts';
import { ApiProblem, forgotten, rateLimited, refused, serverError } from './problem.ts';
import { spoil } from './spoil.ts';
import type { TwinState } from './state.ts';
import { blockedCategories } from './wording.ts';

export interface Drawn {
	pictures: Buffer[];
	usage?: Usage;
}

/** An accepted order on its way to an answer. */
export interface Work {
	twin: TwinState;
	call: Call;
	order: Order;
	response: ServerResponse;
	fault?: Fault | undefined;
	/** Takes the provider's time, draws, bills. With `onPartial` the previews come on the way. */
	draw(onPartial?: (preview: Buffer, index: number) => Promise<void>): Promise<Drawn>;
}

/** What differs between the images endpoints and the Responses tool. */
export interface PaidRoute<T extends Order> {
	read(raw: RawRequest): Promise<T>;
	answer(work: Work & { order: T }): Promise<void>;
}

/** The road of every call that costs money: key, checks, refusal, faults, rate limit, work, bill, answer. */
export async function servePaid<T extends Order>(
	twin: TwinState,
	call: Call,
	request: IncomingMessage,
	response: ServerResponse,
	route: PaidRoute<T>,
): Promise<void> {
	if (takeEarlyReset(twin.faults)) {
		call.fault = 'reset-before-body';
		return breakConnection(response);
	}
	const raw = await readRequest(request);
	noteParameters(call, raw.fields);
	const order = await route.read(raw);
	noteOrder(call, order);

	const categories = blockedCategories(order.prompt);
	if (categories.length > 0) {
		throw refused(
			order.model.family === 'gpt' ? 'moderation_blocked' : 'content_policy_violation',
			call.id,
			categories,
		);
	}
	const fault = takeFault(twin.faults);
	if (fault) call.fault = fault.kind;
	if (fault && (await answeredByFault(fault, call, response, twin.stopping))) return;
	checkRate(twin, order);

	const work: Work & { order: T } = { twin, call, order, response, fault, draw: (onPartial) => draw(work, onPartial) };
	await route.answer(work);
}

/** The faults that take the place of the work. */
async function answeredByFault(
	fault: Fault,
	call: Call,
	response: ServerResponse,
	stopping: AbortSignal,
): Promise<boolean> {
	switch (fault.kind) {
		case 'status': {
			const generic = { error: { message: `HTTP ${fault.status}`, type: 'server_error', param: null, code: null } };
			sendJson(response, fault.status, fault.body ?? generic, fault.headers);
			return true;
		}
		case 'refuse':
			throw refused(fault.code, call.id, fault.categories);
		case 'delay':
			await wait(fault.ms, undefined, { signal: stopping });
			return false;
		case 'hang':
			return true;
		case 'html-200':
			sendHtml(response, 200);
			return true;
		case 'previous-forgotten':
			if (call.previousResponseId !== undefined) throw forgotten(call.previousResponseId);
			return false;
		case 'error-as-text':
			sendJson(response, fault.status ?? 400, { error: 'the model is not loaded' });
			return true;
		default:
			return false;
	}
}

function checkRate(twin: TwinState, { model, n }: Order): void {
	const { imagesPerMinute, windowMs = 60_000 } = twin.options;
	if (imagesPerMinute === undefined) return;
	const { waitMs, used } = twin.window.take(n, imagesPerMinute, windowMs, twin.now());
	if (waitMs > 0) throw rateLimited(model.id, imagesPerMinute, used, n, waitMs);
}

async function draw(
	{ twin, call, order, response, fault }: Work,
	onPartial?: (preview: Buffer, index: number) => Promise<void>,
) {
	const started = performance.now();
	const until = async (ms: number) => {
		const left = ms - (performance.now() - started);
		if (left > 0) await wait(left, undefined, { signal: twin.stopping });
	};
	const pictures = await drawOrder(twin, order);
	const each = onPartial ? order.partialImages : 0;
	const previews = each * pictures.length;
	const { latencyMs = 0, previewEveryMs = latencyMs / (previews + 1) } = twin.options;
	for (let sent = 0; sent < previews; sent++) {
		const index = sent % each;
		const preview = await previewOf(pictures[Math.floor(sent / each)]!, order, index / each);
		await until(previewEveryMs * (sent + 1));
		call.previewsAt.push(twin.now());
		await onPartial?.(preview, index);
		if (fault?.kind === 'stream-repeats') await onPartial?.(preview, index);
		if (fault?.kind === 'stream-ends-early') break;
	}
	if (fault?.kind === 'stream-stall') await new Promise(() => {});
	if (fault?.kind === 'held') await twin.holding.wait(twin.stopping);
	await until(previews > 0 ? Math.max(latencyMs, previewEveryMs * (previews + 1)) : latencyMs);
	// A dropped foreground stream ends the work; a dropped JSON request does not, and is paid for.
	if (onPartial && response.destroyed) throw new ApiProblem(499, '');
	return {
		pictures: spoil(pictures, order.format, fault),
		...bill(call, order, fault?.kind === 'empty-data' ? 0 : pictures.length, previews),
	};
}

function bill(call: Call, order: Order, images: number, previews: number): { usage?: Usage } {
	const { micros, usage } = priceOf(order, images, previews);
	call.images = images;
	call.billedMicros = images > 0 ? micros : 0;
	return usage ? { usage } : {};
}

/** The faults that strike after work and bill, before the answer. True when there is no answer to send any more. */
export function failedAfterWork({ fault, response }: Work): boolean {
	if (fault?.kind === 'bill-then-500') throw serverError();
	if (fault?.kind !== 'reset-after-work') return false;
	breakConnection(response);
	return true;
}
