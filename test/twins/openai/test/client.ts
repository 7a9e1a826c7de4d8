import OpenAI, { APIError, toFile } from 'openai';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { createOpenAiTwin, type OpenAiTwin, type TwinOptions } from '../index.ts';

export const model = 'gpt-image-2.5-flare';

/** The real SDK, told to send everything once. */
export function connect(twin: OpenAiTwin, apiKey = twin.apiKey): OpenAI {
	return new OpenAI({ apiKey, baseURL: twin.url, maxRetries: 0 });
}

/** A twin for one test. */
export async function start(options: TwinOptions): Promise<OpenAiTwin> {
	const twin = await createOpenAiTwin(options);
	onTestFinished(() => twin.stop());
	return twin;
}

/** A one-colour picture as an upload; `alpha` 0 is a mask that opens everything. */
export async function picture(
	width: number,
	height = width,
	{ alpha = 1, format = 'png' as 'png' | 'jpeg', opaque = false } = {},
) {
	const background = { r: 60, g: 110, b: 90, alpha };
	const plain = sharp({ create: { width, height, channels: opaque ? 3 : 4, background } });
	return toFile(await plain.toFormat(format).toBuffer(), `a.${format}`, { type: `image/${format}` });
}

/** The error a call must end with. */
export async function refusal(call: Promise<unknown>): Promise<APIError> {
	const error = await call.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof APIError)) throw new Error(`no API error, but ${String(error)}`);
	return error;
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
	const items: T[] = [];
	for await (const item of stream) items.push(item);
	return items;
}

export function bytesOf(b64: string | undefined | null): Buffer {
	return Buffer.from(b64 ?? '', 'base64');
}
