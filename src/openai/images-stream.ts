import type { Outcome, ProviderCall, TokenUsage } from '../core/ports.ts';
import { entryOf, outcomeOfEntries, readImagesAnswer, tokenUsage } from './answer.ts';
import type { Download } from './download.ts';
import { errorIn, outcomeOfBroken } from './errors.ts';
import { type Reader, unfinished } from './exchange.ts';
import { fieldOf, textOf } from './json.ts';
import { createShow } from './previews.ts';

/** What the Images API sends back: a list of pictures, or events of which each `completed` is one. */
export function createImagesReader(call: ProviderCall, download: Download): Reader {
	const show = createShow(call.previews);
	const completed: unknown[] = [];
	let isBegun = false;
	let complaint: Outcome | undefined;

	return {
		body: (body) => readImagesAnswer(body, call.count, download),
		events: {
			take(event) {
				const type = textOf(event, 'type') ?? '';
				const error = errorIn(event);
				if (error !== undefined) complaint = outcomeOfBroken(error, isBegun);
				else if (type.endsWith('.completed')) completed.push(event);
				else if (type.endsWith('.partial_image')) {
					isBegun = true;
					show(textOf(event, 'b64_json'), fieldOf(event, 'partial_image_index'));
				}
				return complaint !== undefined || completed.length >= call.count;
			},
			async end(broke) {
				if (completed.length === 0) return complaint ?? unfinished(broke);
				return outcomeOfEntries(completed.map(entryOf), call.count, usageOf(completed, call.count), download);
			},
		},
	};
}

/**
 * Each picture tells its own tokens. Those that were asked for and did not come are counted like the others: they may have been drawn.
 * Undefined when one does not tell.
 */
function usageOf(completed: readonly unknown[], wanted: number): TokenUsage | undefined {
	const told = completed.map((event) => tokenUsage(fieldOf(event, 'usage'))).filter((it) => it !== undefined);
	if (told.length < completed.length) return undefined;
	const share = Math.max(1, wanted / completed.length);
	const sum = (name: keyof TokenUsage) => Math.ceil(told.reduce((all, usage) => all + usage[name], 0) * share);
	return { inputText: sum('inputText'), inputImage: sum('inputImage'), output: sum('output') };
}
