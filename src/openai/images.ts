import { type OpenAI, toFile } from 'openai';
import type { ImageCreateVariationParams, ImageEditParams, ImageGenerateParams } from 'openai/resources/images';
import type { ProviderCall, StoredPicture } from '../core/ports.ts';
import { isStreamed } from './previews.ts';

/** Sends a call to the Images API and resolves with the head of the answer. What this model takes has been decided by the rules. */
export async function callImages(
	client: OpenAI,
	call: ProviderCall,
	identity: string | undefined,
	signal: AbortSignal,
): Promise<Response> {
	switch (call.endpoint) {
		case 'edits': {
			const files = await pictures(call.inputs);
			const params = { ...shared(call), ...chosen(call, identity), ...files } as ImageEditParams;
			return client.images.edit(params, { signal }).asResponse();
		}
		case 'variations': {
			const { image } = await pictures(call.inputs);
			const params = { ...shared(call), image } as ImageCreateVariationParams;
			return client.images.createVariation(params, { signal }).asResponse();
		}
		default: {
			const style = call.style ? { style: call.style } : {};
			const params = { ...shared(call), ...chosen(call, identity), ...style } as ImageGenerateParams;
			return client.images.generate(params, { signal }).asResponse();
		}
	}
}

/** What all three endpoints know. One picture is everybody's default, and some servers know no `n`. */
function shared({ model, count, size }: ProviderCall) {
	return {
		model,
		...(count > 1 ? { n: count } : {}),
		...(size ? { size } : {}),
		// GPT models refuse it and always answer base64; without it, dall-e answers addresses that expire.
		...(model.startsWith('dall-e-') ? { response_format: 'b64_json' } : {}),
	};
}

function chosen(call: ProviderCall, identity: string | undefined) {
	const { prompt, quality, background, format, previews } = call;
	return {
		prompt,
		...(quality ? { quality } : {}),
		...(background ? { background } : {}),
		...(format ? { output_format: format } : {}),
		...(identity ? { safety_identifier: identity } : {}),
		...(previews && isStreamed(call) ? { stream: true, partial_images: previews.count } : {}),
	};
}

/** The picture to change comes first, then the references. A single one is not put in a list: `image[]` is new to some servers. */
async function pictures(inputs: readonly StoredPicture[]) {
	const images = [...byRole(inputs, 'image'), ...byRole(inputs, 'reference')];
	const files = await Promise.all(images.map((input) => file(input, 'image')));
	// A mask says exactly what may change, a sketch only hints at it; the endpoint takes one of them.
	const [overlay] = [...byRole(inputs, 'mask'), ...byRole(inputs, 'markup')];
	return {
		image: files.length === 1 ? files[0] : files,
		...(overlay ? { [overlay.role]: await file(overlay, overlay.role) } : {}),
	};
}

export const byRole = (inputs: readonly StoredPicture[], role: StoredPicture['role']) =>
	inputs.filter((input) => input.role === role).sort((a, b) => a.index - b.index);

/** Without its type a file goes out as octet-stream, which is refused. */
export const file = ({ bytes, type }: StoredPicture, name: string) =>
	toFile(bytes, `${name}.${type.replace('image/', '')}`, { type });
