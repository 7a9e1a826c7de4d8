import type { Units } from './units.ts';
import { classAt, type Words } from './words-of.ts';

/** What lies between two words of a stream, whatever and however much it was. */
export const space = 32;

/** A text as a search sees it: one key for each run of units of the same class, and `space` between words. */
export interface Stream {
	units: Units;
	words: Words;
	length: number;
	key: Int32Array;
	/** First unit of the run, and the one after its last. */
	first: Int32Array;
	end: Int32Array;
}

export function streamOf(units: Units, words: Words): Stream {
	const room = units.length + words.spans.length;
	const stream: Stream = {
		units,
		words,
		length: 0,
		key: new Int32Array(room),
		first: new Int32Array(room),
		end: new Int32Array(room),
	};
	const push = (key: number, first: number, end: number) => {
		stream.key[stream.length] = key;
		stream.first[stream.length] = first;
		stream.end[stream.length++] = end;
	};
	for (let span = 0; span < words.spans.length; span += 2) {
		const first = words.spans[span]!;
		const end = words.spans[span + 1]!;
		const before = span > 0 ? words.spans[span - 1]! : first;
		if (before < first) push(space, before, first);
		for (let at = first; at < end; at++) {
			const key = classAt(units, words, at);
			const last = stream.length - 1;
			if (at > first && stream.key[last] === key) stream.end[last] = at + 1;
			else push(key, at, at + 1);
		}
	}
	return stream;
}
