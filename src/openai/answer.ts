import type { Outcome, TokenUsage } from '../core/ports.ts';
import { type Download, NotDownloaded } from './download.ts';
import { outcomeOfComplaint } from './errors.ts';
import { fieldOf, isJson, listOf, textOf } from './json.ts';

/** What one entry of an answer holds: base64, a data URL or an address. */
export interface Entry {
	base64?: string | undefined;
	url?: string | undefined;
	revisedPrompt?: string | undefined;
}

type Picture = { bytes: Uint8Array; type: string };

/** The Images API's answer. A status of 200 promises nothing: web pages, empty lists and texts come with it too. */
export async function readImagesAnswer(body: unknown, wanted: number, download: Download): Promise<Outcome> {
	if (!isJson(body)) return { kind: 'unusable', detail: notAnObject(body) };
	const usage = tokenUsage(body.usage);
	const entries = listOf(body, 'data').map(entryOf);
	if (entries.length === 0 && isJson(body.error)) return insideError(body.error, usage);
	return outcomeOfEntries(entries, wanted, usage, download);
}

export const entryOf = (raw: unknown): Entry => ({
	base64: textOf(raw, 'b64_json'),
	url: textOf(raw, 'url'),
	revisedPrompt: textOf(raw, 'revised_prompt'),
});

/** `made` when at least one entry is a picture; more of them than `wanted` are left out, since nobody asked for them. */
export async function outcomeOfEntries(
	entries: readonly Entry[],
	wanted: number,
	usage: TokenUsage | undefined,
	download: Download,
): Promise<Outcome> {
	const known = usage ? { usage } : {};
	if (entries.length === 0) return { kind: 'unusable', detail: 'no pictures in the answer', ...known };
	const read = await Promise.all(entries.slice(0, wanted).map((entry) => pictureOf(entry, download)));
	const pictures = read.filter((it) => typeof it !== 'string');
	if (pictures.length === 0) return { kind: 'unusable', detail: String(read[0]), ...known };
	const revisedPrompt = entries.find((entry) => entry.revisedPrompt)?.revisedPrompt;
	return { kind: 'made', pictures, ...(revisedPrompt ? { revisedPrompt } : {}), ...known };
}

export const notAnObject = (body: unknown): string =>
	typeof body === 'string' ? `text of ${body.length} characters instead of JSON` : 'no JSON object';

/** An error that comes with status 200: believed when it refuses, else there is just nothing to show for a call that may be billed. */
function insideError(error: unknown, usage: TokenUsage | undefined): Outcome {
	const outcome = outcomeOfComplaint({ error }, usage);
	return outcome.kind === 'refused' || outcome.kind === 'made'
		? outcome
		: { kind: 'unusable', detail: outcome.detail, ...(usage ? { usage } : {}) };
}

/** The picture, or in a few words why there is none. */
async function pictureOf({ base64, url }: Entry, download: Download): Promise<Picture | string> {
	const inline = base64 ?? (url?.startsWith('data:') ? url : undefined);
	if (inline === undefined && url === undefined) return 'an entry without a picture';
	try {
		const bytes = inline === undefined ? await download(url!) : fromBase64(inline);
		return identified(bytes) ?? `${bytes.byteLength} bytes that are no picture`;
	} catch (error) {
		if (error instanceof NotDownloaded) return error.message;
		throw error;
	}
}

/** Undefined for bytes that are no picture. */
export const pictureFrom = (base64: string): Picture | undefined => identified(fromBase64(base64));

function identified(bytes: Uint8Array): Picture | undefined {
	const type = typeOf(bytes);
	return type ? { bytes, type } : undefined;
}

/** Some servers send a whole data URL where the bare base64 belongs. */
function fromBase64(text: string): Uint8Array {
	const start = text.startsWith('data:') ? text.indexOf(',') + 1 : 0;
	return Buffer.from(start === 0 ? text : text.slice(start), 'base64');
}

/** MIME type by the first bytes; undefined for what is not one of the formats a provider can be asked for. */
function typeOf(bytes: Uint8Array): string | undefined {
	const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString('latin1');
	if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
	if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
	if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
	return undefined;
}

/** `{input_tokens, output_tokens, input_tokens_details}`; input that is not broken down counts as the dearer kind. */
export function tokenUsage(raw: unknown): TokenUsage | undefined {
	const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined);
	const input = count(fieldOf(raw, 'input_tokens'));
	const output = count(fieldOf(raw, 'output_tokens'));
	if (input === undefined || output === undefined) return undefined;
	const details = fieldOf(raw, 'input_tokens_details');
	const inputText = count(fieldOf(details, 'text_tokens')) ?? 0;
	return { inputText, inputImage: Math.max(0, input - inputText), output };
}
