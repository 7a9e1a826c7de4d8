import { crc32 } from 'node:zlib';
import type { Fault } from './faults.ts';
import type { PictureFormat } from './order.ts';

/** Pictures as the faults leave them; without one they come back as they are. */
export function spoil(pictures: Buffer[], format: PictureFormat, fault: Fault | undefined): Buffer[] {
	if (fault?.kind === 'not-an-image') return pictures.map(() => Buffer.from('upstream connect error or disconnect'));
	if (fault?.kind === 'huge') return pictures.map((picture) => pad(picture, format, fault.bytes));
	return pictures;
}

/** Still a valid picture: decoders skip a private PNG chunk, and whatever follows the end of a JPEG or WebP. */
function pad(picture: Buffer, format: PictureFormat, bytes: number): Buffer {
	const missing = bytes - picture.length;
	if (missing <= 0) return picture;
	if (format !== 'png') return Buffer.concat([picture, Buffer.alloc(missing)]);
	const end = picture.length - 12;
	const body = Buffer.concat([Buffer.from('easL'), Buffer.alloc(Math.max(0, missing - 12))]);
	const chunk = Buffer.alloc(body.length + 8);
	chunk.writeUInt32BE(body.length - 4, 0);
	body.copy(chunk, 4);
	chunk.writeUInt32BE(crc32(body), chunk.length - 4);
	return Buffer.concat([picture.subarray(0, end), chunk, picture.subarray(end)]);
}
