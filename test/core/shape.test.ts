import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownModels, modelOf, type ShapeName, type Size, shapeNames, sizeText } from '../../src/core/catalogue.ts';
import { shapesOf, sizeFor } from '../../src/core/shape.ts';
import { refusalOf } from './refused.ts';

const sizeOf = (shape: string | undefined, model: string) => sizeText(sizeFor(shape, modelOf(model)));
const refusedShape = (shape: string, model: string) => refusalOf(() => sizeFor(shape, modelOf(model)));

describe('a named shape', () => {
	const expected: Record<string, Partial<Record<ShapeName, string>>> = {
		'gpt-image-2.6-flare': {
			square: '1024x1024',
			portrait: '1024x1536',
			landscape: '1536x1024',
			wide: '1536x864',
			tall: '864x1536',
		},
		'gpt-image-2.5-sunburst': { wide: '1536x864', tall: '864x1536' },
		'gpt-image-2': { wide: '1536x864', tall: '864x1536' },
		'gpt-image-1.5': { wide: '1536x1024', tall: '1024x1536', portrait: '1024x1536' },
		'dall-e-3': {
			square: '1024x1024',
			portrait: '1024x1792',
			landscape: '1792x1024',
			wide: '1792x1024',
			tall: '1024x1792',
		},
		'dall-e-2': { square: '1024x1024' },
		'a-model-of-ones-own': { square: '1024x1024' },
	};
	const cases = Object.entries(expected).flatMap(([model, shapes]) =>
		Object.entries(shapes).map(([shape, size]) => [shape, model, size] as const),
	);

	test.each(cases)('%s on %s is %s', (shape, model, size) => {
		expect(sizeOf(shape, model)).toBe(size);
	});

	test('is a square when none is named, and is read in any case', () => {
		expect(sizeOf(undefined, 'dall-e-3')).toBe('1024x1024');
		expect(sizeOf(' Wide ', 'gpt-image-2')).toBe('1536x864');
	});

	test('that a model cannot draw is refused with what it can', () => {
		expect(refusedShape('wide', 'dall-e-2')).toEqual({
			code: 'shapeNotLegal',
			shape: 'wide',
			model: 'dall-e-2',
			legal: ['square', '1024x1024', '512x512', '256x256'],
		});
	});
});

describe('a typed ratio', () => {
	test.each([
		['1:1', '1024x1024'],
		['3:2', '1536x1024'],
		['2:3', '1024x1536'],
		// As Chinese and Korean keyboards write it.
		['１６：９', '1536x864'],
		['16:9', '1536x864'],
		['9:16', '864x1536'],
		['21:9', '1456x624'],
		['3:1', '1536x512'],
		['1.5:1', '1536x1024'],
		['11:9', '976x800'],
		['20:7', '1504x528'],
	])('%s is %s where any size goes', (ratio, size) => {
		expect(sizeOf(ratio, 'gpt-image-2.5-flare')).toBe(size);
	});

	test.each([
		['16:9', 'dall-e-3', '1792x1024'],
		['7:4', 'dall-e-3', '1792x1024'],
		['9:16', 'dall-e-3', '1024x1792'],
		['3:2', 'gpt-image-1.5', '1536x1024'],
		['1:1', 'dall-e-2', '1024x1024'],
	])('%s on %s is the listed size %s', (ratio, model, size) => {
		expect(sizeOf(ratio, model)).toBe(size);
	});

	test('that no listed size comes near is refused', () => {
		expect(refusedShape('3:2', 'dall-e-3')).toMatchObject({ code: 'shapeNotLegal', shape: '3:2' });
	});

	test('up to 3:1 becomes a legal size of about that ratio; a longer one is refused', () => {
		const side = fc.integer({ min: 1, max: 100 });
		fc.assert(
			fc.property(side, side, fc.constantFrom('gpt-image-2.5-flare', 'gpt-image-2'), (w, h, id) => {
				const { sizes } = modelOf(id);
				if (sizes.kind !== 'free') return expect.fail('free sizes were expected');
				if (Math.max(w / h, h / w) > 3) {
					// A hair above 3:1 is 3:1 in multiples of 16.
					if (Math.max(w / h, h / w) > 3.05) expect(refusedShape(`${w}:${h}`, id).code).toBe('sizeOutOfBounds');
					return;
				}
				const size = sizeFor(`${w}:${h}`, modelOf(id));
				expectLegal(size, sizes);
				expect(Math.abs(size.width / size.height / (w / h) - 1)).toBeLessThan(0.02);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('a typed size', () => {
	test.each([
		['1536x864', '1536x864'],
		['1536×864', '1536x864'],
		['１５３６ｘ８６４', '1536x864'],
		['1536 X 864', '1536x864'],
		['1000x1000', '1008x1008'],
		['2000x1000', '2000x1008'],
		['3840x2160', '3840x2160'],
	])('%s is %s where any size goes', (typed, size) => {
		expect(sizeOf(typed, 'gpt-image-2')).toBe(size);
	});

	test('becomes multiples of 16 within the bounds, at most 8 pixels off, or is refused with the bounds', () => {
		const edge = fc.integer({ min: 1, max: 5000 });
		fc.assert(
			fc.property(edge, edge, (width, height) => {
				const model = modelOf('gpt-image-2.5-flare');
				if (model.sizes.kind !== 'free') return expect.fail('free sizes were expected');
				const near = (pixels: number) => Math.max(16, Math.round(pixels / 16) * 16);
				const rounded = { width: near(width), height: near(height) };
				if (isLegal(rounded, model.sizes)) {
					expect(sizeFor(`${width}x${height}`, model)).toEqual(rounded);
				} else {
					expect(refusalOf(() => sizeFor(`${width}x${height}`, model))).toEqual({
						code: 'sizeOutOfBounds',
						size: sizeText(rounded),
						model: model.id,
						minPixels: 655_360,
						maxPixels: 8_294_400,
						maxEdge: 3840,
						maxRatio: 3,
					});
				}
			}),
			{ numRuns: 2000 },
		);
	});

	test('must be a listed one where sizes are listed', () => {
		expect(sizeOf('512x512', 'dall-e-2')).toBe('512x512');
		expect(sizeOf('1792x1024', 'dall-e-3')).toBe('1792x1024');
		expect(refusedShape('1000x1000', 'dall-e-3')).toMatchObject({
			code: 'shapeNotLegal',
			legal: expect.arrayContaining(['1024x1792', 'tall']),
		});
	});

	test('on a server of one’s own goes in multiples of 8', () => {
		expect(sizeOf('1000x600', 'a-model-of-ones-own')).toBe('1000x600');
		expect(refusedShape('4096x4096', 'a-model-of-ones-own')).toMatchObject({ code: 'sizeOutOfBounds', maxEdge: 2048 });
	});
});

describe('what is no shape', () => {
	test.each(['', 'round', '0x100', '0:1', '16:', 'x', '-3:2', '1e3x1e3', '3/2', '100000x100000', '3:2:1', 'wide tall'])(
		'%j cannot be read',
		(shape) => {
			expect(refusedShape(shape, 'gpt-image-2')).toEqual({ code: 'shapeUnreadable', shape });
		},
	);
});

test('everything that is offered for a model is legal for it', () => {
	for (const id of [...knownModels, 'a-model-of-ones-own']) {
		const model = modelOf(id);
		expect(shapesOf(model).length).toBeGreaterThan(0);
		for (const shape of shapesOf(model)) {
			const size = sizeFor(shape, model);
			if (model.sizes.kind === 'free') expectLegal(size, model.sizes);
			else expect(model.sizes.sizes).toContainEqual(size);
		}
		for (const name of shapeNames) expect(shapesOf(model).includes(name)).toBe(model.shapes[name] !== undefined);
	}
});

type Bounds = { multiple: number; minPixels: number; maxPixels: number; maxEdge: number; maxRatio: number };

function isLegal({ width, height }: Size, { multiple, minPixels, maxPixels, maxEdge, maxRatio }: Bounds): boolean {
	const [short, long] = width < height ? [width, height] : [height, width];
	const pixels = width * height;
	const isAligned = width % multiple === 0 && height % multiple === 0;
	return isAligned && pixels >= minPixels && pixels <= maxPixels && long <= maxEdge && long <= short * maxRatio;
}

function expectLegal(size: Size, bounds: Bounds) {
	expect({ size, legal: isLegal(size, bounds) }).toEqual({ size, legal: true });
}
