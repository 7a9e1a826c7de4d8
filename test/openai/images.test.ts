import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import {
	answerJson,
	drawAt,
	drawing,
	loopback,
	png,
	pngBase64,
	provider,
	type Seen,
	secretKey,
	secretPrompt,
} from './loopback.ts';

const good = answerJson({ data: [{ b64_json: pngBase64 }] });

const input = (role: StoredPicture['role'], index = 0, type = 'image/png'): StoredPicture => ({
	kind: 'input',
	role,
	index,
	type,
	bytes: png,
});

async function sent(call: Partial<ProviderCall>): Promise<Seen> {
	const { outcome, seen } = await drawAt(good, call);
	expect(outcome).toMatchObject({ kind: 'made' });
	expect(seen).toHaveLength(1);
	return seen[0]!;
}

const sentJson = async (call: Partial<ProviderCall>): Promise<unknown> =>
	JSON.parse((await sent(call)).body.toString());

/** The parts of a multipart form in their order: texts as they are, files as name, type and size. */
async function sentForm(call: Partial<ProviderCall>): Promise<[string, string][]> {
	const { headers, body } = await sent(call);
	const type = headers['content-type'] ?? '';
	const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
	return [...form].map(([field, value]) => [
		field,
		typeof value === 'string' ? value : `${value.name} ${value.type} ${value.size}`,
	]);
}

const pngFile = `image.png image/png ${png.byteLength}`;

describe('a generation', () => {
	test('carries exactly what was decided, with an identity, to a GPT model', async () => {
		const body = await sentJson({ count: 3, background: 'transparent', format: 'webp' });
		expect(body).toEqual({
			model: 'gpt-image-2.5-flare',
			prompt: secretPrompt,
			n: 3,
			size: '1024x1024',
			quality: 'medium',
			background: 'transparent',
			output_format: 'webp',
			safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	test('asks dall-e for base64 and names nobody', async () => {
		const body = await sentJson({ model: 'dall-e-3', quality: 'hd', style: 'natural' });
		expect(body).toEqual({
			model: 'dall-e-3',
			prompt: secretPrompt,
			size: '1024x1024',
			quality: 'hd',
			style: 'natural',
			response_format: 'b64_json',
		});
	});

	test('carries nothing beyond the prompt and the size to a model nobody knows', async () => {
		const { origin, seen } = await loopback(good);
		const { quality: _, ...call } = drawing({ model: 'flux-local' });
		await provider(`${origin}/v1`).draw(call);
		expect(JSON.parse(seen[0]!.body.toString())).toEqual({
			model: 'flux-local',
			prompt: secretPrompt,
			size: '1024x1024',
		});
	});

	test('goes to the base address with the key, however that ends', async () => {
		const { origin, seen } = await loopback(good);
		await provider(`${origin}/some/v1`).draw(drawing());
		await provider(`${origin}/some/v1/`).draw(drawing());
		await provider(`${origin}/some/v1?api-version=3`).draw(drawing());
		expect(seen.map(({ path }) => path)).toEqual([
			'/some/v1/images/generations',
			'/some/v1/images/generations',
			'/some/v1/images/generations?api-version=3',
		]);
		expect(seen[0]?.headers.authorization).toBe(`Bearer ${secretKey}`);
	});
});

describe('an edit', () => {
	test('sends a single picture as `image`, typed, and the mask beside it', async () => {
		const form = await sentForm({ endpoint: 'edits', inputs: [input('mask'), input('image')] });
		expect(form.sort()).toEqual([
			['image', pngFile],
			['mask', `mask.png image/png ${png.byteLength}`],
			['model', 'gpt-image-2.5-flare'],
			['prompt', secretPrompt],
			['quality', 'medium'],
			['safety_identifier', expect.any(String)],
			['size', '1024x1024'],
		]);
	});

	test('sends several pictures as a list, the picture to change before its references', async () => {
		const inputs = [input('reference', 1, 'image/webp'), input('reference', 0, 'image/jpeg'), input('image')];
		const form = await sentForm({ endpoint: 'edits', inputs });
		const files = form.filter(([field]) => field.startsWith('image')).map(([field, file]) => `${field} ${file}`);
		expect(files).toEqual([
			`image[] ${pngFile}`,
			`image[] image.jpeg image/jpeg ${png.byteLength}`,
			`image[] image.webp image/webp ${png.byteLength}`,
		]);
	});

	test('sends a sketch as `markup`, and never beside a mask', async () => {
		const sketch = [input('markup'), input('image')];
		const form = await sentForm({ endpoint: 'edits', inputs: sketch });
		expect(form).toContainEqual(['markup', `markup.png image/png ${png.byteLength}`]);
		expect(form).toContainEqual(['image', pngFile]);
		const fields = (await sentForm({ endpoint: 'edits', inputs: [...sketch, input('mask')] })).map(([field]) => field);
		expect(fields).toContain('mask');
		expect(fields).not.toContain('markup');
	});

	test('sends references alone like pictures', async () => {
		const form = await sentForm({ endpoint: 'edits', inputs: [input('reference')] });
		expect(form).toContainEqual(['image', pngFile]);
	});
});

test('a variation sends the picture and nothing the endpoint does not know', async () => {
	const form = await sentForm({
		endpoint: 'variations',
		model: 'dall-e-2',
		prompt: '',
		count: 2,
		quality: 'standard',
		inputs: [input('image')],
	});
	expect(form.sort()).toEqual([
		['image', pngFile],
		['model', 'dall-e-2'],
		['n', '2'],
		['response_format', 'b64_json'],
		['size', '1024x1024'],
	]);
});

describe('the identity of a member', () => {
	const identityOf = async (userId: string, identitySecret: string) => {
		const { origin, seen } = await loopback(good);
		await provider(`${origin}/v1`, { identitySecret }).draw(drawing({ userId }));
		return (JSON.parse(seen[0]!.body.toString()) as { safety_identifier: string }).safety_identifier;
	};

	test('is stable, differs between members and operators, and is not their id', async () => {
		const [own, same, other, elsewhere] = await Promise.all([
			identityOf('1234', 'secret'),
			identityOf('1234', 'secret'),
			identityOf('5678', 'secret'),
			identityOf('1234', 'another secret'),
		]);
		expect(same).toBe(own);
		expect(own).toBe(createHmac('sha256', 'secret').update('1234').digest('hex'));
		expect(new Set([own, other, elsewhere]).size).toBe(3);
		expect(own).not.toContain('1234');
		expect(own.length).toBeLessThanOrEqual(128);
	});
});
