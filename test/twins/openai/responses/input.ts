import { missing, unsupported } from '../fields.ts';
import { keptFile } from '../kept-files.ts';
import { readDataUrl } from '../moderations.ts';
import type { InputPicture } from '../order.ts';
import { invalid } from '../problem.ts';
import type { TwinState } from '../state.ts';
import { decode } from '../uploads.ts';

/** A picture as a request names it: a data URL or a file's id. `param` is where it stands. */
export interface Named {
	image_url?: unknown;
	file_id?: unknown;
	param: string;
}

interface Part {
	type?: string;
	text?: string;
	image_url?: unknown;
	file_id?: unknown;
}

/** The words of the last question, and all pictures of the request. */
export function readInput(input: unknown): { text: string; pictures: Named[] } {
	if (input === undefined || input === null) throw missing('input');
	if (typeof input === 'string') return { text: input, pictures: [] };
	if (!Array.isArray(input)) throw invalid('input', 'invalid_type', "Invalid type for 'input'.");
	let text = '';
	const pictures: Named[] = [];
	for (const [index, item] of (input as { role?: string; content?: unknown }[]).entries()) {
		if (typeof item.content === 'string') {
			if (item.role === 'user') text = item.content;
			continue;
		}
		if (!Array.isArray(item.content)) continue;
		const parts = item.content as Part[];
		for (const [at, part] of parts.entries()) {
			const param = `input[${index}].content[${at}]`;
			if (part.type === 'input_image') pictures.push({ ...part, param });
			else if (part.type !== 'input_text' && part.type !== 'output_text') {
				throw unsupported(`${param}.type`, String(part.type), ['input_text', 'input_image']);
			}
		}
		const words = parts.flatMap((part) => (part.type === 'input_text' && part.text ? [part.text] : []));
		if (item.role === 'user') text = words.join('\n');
	}
	return { text, pictures };
}

/** Throws as the API does for a picture that is in no way there. */
export async function readPicture(twin: TwinState, named: Named, called: string): Promise<InputPicture> {
	const { image_url: url, file_id: id, param } = named;
	if (typeof id === 'string') {
		const file = keptFile(twin, id);
		if (!file) throw invalid(`${param}.file_id`, 'file_not_found', `File with id '${id}' not found.`);
		return decode({ field: 'image', name: called, type: file.type, bytes: file.bytes }, called);
	}
	if (typeof url !== 'string') throw missing(`${param}.image_url`);
	const bytes = readDataUrl(url);
	return decode({ field: 'image', name: called, type: url.slice(5, url.indexOf(';')), bytes }, called);
}
