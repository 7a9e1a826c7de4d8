import sharp from 'sharp';
import { missing } from './fields.ts';
import type { RawRequest } from './intake.ts';
import type { Model } from './models.ts';
import type { InputPicture, Upload } from './order.ts';
import { badPicture, invalid } from './problem.ts';

const megabyte = 1024 * 1024;
const types: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' };

/** The pictures of an edit: `image` or `image[]`, and perhaps a mask of the first one's size. */
export async function readEditUploads(
	raw: RawRequest,
	model: Model,
): Promise<{ inputs: InputPicture[]; mask?: InputPicture; markup?: InputPicture }> {
	const images = uploadsNamed(raw, 'image');
	const masks = uploadsNamed(raw, 'mask');
	const markups = uploadsNamed(raw, 'markup');
	if (images.length === 0) throw missing('image');
	if (images.length > (model.family === 'dall-e-2' ? 1 : 16)) {
		throw invalid('image', 'invalid_value', `Too many images: ${images.length}. At most 16 can be edited together.`);
	}
	if (masks.length > 0 && markups.length > 0)
		throw invalid('markup', 'invalid_value', "'markup' cannot be combined with 'mask'.");

	if (model.family === 'dall-e-2') return readDallE2(images[0]!, masks[0]);
	const inputs: InputPicture[] = [];
	for (const [index, image] of images.entries()) {
		if (model.family === 'gpt') checkType(image, 'image');
		if (image.bytes.length >= 50 * megabyte)
			throw invalid('image', 'invalid_value', 'Each image must be less than 50MB.');
		inputs.push(await decode(image, `image ${index + 1}`));
	}
	const [mask] = masks;
	const [markup] = markups;
	if (markup) return { inputs, markup: await readOverlay(markup, inputs[0]!, 'markup') };
	return mask ? { inputs, mask: await readOverlay(mask, inputs[0]!, 'mask') } : { inputs };
}

/** The one picture of a variation: square, PNG, under 4 MB. */
export async function readVariationUpload(raw: RawRequest): Promise<InputPicture> {
	const [image] = uploadsNamed(raw, 'image');
	if (!image) throw missing('image');
	return readSquarePng(image);
}

async function readDallE2(
	image: Upload,
	mask: Upload | undefined,
): Promise<{ inputs: InputPicture[]; mask?: InputPicture }> {
	const input = await readSquarePng(image);
	if (mask) return { inputs: [input], mask: await readOverlay(mask, input, 'mask') };
	if (!input.hasAlpha) {
		throw invalid('image', null, "Invalid input image - format must be in ['RGBA', 'LA', 'L'], got RGB.");
	}
	return { inputs: [input] };
}

async function readSquarePng(image: Upload): Promise<InputPicture> {
	checkType(image, 'image');
	if (image.type !== 'image/png' || image.bytes.length >= 4 * megabyte) {
		throw invalid('image', null, 'Uploaded image must be a PNG and less than 4 MB.');
	}
	const input = await decode(image, 'image 1');
	if (input.width !== input.height) throw invalid('image', null, 'Uploaded image must be square.');
	return input;
}

async function readOverlay(upload: Upload, first: InputPicture, field: 'mask' | 'markup'): Promise<InputPicture> {
	checkType(upload, field);
	const code = `invalid_${field}_image_format`;
	const complain = (why: string) => badPicture(field, code, `Invalid ${field} image format - ${why}`);
	if (upload.type !== 'image/png') throw complain(`${field} must be a PNG`);
	if (field === 'mask' && upload.bytes.length >= 4 * megabyte) throw complain('mask must be less than 4MB');
	const overlay = await decode(upload, field);
	if (!overlay.hasAlpha) throw complain(`${field} image missing alpha channel`);
	if (overlay.width !== first.width || overlay.height !== first.height) {
		throw complain(`${field} size does not match image size`);
	}
	return overlay;
}

function uploadsNamed(raw: RawRequest, field: string): Upload[] {
	return raw.files.filter((file) => file.field === field || file.field === `${field}[]`);
}

function checkType(upload: Upload, field: string): void {
	if (types[upload.type]) return;
	const formats = "'image/jpeg', 'image/png', and 'image/webp'";
	throw invalid(
		field,
		'unsupported_file_mimetype',
		`Invalid file '${field}': unsupported mimetype ('${upload.type || 'application/octet-stream'}'). Supported file formats are ${formats}.`,
	);
}

/** Decodes every pixel, so that a truncated file is refused here and not while drawing. Throws `invalid_image_file`. */
export async function decode(upload: Upload, called: string): Promise<InputPicture> {
	try {
		const picture = sharp(upload.bytes, { limitInputPixels: 100e6, failOn: 'warning' });
		const [{ width, height, hasAlpha, format }] = await Promise.all([
			picture.metadata(),
			picture.clone().resize(8, 8).toBuffer(),
		]);
		if (format === types[upload.type] || !types[upload.type]) return { ...upload, width, height, hasAlpha };
	} catch {
		// The same answer as for a file whose bytes are not what its type says.
	}
	throw badPicture(
		null,
		'invalid_image_file',
		`Invalid image file or mode for ${called}, please check your image file.`,
	);
}
