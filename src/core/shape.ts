import { type Model, type ShapeName, type Size, type Sizes, shapeNames, sizeText } from './catalogue.ts';
import { Refused } from './refusal.ts';

type FreeSizes = Extract<Sizes, { kind: 'free' }>;

/** Long edge, in pixels, of a ratio that was typed; near a square the short one, so that typing `1:1` costs what `square` costs. */
const longEdge = 1536;
const longEdgeNearSquare = 1024;
const nearSquare = 1.25;
/** A typed ratio may miss a listed size by this much: 16:9 is what people call 1792x1024. */
const tolerance = 0.02;

/**
 * The legal size for what a member asked: a name, a ratio `W:H` or a size `WxH`. Throws `Refused` with what would be legal.
 * No shape at all means a square.
 */
export function sizeFor(shape: string | undefined, model: Model): Size {
	const typed = readShape(shape ?? 'square');
	if (typeof typed === 'string') {
		const size = model.shapes[typed];
		if (!size) throw notLegal(typed, model);
		return size;
	}
	const { text, width, height, isRatio } = typed;
	if (model.sizes.kind === 'listed') {
		const size = isRatio ? nearestRatio(width / height, model.sizes.sizes) : exact(width, height, model.sizes.sizes);
		if (!size) throw notLegal(text, model);
		return size;
	}
	const size = isRatio ? ofRatio(width / height, model.sizes) : rounded(width, height, model.sizes.multiple);
	if (!isWithin(size, model.sizes)) {
		const { minPixels, maxPixels, maxEdge, maxRatio } = model.sizes;
		throw new Refused({
			code: 'sizeOutOfBounds',
			size: sizeText(size),
			model: model.id,
			minPixels,
			maxPixels,
			maxEdge,
			maxRatio,
		});
	}
	return size;
}

/** What people may type for this model, best first: names, then listed sizes. */
export function shapesOf(model: Model): string[] {
	const names = shapeNames.filter((name) => model.shapes[name]);
	const listed = model.sizes.kind === 'listed' ? model.sizes.sizes.map(sizeText) : [];
	return [...names, ...listed];
}

interface TypedShape {
	/** As it was read: in small ASCII characters. */
	text: string;
	width: number;
	height: number;
	/** `W:H`, and not pixels. */
	isRatio: boolean;
}

/** A name, or what was typed: also in an input method's full-width characters. */
function readShape(shape: string): ShapeName | TypedShape {
	const text = shape.normalize('NFKC').trim().toLowerCase().replace('×', 'x');
	if (isShapeName(text)) return text;
	const typed = /^(\d{1,5}(?:\.\d{1,3})?)\s*([:x])\s*(\d{1,5}(?:\.\d{1,3})?)$/.exec(text);
	const [width, height] = [Number(typed?.[1]), Number(typed?.[3])];
	if (!typed || !(width > 0) || !(height > 0)) throw new Refused({ code: 'shapeUnreadable', shape });
	return { text, width, height, isRatio: typed[2] === ':' };
}

const isShapeName = (text: string): text is ShapeName => (shapeNames as readonly string[]).includes(text);

const notLegal = (shape: string, model: Model) =>
	new Refused({ code: 'shapeNotLegal', shape, model: model.id, legal: shapesOf(model) });

const exact = (width: number, height: number, sizes: readonly Size[]) =>
	sizes.find((size) => size.width === width && size.height === height);

function nearestRatio(ratio: number, sizes: readonly Size[]): Size | undefined {
	const off = (size: Size) => Math.abs(Math.log(size.width / size.height / ratio));
	const [best] = [...sizes].sort((a, b) => off(a) - off(b));
	return best && off(best) <= tolerance ? best : undefined;
}

const toMultiple = (pixels: number, multiple: number) => Math.max(multiple, Math.round(pixels / multiple) * multiple);

const rounded = (width: number, height: number, multiple: number): Size => ({
	width: toMultiple(width, multiple),
	height: toMultiple(height, multiple),
});

/** Of the legal long edges a little below the usual one, that which meets the ratio best: 21:9 is exact at 1456x624. */
function ofRatio(ratio: number, sizes: FreeSizes): Size {
	const elongation = Math.max(ratio, 1 / ratio);
	const longest = elongation < nearSquare ? longEdgeNearSquare : longEdge;
	const ofLong = (long: number): Size => ({ width: long, height: toMultiple(long / elongation, sizes.multiple) });
	const off = ({ width, height }: Size) => Math.abs(width / height - elongation);
	let best = ofLong(longest);
	for (let long = longest; long >= longest * 0.85; long -= sizes.multiple) {
		const candidate = ofLong(long);
		if (isWithin(candidate, sizes) && off(candidate) < off(best) - 1e-9) best = candidate;
	}
	return ratio >= 1 ? best : { width: best.height, height: best.width };
}

function isWithin({ width, height }: Size, { minPixels, maxPixels, maxEdge, maxRatio }: FreeSizes): boolean {
	const pixels = width * height;
	const [long, short] = [Math.max(width, height), Math.min(width, height)];
	return pixels >= minPixels && pixels <= maxPixels && long <= maxEdge && long / short <= maxRatio;
}

/** Width by height of a shape by its name, or typed: `21:9`, `1920x1080`. Throws `Refused` for what is no shape, or too long for any model. */
export function ratioOf(shape: string): number {
	const typed = readShape(shape);
	if (typeof typed === 'string') return shapeRatios[typed];
	const ratio = typed.width / typed.height;
	if (Math.max(ratio, 1 / ratio) > longestRatio)
		throw new Refused({ code: 'shapeTooLong', shape, longest: longestRatio });
	return ratio;
}

const shapeRatios: Readonly<Record<ShapeName, number>> = {
	square: 1,
	portrait: 2 / 3,
	landscape: 3 / 2,
	wide: 16 / 9,
	tall: 9 / 16,
};
/** What models with free sizes draw; beyond, the picture would be a thread in its square. */
const longestRatio = 3;
