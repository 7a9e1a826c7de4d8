import { unsupported } from './fields.ts';
import type { Model } from './models.ts';
import type { InputPicture } from './order.ts';
import { invalid } from './problem.ts';

export interface Size {
	width: number;
	height: number;
}

const automatic: readonly Size[] = [
	{ width: 1024, height: 1024 },
	{ width: 1536, height: 1024 },
	{ width: 1024, height: 1536 },
];

/** The size a request asks for, in pixels; `auto` follows the first input. Throws the API's own complaint. */
export function readSize(asked: string | undefined, model: Model, inputs: readonly InputPicture[]): Size {
	const size = asked ?? (model.family === 'gpt' ? 'auto' : '1024x1024');
	const allowed = model.sizes;
	if (allowed !== 'any' && !allowed.includes(size)) throw unsupported('size', size, allowed);
	if (size === 'auto') return closest(inputs[0]);
	const match = /^(\d{1,5})x(\d{1,5})$/.exec(size);
	if (!match) throw badSize(size, 'Use `auto` or WIDTHxHEIGHT, for example 1536x864.');
	const [width, height] = [Number(match[1]), Number(match[2])];
	if (model.family === 'gpt' && allowed === 'any') checkArbitrary(size, width, height);
	if (model.family === 'open' && (width < 64 || height < 64 || width * height > 8_294_400)) {
		throw badSize(size, 'Between 64 pixels a side and 8,294,400 pixels in all.');
	}
	return { width, height };
}

function checkArbitrary(size: string, width: number, height: number): void {
	if (width % 16 !== 0 || height % 16 !== 0) throw badSize(size, 'Width and height must both be divisible by 16.');
	if (Math.max(width, height) > 3840) throw badSize(size, 'The longest edge must be at most 3840 pixels.');
	if (Math.max(width, height) > 3 * Math.min(width, height)) {
		throw badSize(size, 'The aspect ratio must be between 1:3 and 3:1.');
	}
	const pixels = width * height;
	if (pixels < 655_360 || pixels > 8_294_400) {
		throw badSize(size, 'The picture must have between 655360 and 8294400 pixels.');
	}
}

function badSize(size: string, why: string) {
	return invalid('size', 'invalid_value', `Invalid size '${size}'. ${why}`);
}

function closest(input: InputPicture | undefined): Size {
	const ratio = input ? Math.log(input.width / input.height) : 0;
	return automatic.reduce((best, size) => (distance(size, ratio) < distance(best, ratio) ? size : best));
}

function distance({ width, height }: Size, ratio: number): number {
	return Math.abs(Math.log(width / height) - ratio);
}
