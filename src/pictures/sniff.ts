/** The formats Easel decodes, with the ending and the content type a file of each is posted with. */
export const READABLE = {
	png: { extension: 'png', contentType: 'image/png' },
	jpeg: { extension: 'jpg', contentType: 'image/jpeg' },
	webp: { extension: 'webp', contentType: 'image/webp' },
	gif: { extension: 'gif', contentType: 'image/gif' },
	avif: { extension: 'avif', contentType: 'image/avif' },
} as const;

/** Pictures and documents that people take for pictures: refused by name. */
const FOREIGN = {
	svg: 'SVG',
	pdf: 'PDF',
	tiff: 'TIFF',
	heic: 'HEIC',
	bmp: 'BMP',
	ico: 'ICO',
	psd: 'PSD',
	jxl: 'JPEG XL',
	jp2: 'JPEG 2000',
	video: 'video',
} as const;

const OTHER = { html: 'HTML', json: 'JSON', zip: 'ZIP', gzip: 'gzip', text: 'text' } as const;

export type PictureFormat = keyof typeof READABLE;
type ForeignFormat = keyof typeof FOREIGN;
export type Sniffed = PictureFormat | ForeignFormat | keyof typeof OTHER | 'empty' | 'unknown';

export function isReadable(kind: Sniffed): kind is PictureFormat {
	return Object.hasOwn(READABLE, kind);
}

export function isForeign(kind: Sniffed): kind is ForeignFormat {
	return Object.hasOwn(FOREIGN, kind);
}

/** What people call it: `SVG`, `HTML`; undefined where the bytes say nothing. */
export function nameOf(kind: Sniffed): string | undefined {
	const names: Partial<Record<Sniffed, string>> = { ...FOREIGN, ...OTHER };
	return names[kind];
}

/** From the published signatures; the first that fits wins. */
const SIGNATURES: [Sniffed, offset: number, magic: string][] = [
	['png', 0, '\x89PNG\r\n\x1a\n'],
	['jpeg', 0, '\xff\xd8\xff'],
	['gif', 0, 'GIF87a'],
	['gif', 0, 'GIF89a'],
	['webp', 8, 'WEBP'],
	['tiff', 0, 'II*\0'],
	['tiff', 0, 'MM\0*'],
	['tiff', 0, 'II+\0'],
	['tiff', 0, 'MM\0+'],
	['psd', 0, '8BPS'],
	['jxl', 0, '\xff\x0a'],
	['jxl', 4, 'JXL '],
	['jp2', 4, 'jP  '],
	['ico', 0, '\0\0\x01\0'],
	['video', 0, '\x1a\x45\xdf\xa3'],
	['zip', 0, 'PK\x03\x04'],
	['gzip', 0, '\x1f\x8b'],
];

/** What the bytes are, by their first kilobyte alone: a file's name and content type are only claims. */
export function sniff(bytes: Uint8Array): Sniffed {
	if (bytes.length === 0) return 'empty';
	const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');

	const known = SIGNATURES.find(([, offset, magic]) => head.startsWith(magic, offset));
	if (known) return known[0];
	if (head.startsWith('ftyp', 4)) return sniffBrands(head);
	// Readers accept a PDF whose signature comes after some junk, so its position is no proof against it.
	if (head.includes('%PDF-')) return 'pdf';
	if (head.startsWith('BM') && head.length > 26 && head.startsWith('\0\0\0\0', 6)) return 'bmp';
	return sniffText(head);
}

/** HEIC, AVIF and MP4 share one container and differ in the brands they list. */
function sniffBrands(head: string): Sniffed {
	const length = Math.max(12, Math.min(head.length, (head.charCodeAt(2) << 8) | head.charCodeAt(3)));
	const brands = head.slice(8, length);
	if (/avi[fs]/.test(brands)) return 'avif';
	if (/he[iv][a-z]|mif1|msf1/.test(brands)) return 'heic';
	return 'video';
}

function sniffText(head: string): Sniffed {
	const text = head.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
	if (/[\x01-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) return 'unknown';
	const start = text.trimStart().toLowerCase();
	if (/^<!doctype html|^<html|^<head|^<body/.test(start)) return 'html';
	if (start.startsWith('<') && start.includes('<svg')) return 'svg';
	if (/^[{[]/.test(start)) return 'json';
	return 'text';
}
