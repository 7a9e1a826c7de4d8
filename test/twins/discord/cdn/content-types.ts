const byExtension: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
	gif: 'image/gif',
	avif: 'image/avif',
	svg: 'image/svg+xml',
	pdf: 'application/pdf',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	bmp: 'image/bmp',
	heic: 'image/heic',
	txt: 'text/plain; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	json: 'application/json; charset=utf-8',
	zip: 'application/zip',
	mp4: 'video/mp4',
};

/** By extension, as Discord does; undefined when it is unknown, and then Discord leaves `content_type` out. */
export function contentTypeOf(filename: string): string | undefined {
	return byExtension[filename.split('.').at(-1)?.toLowerCase() ?? ''];
}
