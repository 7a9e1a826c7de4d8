import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientRefusal } from '../actors/refusal.ts';
import { contentTypeOf } from '../cdn/content-types.ts';
import { patchFaults } from '../faults.ts';
import { channelMessages } from '../messages/visible.ts';
import { readBytes } from '../rest/body.ts';
import type { TwinState } from '../state.ts';
import type { ActRequest, BurstRequest, FaultsPatch } from '../types.ts';
import { act } from './act.ts';
import { burst } from './burst.ts';
import { streamEvents } from './event-stream.ts';
import { interactionState, worldData } from './snapshots.ts';

/** Members' uploads are not held to the bot's limit. */
const maxUploadBytes = 512 * 1024 * 1024;
const recentMessages = 200;

interface Call {
	request: IncomingMessage;
	response: ServerResponse;
	query: URLSearchParams;
}

/** A refusal of the control plane itself, with the HTTP status it is answered with. */
class ControlError extends Error {
	status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** Everything under `/twin`: what the playground's page, the benchmarks and other processes drive the twin with. */
export function createControlPlane(state: TwinState) {
	const { directory } = state;
	let uploads = 0;

	function userIn(query: URLSearchParams) {
		const user = directory.user(query.get('as') ?? '');
		if (!user) throw new ControlError(404, `There is no user ${query.get('as')}`);
		return user;
	}

	/** Without `as`: everything that is not ephemeral. */
	function messages(query: URLSearchParams) {
		const user = query.has('as') ? userIn(query) : undefined;
		const channel = query.get('channel') ?? '';
		const place = user && channel === 'dm' ? directory.dmOf(user) : directory.findPlace(channel, user?.id);
		if (!place) throw new ControlError(404, `There is no channel ${channel}`);
		if (user && !directory.canSee(user.id, place))
			throw new ControlError(403, `${user.username} cannot see this channel`);
		return channelMessages(state, place.id, user?.id).slice(-Number(query.get('limit') ?? recentMessages));
	}

	async function upload({ request, query }: Call) {
		const name = query.get('name') ?? 'file';
		const file = new Uint8Array(await readBytes(request, maxUploadBytes));
		const given = request.headers['content-type'];
		const type = given && given !== 'application/octet-stream' ? given : contentTypeOf(name);
		uploads += 1;
		const id = `upload-${uploads}`;
		state.uploads.set(id, { file, name, ...(type === undefined ? {} : { type }) });
		return { id, name, size: file.length, type: type ?? 'application/octet-stream' };
	}

	function reset() {
		state.interactions.clear();
		state.messages.clear();
		state.attachments.clear();
		state.uploads.clear();
		state.log.length = 0;
		return {};
	}

	const endpoints: Record<string, (call: Call) => unknown> = {
		'GET /twin/world': () => worldData(state),
		'GET /twin/messages': ({ query }) => messages(query),
		'GET /twin/interaction': ({ query }) => interactionState(state, query.get('id') ?? ''),
		'GET /twin/log': () => state.log,
		'GET /twin/counters': () => state.counters,
		'POST /twin/files': upload,
		'POST /twin/act': async ({ request }) => act(state, await readJson<ActRequest>(request)),
		'POST /twin/burst': async ({ request }) => burst(state, await readJson<BurstRequest>(request)),
		'POST /twin/faults': async ({ request }) => patchFaults(state.faults, await readJson<FaultsPatch>(request)),
		'POST /twin/disconnect': ({ query }) => {
			const code = query.get('code');
			state.gateway.disconnect(code === null ? undefined : Number(code));
		},
		'POST /twin/reset': reset,
	};

	return async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
		const call = { request, response, query: url.searchParams };
		try {
			if (url.pathname === '/twin/events') return streamEvents(state, userIn(call.query), response);
			const endpoint = endpoints[`${request.method} ${url.pathname}`];
			if (!endpoint) throw new ControlError(404, `There is no ${request.method} ${url.pathname}`);
			send(response, 200, (await endpoint(call)) ?? {});
		} catch (error) {
			const status = error instanceof ControlError ? error.status : error instanceof ClientRefusal ? 400 : 500;
			send(response, status, { error: error instanceof Error ? error.message : String(error) });
		}
	};
}

async function readJson<Body>(request: IncomingMessage): Promise<Body> {
	return JSON.parse((await readBytes(request, maxUploadBytes)).toString()) as Body;
}

function send(response: ServerResponse, status: number, body: unknown) {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
