import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './answers.ts';
import { billOf } from './calls.ts';
import type { Faults } from './faults.ts';
import { readRequest } from './intake.ts';
import { notFound } from './problem.ts';
import { type LiveOptions, resetState, type TwinState } from './state.ts';

/** `/twin/…`: the handle of a twin that runs in another process. Needs no key. */
export async function serveControl(
	twin: TwinState,
	method: string,
	path: string,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	switch (`${method} ${path}`) {
		case 'GET /twin/bill':
			return sendJson(response, 200, billOf(twin.calls));
		case 'GET /twin/calls':
			return sendJson(response, 200, twin.calls);
		case 'POST /twin/faults': {
			const faults = (await readRequest(request)).fields as Partial<Faults>;
			if (faults.next) twin.faults.next.push(...faults.next);
			if (faults.moderation) twin.faults.moderation.push(...faults.moderation);
			if ('always' in faults) twin.faults.always = faults.always ?? undefined;
			return sendJson(response, 200, twin.faults);
		}
		case 'GET /twin/uploads':
			return sendJson(response, 200, twin.uploads);
		case 'POST /twin/release':
			twin.holding.release();
			return sendJson(response, 200, {});
		case 'POST /twin/options':
			Object.assign(twin.options, (await readRequest(request)).fields as LiveOptions);
			return sendJson(response, 200, twin.options);
		case 'POST /twin/reset':
			resetState(twin);
			return sendJson(response, 200, {});
		default:
			throw notFound(`Unknown request URL: ${method} ${path}.`, 'unknown_url');
	}
}
