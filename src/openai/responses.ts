import { APIError, type OpenAI } from 'openai';
import type { ResponseCreateParams, ResponseInputContent, Tool } from 'openai/resources/responses/responses';
import type { ProviderCall, StoredPicture } from '../core/ports.ts';
import type { Files } from './files.ts';
import { byRole } from './images.ts';
import { textOf } from './json.ts';
import { isStreamed } from './previews.ts';

/** By which names the provider knows the pictures of a call; those that are not in it are sent along. */
type FileIds = ReadonlyMap<StoredPicture, string>;

/**
 * Sends calls through the Responses API, where a mainline model words the prompt for the picture model and tells what it said. It draws one
 * picture a call. Resolves with the head of the answer.
 *
 * What the provider turns down because it has forgotten an answer or a file was provably not drawn, so it is sent once more without it.
 */
export function createResponses(client: OpenAI, mainline: string, files: Files) {
	return async function send(call: ProviderCall, identity: string | undefined, signal: AbortSignal): Promise<Response> {
		const ids = await idsOf(call);
		const body = { ...paramsOf(call, ids), model: mainline, ...(identity ? { safety_identifier: identity } : {}) };
		try {
			// `client.responses.create` fails on answers that are no response.
			return await client.post('/responses', { body, signal }).asResponse();
		} catch (error) {
			if (isAnswerForgotten(error) && canStartOver(call)) return send(startedOver(call), identity, signal);
			if (ids.size > 0 && isFileForgotten(error, ids)) {
				// From here on it names no files for a while, so this ends.
				files.distrust();
				return send(call, identity, signal);
			}
			throw error;
		}
	};

	async function idsOf(call: ProviderCall): Promise<FileIds> {
		const pictures = [...shownIn(call), ...byRole(call.inputs, 'mask')];
		const ids = await Promise.all(pictures.map((picture) => files.idOf(picture)));
		return new Map(pictures.flatMap((picture, i) => (ids[i] ? [[picture, ids[i]] as const] : [])));
	}
}

function paramsOf(call: ProviderCall, ids: FileIds): ResponseCreateParams {
	const content: ResponseInputContent[] = [
		{ type: 'input_text', text: call.prompt },
		...shownIn(call).map((it) => ({ type: 'input_image' as const, ...named(it, ids), detail: 'auto' as const })),
	];
	return {
		...(call.previousResponse ? { previous_response_id: call.previousResponse } : {}),
		input: [{ role: 'user', content }],
		tools: [imageTool(call, ids)],
		// Else it may answer in words.
		tool_choice: { type: 'image_generation' },
		store: call.keepResponse ?? false,
		...(isStreamed(call) ? { stream: true } : {}),
	};
}

/** What the conversation holds already is not shown again. */
function shownIn({ inputs, previousResponse }: ProviderCall): StoredPicture[] {
	return [...(previousResponse ? [] : byRole(inputs, 'image')), ...byRole(inputs, 'reference')];
}

function imageTool(call: ProviderCall, ids: FileIds): Tool.ImageGeneration {
	const { model, size, quality, background, format, inputs, previews } = call;
	const [mask] = byRole(inputs, 'mask');
	return {
		type: 'image_generation',
		model,
		action: actionFor(call),
		...(size ? { size } : {}),
		...(quality ? { quality } : {}),
		...(background ? { background } : {}),
		...(format ? { output_format: format } : {}),
		...(mask ? { input_image_mask: named(mask, ids) } : {}),
		...(previews && isStreamed(call) ? { partial_images: previews.count } : {}),
	} as Tool.ImageGeneration;
}

/** References alone leave it to the model: nobody asked to change them, yet it has to look at them. */
function actionFor({ inputs, previousResponse }: ProviderCall): 'generate' | 'edit' | 'auto' {
	if (previousResponse || byRole(inputs, 'image').length > 0) return 'edit';
	return byRole(inputs, 'reference').length > 0 ? 'auto' : 'generate';
}

function named(picture: StoredPicture, ids: FileIds): { file_id: string } | { image_url: string } {
	const id = ids.get(picture);
	return id ? { file_id: id } : { image_url: dataUrl(picture) };
}

export const dataUrl = ({ type, bytes }: StoredPicture) =>
	`data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** Without its picture the next step of a conversation would be drawn from nothing. */
const canStartOver = ({ inputs, previousResponse }: ProviderCall): boolean =>
	previousResponse !== undefined && byRole(inputs, 'image').length > 0;

function startedOver({ previousResponse: _, ...call }: ProviderCall): ProviderCall {
	return call;
}

/** What an error says, where its status shows that nothing was taken. */
function turnedDown(error: unknown): { code: string; param: string; message: string } | undefined {
	if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 404)) return undefined;
	const said = (name: string) => textOf(error.error, name) ?? '';
	return { code: said('code'), param: said('param'), message: said('message') };
}

function isAnswerForgotten(error: unknown): boolean {
	const said = turnedDown(error);
	return said?.code === 'previous_response_not_found' || said?.param === 'previous_response_id';
}

function isFileForgotten(error: unknown, ids: FileIds): boolean {
	const said = turnedDown(error);
	if (!said) return false;
	return /file_not_found/.test(said.code) || /file_id/.test(said.param) || mentions(said.message, ids);
}

const mentions = (message: string, ids: FileIds): boolean => [...ids.values()].some((id) => message.includes(id));
