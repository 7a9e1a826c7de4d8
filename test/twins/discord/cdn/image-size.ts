/** Pixels from the header of a PNG, GIF, WebP or JPEG; undefined for anything else. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (file.length < 30) return undefined;
	if (file.readUInt32BE(0) === 0x89504e47) return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
	if (file.toString('latin1', 0, 4) === 'GIF8') return { width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
	if (file.toString('latin1', 8, 12) === 'WEBP') return webpSize(file);
	if (file.readUInt16BE(0) === 0xffd8) return jpegSize(file);
	return undefined;
}

function webpSize(file: Buffer) {
	const kind = file.toString('latin1', 12, 16);
	if (kind === 'VP8X') return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
	if (kind === 'VP8L') {
		const bits = file.readUInt32LE(21);
		return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
	}
	return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
}

/** Walks the segments to the first start-of-frame (C0–CF without the tables C4, C8, CC). */
function jpegSize(file: Buffer) {
	let at = 2;
	while (at + 9 < file.length && file[at] === 0xff) {
		const marker = file[at + 1]!;
		if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
			return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
		}
		at += 2 + file.readUInt16BE(at + 2);
	}
	return undefined;
}
