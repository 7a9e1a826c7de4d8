import type { Size } from '../core/catalogue.ts';
import { decode, inTurn, readHeader } from './decode.ts';
import { PictureError } from './picture-error.ts';
import { PAPER } from './sheet-look.ts';

export interface Thumbnail extends Size {
	/** A JPEG as a data URI, which is the only picture that our SVG holds: strangers' bytes are decoded here. */
	uri: string;
}

/** The picture within `room`, with `density` pixels for each of its units; undefined for what is gone or cannot be decoded. */
export async function thumbnail(bytes: Uint8Array | null, room: Size, density = 1): Promise<Thumbnail | undefined> {
	if (!bytes) return undefined;
	try {
		await readHeader(bytes);
		const { data, info } = await inTurn(() =>
			decode(bytes, (picture) =>
				picture
					.flatten({ background: PAPER.well })
					.resize(Math.round(room.width * density), Math.round(room.height * density), { fit: 'inside' })
					.jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
					.toBuffer({ resolveWithObject: true }),
			),
		);
		const uri = `data:image/jpeg;base64,${data.toString('base64')}`;
		return { uri, width: info.width / density, height: info.height / density };
	} catch (error) {
		if (error instanceof PictureError) return undefined;
		throw error;
	}
}
