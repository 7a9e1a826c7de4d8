import type {
	ActAnswer,
	ActRequest,
	FieldValue,
	InteractionState,
	MessageData,
	OptionValue,
	StreamEvents,
	UploadReference,
	WorldData,
} from '../../../test/twins/discord/types.ts';

export type {
	AckEvent,
	Author,
	Choice,
	FieldValue,
	Group,
	Guild,
	MessageAttachment,
	MessageData,
	ModalData,
	ModalEvent,
	OptionValue,
	RegisteredCommand,
	User,
	WorldData,
} from '../../../test/twins/discord/types.ts';

export type Channel = WorldData['channels'][number];

async function json<T>(path: string, init?: RequestInit): Promise<T> {
	const response = await fetch(path, init);
	const body = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(body.error ?? `${response.status} ${response.statusText}`);
	return body as T;
}

export const world = () => json<WorldData>('/twin/world');

export const messages = (channel: string, as: string) =>
	json<MessageData[]>(`/twin/messages?${new URLSearchParams({ channel, as })}`);

/** Throws what the member's own client would say: a required option, a disabled button. */
export const act = (request: ActRequest) =>
	json<ActAnswer>('/twin/act', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(request),
	});

export const interaction = (id: string) => json<InteractionState>(`/twin/interaction?${new URLSearchParams({ id })}`);

export async function upload(file: File): Promise<UploadReference> {
	const { id } = await json<{ id: string }>(`/twin/files?${new URLSearchParams({ name: file.name })}`, {
		method: 'POST',
		headers: { 'content-type': file.type || 'application/octet-stream' },
		body: file,
	});
	return { fileId: id };
}

/** Uploads what is a file and leaves the rest as it is. */
export async function toOption(value: string | number | boolean | File): Promise<OptionValue> {
	return value instanceof File ? upload(value) : value;
}

export async function toField(value: string | string[] | boolean | File[]): Promise<FieldValue> {
	if (!Array.isArray(value)) return value;
	const files = value.filter((entry) => entry instanceof File);
	return files.length > 0 ? Promise.all(files.map(upload)) : (value as string[]);
}

type StreamListeners = { [Name in keyof StreamEvents]?: (data: StreamEvents[Name]) => void };

/** What this member sees happening, until the returned function is called. `onState` tells when the line drops and is back. */
export function listen(as: string, listeners: StreamListeners, onState: (connected: boolean) => void): () => void {
	const source = new EventSource(`/twin/events?${new URLSearchParams({ as })}`);
	for (const [name, listener] of Object.entries(listeners))
		source.addEventListener(name, (event) => listener(JSON.parse((event as MessageEvent<string>).data)));
	source.onopen = () => onState(true);
	source.onerror = () => onState(false);
	return () => source.close();
}

/** CDN addresses are asked for through the page's own origin, so that a forwarded port is enough to see pictures. */
export function local(url: string): string {
	if (!URL.canParse(url)) return url;
	const { pathname, search } = new URL(url);
	return /^\/(ephemeral-)?attachments\//.test(pathname) ? pathname + search : url;
}
