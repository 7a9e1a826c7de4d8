import { inflateSync } from 'node:zlib';

/** Bytes of a header, and of what it says of one table: in the TTF that comes out, and in the WOFF that goes in. */
const TTF = { header: 12, entry: 16 };
const WOFF = { header: 44, entry: 20 };

/** A WOFF as the TTF that was wrapped in it, which is the same tables with each one deflated: fontconfig reads no WOFF. */
export function unwrapWoff(woff: Buffer): Buffer {
	const count = woff.readUInt16BE(12);
	const head = Buffer.alloc(TTF.header + TTF.entry * count);
	writeHeader(head, woff, count);
	const parts: Buffer[] = [head];
	let offset = head.length;
	for (let table = 0; table < count; table++) {
		const from = WOFF.header + WOFF.entry * table;
		const [start, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(from + at)) as [number, number, number];
		const bytes = woff.subarray(start, start + packed);
		const padding = Buffer.alloc((4 - (length % 4)) % 4);
		parts.push(packed < length ? inflateSync(bytes) : bytes, padding);

		const to = TTF.header + TTF.entry * table;
		const [tag, checksum] = [from, from + 16];
		woff.copy(head, to, tag, tag + 4);
		woff.copy(head, to + 4, checksum, checksum + 4);
		head.writeUInt32BE(offset, to + 8);
		head.writeUInt32BE(length, to + 12);
		offset += length + padding.length;
	}
	return Buffer.concat(parts);
}

/** The flavour, the number of tables, and three numbers that follow from it. */
function writeHeader(head: Buffer, woff: Buffer, count: number): void {
	const power = Math.floor(Math.log2(count));
	woff.copy(head, 0, 4, 8);
	head.writeUInt16BE(count, 4);
	head.writeUInt16BE(2 ** power * TTF.entry, 6);
	head.writeUInt16BE(power, 8);
	head.writeUInt16BE((count - 2 ** power) * TTF.entry, 10);
}
