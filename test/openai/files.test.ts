import { randomBytes } from 'node:crypto';
import { OpenAI } from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StoredPicture } from '../../src/core/ports.ts';
import { createFiles } from '../../src/openai/files.ts';
import { createOpenAiTwin } from '../twins/openai/index.ts';
import { answerJson, answerText, drawing, type Handler, loopback, png, pngBase64, provider } from './loopback.ts';

const KiB = 1024;
const input = (bytes: number, role: StoredPicture['role'] = 'image', index = 0): StoredPicture => ({
	kind: 'input',
	role,
	index,
	type: 'image/png',
	bytes: Buffer.concat([png, randomBytes(bytes - png.byteLength)]),
});
const drawn = answerJson({ id: 'resp_1', output: [{ type: 'image_generation_call', result: pngBase64 }] });
const draw = (inputs: StoredPicture[]) => drawing({ endpoint: 'responses', inputs });

/** Answers uploads like this, with the number of the upload where it takes one, and everything else with a picture. */
const server = (upload: (n: number) => Handler, otherwise: Handler = drawn) => {
	let uploads = 0;
	return loopback((response, seen) => (seen.path === '/v1/files' ? upload(uploads++) : otherwise)(response, seen));
};
const taken = (n: number) => answerJson({ id: `file-${n}`, object: 'file' });

describe('file-id input', () => {
	test('uploads a large picture once and names it in every call', async () => {
		const { origin, seen } = await server(taken);
		const drawer = provider(`${origin}/v1`);
		const inputs = [input(256 * KiB), input(300 * KiB, 'mask'), input(255 * KiB, 'reference')];
		await drawer.draw(draw(inputs));
		await drawer.draw(draw(inputs));
		expect(seen.map(({ path }) => path)).toEqual(['/v1/files', '/v1/files', '/v1/responses', '/v1/responses']);
		const type = seen[0]?.headers['content-type'] ?? '';
		const form = await new Response(new Uint8Array(seen[0]!.body), { headers: { 'content-type': type } }).formData();
		expect([...form.keys()].sort()).toEqual(['expires_after[anchor]', 'expires_after[seconds]', 'file', 'purpose']);
		expect([form.get('purpose'), form.get('expires_after[seconds]')]).toEqual(['vision', '3600']);
		for (const call of seen.slice(2)) {
			const { input: said, tools } = JSON.parse(call.body.toString()) as {
				input: { content: object[] }[];
				tools: object[];
			};
			expect(said[0]?.content.slice(1)).toEqual([
				{ type: 'input_image', file_id: 'file-0', detail: 'auto' },
				{ type: 'input_image', image_url: expect.stringMatching(/^data:/), detail: 'auto' },
			]);
			expect(tools[0]).toMatchObject({ input_image_mask: { file_id: 'file-1' } });
		}
	});

	test('waits for one upload in calls that are sent together', async () => {
		const { origin, seen } = await server(taken);
		const drawer = provider(`${origin}/v1`);
		const inputs = [input(256 * KiB)];
		await Promise.all([1, 2, 3].map(() => drawer.draw(draw(inputs))));
		expect(seen.filter(({ path }) => path === '/v1/files')).toHaveLength(1);
	});

	test.each<[what: string, upload: Handler]>([
		['has no files', answerText('', 404)],
		['breaks down', answerText('', 500)],
		['cuts the upload', (response) => void response.socket?.resetAndDestroy()],
		['answers a web page', answerText('<html>')],
		['answers no id', answerJson({ object: 'file' })],
		['answers an id that is none', answerJson({ id: '../../secrets' })],
	])('falls back to the picture itself where the server %s, and remembers it', async (_what, upload) => {
		const { origin, seen } = await server(() => upload);
		const drawer = provider(`${origin}/v1`);
		for (let round = 0; round < 2; round++) {
			expect(await drawer.draw(draw([input(256 * KiB)]))).toMatchObject({ kind: 'made' });
		}
		expect(seen.map(({ path }) => path)).toEqual(['/v1/files', '/v1/responses', '/v1/responses']);
		expect(seen[1]?.body.toString()).toContain('data:image/png');
	});

	const namesFile = (body: Buffer) => body.toString().includes('"file_id"');
	const refusing =
		(status: number, error: object): Handler =>
		(response, seen) =>
			(namesFile(seen.body) ? answerJson({ error }, status) : drawn)(response, seen);

	test.each<[what: string, status: number, error: object]>([
		['by the parameter', 400, { param: 'input[0].content[1].file_id', message: 'x' }],
		['by its code', 404, { code: 'image_file_not_found', message: 'x' }],
		['by its id', 400, { message: 'The file file-0 has expired.' }],
	])('sends the picture itself once a file is refused %s', async (_what, status, error) => {
		const { origin, seen } = await server(taken, refusing(status, error));
		expect(await provider(`${origin}/v1`).draw(draw([input(256 * KiB)]))).toMatchObject({ kind: 'made' });
		expect(seen.map(({ body }) => namesFile(body))).toEqual([false, true, false]);
	});

	test.each([
		[500, 'unknown'],
		[429, 'notTaken'],
		[422, 'rejected'],
	] as const)('is not sent again after a %i', async (status, kind) => {
		const { origin, seen } = await server(taken, refusing(status, { param: 'file_id' }));
		expect(await provider(`${origin}/v1`).draw(draw([input(256 * KiB)]))).toMatchObject({ kind });
		expect(seen).toHaveLength(2);
	});

	test('is not sent again for anything else that was refused', async () => {
		const { origin, seen } = await server(taken, answerJson({ error: { code: 'moderation_blocked' } }, 400));
		expect(await provider(`${origin}/v1`).draw(draw([input(256 * KiB)]))).toMatchObject({ kind: 'refused' });
		expect(seen).toHaveLength(2);
	});

	test('names no file again that was missing when the answer came', async () => {
		const failed = answerJson({ status: 'failed', error: { code: 'image_file_not_found' }, output: [] });
		const { origin, seen } = await server(taken, (response, one) =>
			(namesFile(one.body) ? failed : drawn)(response, one),
		);
		const drawer = provider(`${origin}/v1`);
		const call = draw([input(256 * KiB)]);
		expect(await drawer.draw(call)).toMatchObject({ kind: 'rejected' });
		expect(await drawer.draw(call)).toMatchObject({ kind: 'made' });
		expect(seen).toHaveLength(3);
	});
});

describe('what is known of files', () => {
	const setUp = async () => {
		let now = Date.parse('2026-11-20T12:00:00Z');
		const twin = await createOpenAiTwin({ pictures: 'plain', now: () => now });
		onTestFinished(() => twin.stop());
		const files = createFiles(new OpenAI({ apiKey: twin.apiKey, baseURL: twin.url, maxRetries: 0 }), () => now);
		const pass = (minutes: number) => {
			now += minutes * 60_000;
		};
		return { twin, files, pass };
	};

	test('ends well before the file does', async () => {
		const { twin, files, pass } = await setUp();
		const picture = input(256 * KiB);
		const first = await files.idOf(picture);
		pass(49);
		expect(await files.idOf(picture)).toBe(first);
		pass(2);
		expect(await files.idOf(picture)).not.toBe(first);
		expect(twin.uploads).toMatchObject([{ purpose: 'vision', bytes: 256 * KiB }, { type: 'image/png' }]);
	});

	test('starts anew some minutes after a server had none', async () => {
		const { twin, files, pass } = await setUp();
		twin.options.keepsFiles = false;
		expect(await files.idOf(input(256 * KiB))).toBeUndefined();
		twin.options.keepsFiles = true;
		expect(await files.idOf(input(256 * KiB))).toBeUndefined();
		pass(6);
		expect(await files.idOf(input(256 * KiB))).toMatch(/^file-/);
	});
});
