import { setTimeout as wait } from 'node:timers/promises';
import { readable } from './messages/view.ts';
import type {
	ActAnswer,
	Actor,
	ActRequest,
	BurstRequest,
	BurstResult,
	Choice,
	FaultsPatch,
	Interaction,
	InteractionState,
	Message,
	MessageData,
	RequestRecord,
	Upload,
	UploadReference,
	WorldData,
} from './types.ts';

/** A twin in another process. */
export interface RemoteTwin {
	as(user: string): Actor;
	/** Without a viewer, everything that is not ephemeral. */
	channel(idOrName: string): { messages(viewer?: string): Promise<Message[]> };
	dms(user: string): Promise<Message[]>;
	world(): Promise<WorldData>;
	log(): Promise<RequestRecord[]>;
	counters(): Promise<{ commandPuts: number; invalidRequests: number }>;
	/** Merged into the faults; lists are replaced. */
	faults(patch: FaultsPatch): Promise<void>;
	burst(request: BurstRequest): Promise<BurstResult>;
	disconnectGateway(code?: number): Promise<void>;
	reset(): Promise<void>;
	/** Throws on anything but 200. */
	download(url: string): Promise<Uint8Array>;
}

const pollMs = 20;
const patienceMs = 15_000;

/** Drives a twin over its control plane (`http://127.0.0.1:PORT/twin`) with the shapes of the twin in one's own process. */
export function connectDiscordTwin(controlUrl: string): RemoteTwin {
	async function call<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
		const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
		return answerOf<Answer>(await fetch(`${controlUrl}${path}`, init));
	}

	async function messages(channel: string, viewer?: string): Promise<Message[]> {
		const as = viewer === undefined ? {} : { as: viewer };
		const query = new URLSearchParams({ channel, ...as });
		return (await call<MessageData[]>('GET', `/messages?${query}`)).map(readable);
	}

	return {
		as: (user) => createRemoteActor(call, (name, bytes) => upload(controlUrl, name, bytes), user),
		channel: (idOrName) => ({ messages: (viewer) => messages(idOrName, viewer) }),
		dms: (user) => messages('dm', user),
		world: () => call('GET', '/world'),
		log: () => call('GET', '/log'),
		counters: () => call('GET', '/counters'),
		faults: async (patch) => void (await call('POST', '/faults', patch)),
		burst: (request) => call('POST', '/burst', request),
		disconnectGateway: async (code) =>
			void (await call('POST', `/disconnect${code === undefined ? '' : `?code=${code}`}`)),
		reset: async () => void (await call('POST', '/reset')),
		async download(url) {
			const response = await fetch(url);
			if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
			return response.bytes();
		},
	};
}

type Call = <Answer>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>;

async function answerOf<Answer>(response: Response): Promise<Answer> {
	const answer = (await response.json()) as Answer & { error?: string };
	if (!response.ok) throw new Error(answer.error ?? `status ${response.status}`);
	return answer;
}

async function upload(controlUrl: string, name: string, { file, type }: Upload): Promise<UploadReference> {
	const query = new URLSearchParams({ name });
	const headers = type === undefined ? {} : { 'content-type': type };
	const response = await fetch(`${controlUrl}/files?${query}`, { method: 'POST', headers, body: new Uint8Array(file) });
	const { id } = await answerOf<{ id: string }>(response);
	return { fileId: id };
}

function createRemoteActor(
	call: Call,
	send: (name: string, file: Upload) => Promise<UploadReference>,
	user: string,
): Actor {
	/** Hands files over first and puts references in their place, in options, fields and lists of files. */
	async function uploaded<Value>(value: Value): Promise<Value> {
		if (Array.isArray(value)) return (await Promise.all(value.map(uploaded))) as Value;
		if (typeof value !== 'object' || value === null) return value;
		if ('file' in value) return (await send((value as unknown as Upload).name, value as unknown as Upload)) as Value;
		const entries = Object.entries(value).map(async ([key, item]) => [key, await uploaded(item)] as const);
		return Object.fromEntries(await Promise.all(entries)) as Value;
	}

	const act = async (request: Omit<ActRequest, 'as'>) =>
		call<ActAnswer>('POST', '/act', await uploaded({ as: user, ...request }));
	const start = async (request: Omit<ActRequest, 'as'>): Promise<Interaction> =>
		createRemoteHandle(call, (await act(request)).interaction!);

	return {
		slash: (channel, command, options = {}, extra = {}) => start({ do: 'slash', channel, command, options, ...extra }),
		dm: (command, options = {}, extra = {}) => start({ do: 'slash', channel: 'dm', command, options, ...extra }),
		async autocomplete(channel, command, options, focused, extra = {}) {
			const { choices } = await act({ do: 'autocomplete', channel, command, options, focused, ...extra });
			return choices as Choice[];
		},
		menu: (channel, command, target) =>
			start({
				do: 'menu',
				channel,
				command,
				...(typeof target === 'string' ? { user: target } : { message: target.id }),
			}),
		press: (message, customId) => start({ do: 'press', message: message.id, customId }),
		force: (message, customId) => start({ do: 'force', message: message.id, customId }),
		choose: (message, customId, values) => start({ do: 'choose', message: message.id, customId, values }),
		submit: ({ id }, fields) => start({ do: 'submit', interaction: id, fields }),
		speak: async (locale) => void (await act({ do: 'speak', locale })),
		install: async (installed = true) => void (await act({ do: 'install', installed })),
		async say(channel, content, files = []) {
			return readable((await act({ do: 'say', channel, content, files })).message!);
		},
	};
}

function createRemoteHandle(call: Call, { id, token }: { id: string; token: string }): Interaction {
	let followups: Message[] = [];

	/** Asks again and again until `probe` finds something. */
	async function until<Value>(
		probe: (state: InteractionState) => Value | undefined,
		timeoutMs = patienceMs,
	): Promise<Value> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const state = await call<InteractionState>('GET', `/interaction?id=${id}`);
			followups = state.messages.slice(1).map(readable);
			const found = probe(state);
			if (found !== undefined) return found;
			if (state.error !== undefined) throw new Error(state.error);
			if (Date.now() > deadline) throw new Error(`No such answer within ${timeoutMs} ms: ${JSON.stringify(state)}`);
			await wait(pollMs);
		}
	}

	return {
		id,
		token,
		acked: () =>
			until(({ acked, type = 0, ephemeral = false, afterMs = 0 }) =>
				acked ? { type, ephemeral, afterMs } : undefined,
			),
		modal: () => until(({ modal }) => modal),
		response: (test = (message) => !message.thinking, timeoutMs = patienceMs) =>
			until(({ messages }) => messages.map(readable).find((message) => test(message)), timeoutMs),
		get followups() {
			return followups;
		},
	};
}
