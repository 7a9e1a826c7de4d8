import { toFile } from 'openai';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { OpenAiTwin } from '../index.ts';
import { bytesOf, connect, model, picture, start } from './client.ts';

describe('a drawn picture', () => {
	const raw = async (b64: string | undefined | null) =>
		(await sharp(bytesOf(b64)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })).data;
	const pixel = (data: Buffer, x: number, y: number) => [...data.subarray((y * 1024 + x) * 4, (y * 1024 + x) * 4 + 4)];

	test('is the same for the same calls and another one the next time', async () => {
		const draw = async (from: OpenAiTwin) =>
			(await connect(from).images.generate({ model: 'gpt-image-2', prompt: 'a fox', size: '1024x1024' })).data?.[0]
				?.b64_json;
		const [one, two] = [await start({}), await start({})];
		const first = await draw(one);
		expect(await draw(two)).toBe(first);
		expect(await draw(one)).not.toBe(first);
	});

	test('of an edit changes what the mask opens and keeps the rest to the pixel', async () => {
		const other = await start({});
		const hole = await sharp({ create: { width: 1024, height: 512, channels: 4, background: '#000000ff' } })
			.extend({ bottom: 512, background: '#00000000' })
			.png()
			.toBuffer();
		const mask = await toFile(hole, 'mask.png', { type: 'image/png' });
		const answer = await connect(other).images.edit({
			model,
			prompt: 'a sunset',
			image: await picture(1024),
			mask,
			size: '1024x1024',
		});
		const data = await raw(answer.data?.[0]?.b64_json);
		expect(pixel(data, 500, 200)).toEqual([60, 110, 90, 255]);
		expect(pixel(data, 500, 700)).not.toEqual([60, 110, 90, 255]);
	});

	test('of an edit fills the transparent margins', async () => {
		const other = await start({});
		const padded = await sharp(await (await picture(1024, 512)).arrayBuffer())
			.extend({ top: 256, bottom: 256, background: '#00000000' })
			.png()
			.toBuffer();
		const image = await toFile(padded, 'a.png', { type: 'image/png' });
		const data = await raw(
			(await connect(other).images.edit({ model, prompt: 'a sunset', image, size: '1024x1024' })).data?.[0]?.b64_json,
		);
		expect(pixel(data, 500, 10)[3]).toBe(255);
		expect(pixel(data, 500, 500)).not.toEqual([60, 110, 90, 255]);
	});

	test('has a background one can see through, and the format that was asked for', async () => {
		const other = await start({});
		const answer = await connect(other).images.generate({
			model,
			prompt: 'a <b>fox</b> & friends',
			size: '1024x1024',
			background: 'transparent',
			output_format: 'webp',
		});
		expect((await sharp(bytesOf(answer.data?.[0]?.b64_json)).metadata()).format).toBe('webp');
		expect(pixel(await raw(answer.data?.[0]?.b64_json), 4, 4)[3]).toBe(0);
	});

	test.each(['dall-e-2', 'dall-e-3', 'flux-local'])('comes from %s as well', async (name) => {
		const other = await start({ answer: 'b64' });
		const answer = await connect(other).images.generate({
			model: name,
			prompt: 'a city in the rain',
			size: name === 'dall-e-2' ? '256x256' : '1024x1024',
		});
		expect((await sharp(bytesOf(answer.data?.[0]?.b64_json)).metadata()).format).toBe('png');
	});
});
