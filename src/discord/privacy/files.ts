import { setImmediate } from 'node:timers/promises';
import { entryText } from './record.ts';

/** What stands in every file before the member's own. */
export interface Head {
	member: string;
	/** ISO 8601. */
	exportedAt: string;
}

/** Entries that are written without a pause: a member's years in one go would keep everybody waiting. */
const batch = 500;
/** Bytes for the head and for the brackets. */
const frame = 1000;

/** JSON files of at most `limit` bytes each that together hold every entry, one on a line, in their order; each can be read by itself. */
export async function jsonFiles(
	head: Head,
	sections: Readonly<Record<string, readonly object[]>>,
	limit: number,
): Promise<Buffer[]> {
	const names = Object.keys(sections);
	const empty = () => new Map(names.map((name): [string, string[]] => [name, []]));
	const parts = [empty()];
	let left = limit - frame;
	let written = 0;
	for (const [name, entries] of Object.entries(sections)) {
		for (const entry of entries) {
			const text = entryText(entry);
			// With the comma and the line's end.
			const bytes = Buffer.byteLength(text) + 2;
			if (bytes > left) {
				parts.push(empty());
				left = limit - frame;
			}
			left -= bytes;
			parts.at(-1)?.get(name)?.push(text);
			written += 1;
			if (written % batch === 0) await setImmediate();
		}
	}
	return parts.map((part, i) => Buffer.from(textOf({ ...head, part: i + 1, parts: parts.length }, part)));
}

function textOf(head: object, sections: ReadonlyMap<string, readonly string[]>): string {
	const lists = [...sections].map(([name, lines]) =>
		lines.length === 0 ? `"${name}": []` : `"${name}": [\n${lines.join(',\n')}\n]`,
	);
	const fields = Object.entries(head).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
	return `{\n${[...fields, ...lists].join(',\n')}\n}\n`;
}
