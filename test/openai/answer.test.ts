import { describe, expect, test } from 'vitest';
import {
	answerJson,
	answerText,
	drawAt,
	drawing,
	type Handler,
	loopback,
	png,
	pngBase64,
	provider,
	secretKey,
} from './loopback.ts';

const usage = {
	input_tokens: 60,
	output_tokens: 1767,
	total_tokens: 1827,
	input_tokens_details: { text_tokens: 12, image_tokens: 48 },
};
const tokens = { inputText: 12, inputImage: 48, output: 1767 };

/** A server whose answers name addresses, and that serves the files behind them. */
const serving =
	(data: unknown[] | ((origin: string) => unknown[]), files: Record<string, Handler>): Handler =>
	(response, seen) => {
		const file = files[seen.path];
		if (file) return file(response, seen);
		if (seen.method === 'GET') return answerText('gone', 404)(response, seen);
		const entries = typeof data === 'function' ? data(`http://${seen.headers.host}`) : data;
		answerJson({ created: 1, data: entries, usage })(response, seen);
	};

const pngFile: Handler = (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png);
const made = { kind: 'made', pictures: [{ bytes: png, type: 'image/png' }] };

describe('an answer in base64', () => {
	test('becomes the untouched bytes, with what the bytes say they are', async () => {
		const { outcome } = await drawAt(answerJson({ data: [{ b64_json: pngBase64 }], usage }));
		expect(outcome).toEqual({ ...made, usage: tokens });
	});

	test('may hold several pictures, of any format a provider draws', async () => {
		const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
		const webp = Buffer.from('RIFF\x04\x00\x00\x00WEBPVP8 ', 'latin1');
		const data = [png, jpeg, webp].map((bytes) => ({ b64_json: bytes.toString('base64') }));
		const { outcome } = await drawAt(answerJson({ data }), { count: 3 });
		const types = outcome.kind === 'made' ? outcome.pictures.map(({ type }) => type) : [];
		expect(types).toEqual(['image/png', 'image/jpeg', 'image/webp']);
	});

	test('may be a data URL, in either field', async () => {
		const url = `data:image/png;base64,${pngBase64}`;
		expect((await drawAt(answerJson({ data: [{ b64_json: url }] }))).outcome).toEqual(made);
		expect((await drawAt(answerJson({ data: [{ url }] }))).outcome).toEqual(made);
	});

	test('brings the revised prompt where there is one', async () => {
		const revised = await drawAt(
			answerJson({ data: [{ b64_json: pngBase64, revised_prompt: 'An otter in velvet.' }] }),
		);
		expect(revised.outcome).toEqual({ ...made, revisedPrompt: 'An otter in velvet.' });
		const empty = await drawAt(answerJson({ data: [{ b64_json: pngBase64, revised_prompt: null }] }));
		expect(empty.outcome).toEqual(made);
	});

	test('keeps the good pictures when one of them is none', async () => {
		const data = [{ b64_json: 'bm90IGEgcGljdHVyZQ==' }, { b64_json: pngBase64 }];
		expect((await drawAt(answerJson({ data }), { count: 2 })).outcome).toEqual(made);
	});

	test('brings no more pictures than were asked for', async () => {
		const data = [{ b64_json: pngBase64 }, { b64_json: pngBase64 }];
		expect((await drawAt(answerJson({ data }))).outcome).toEqual(made);
	});
});

describe('usage', () => {
	const usageOf = async (raw: unknown) =>
		(await drawAt(answerJson({ data: [{ b64_json: pngBase64 }], usage: raw }))).outcome;

	test('that is not broken down counts as the dearer input', async () => {
		expect(await usageOf({ input_tokens: 10, output_tokens: 5 })).toMatchObject({
			usage: { inputText: 0, inputImage: 10, output: 5 },
		});
	});

	test('that makes no sense is left out', async () => {
		expect(await usageOf({ input_tokens: -1, output_tokens: 'many' })).toEqual(made);
		expect(await usageOf('none')).toEqual(made);
	});
});

describe('an answer that brings nothing to show', () => {
	const unusable: [what: string, handler: Handler, detail: string][] = [
		['an empty list', answerJson({ created: 1, data: [] }), 'no pictures'],
		['no list', answerJson({ created: 1 }), 'no pictures'],
		['a list of something else', answerJson({ data: [null, 7, 'x'] }), 'without a picture'],
		['entries without pictures', answerJson({ data: [{ revised_prompt: 'x' }] }), 'without a picture'],
		['bytes that are no picture', answerJson({ data: [{ b64_json: 'bm90IGEgcGljdHVyZQ==' }] }), 'no picture'],
		['a web page', answerText('<html>Welcome</html>'), 'instead of JSON'],
		['a JSON text', answerText('"ok"', 200, 'application/json'), 'instead of JSON'],
		['a JSON list', answerText('[]', 200, 'application/json'), 'no JSON object'],
		['nothing at all', answerText('', 200, 'application/json'), 'no JSON object'],
		['an error that says 200', answerJson({ error: { code: 'server_error', message: 'x' } }), 'server_error'],
		['an address that is none', answerJson({ data: [{ url: 'http://' }] }), 'not an address'],
		['an address of a file', answerJson({ data: [{ url: 'file:///etc/passwd' }] }), 'file: is not allowed'],
	];

	test.each(unusable)('%s is unusable', async (_what, handler, detail) => {
		const { outcome, seen } = await drawAt(handler);
		expect(outcome).toMatchObject({ kind: 'unusable', detail: expect.stringContaining(detail) });
		expect(seen).toHaveLength(1);
	});

	test('still tells what it cost', async () => {
		expect((await drawAt(answerJson({ data: [], usage }))).outcome).toMatchObject({ kind: 'unusable', usage: tokens });
	});

	test('is a refusal when it says so with status 200', async () => {
		const { outcome } = await drawAt(answerJson({ error: { code: 'moderation_blocked' } }));
		expect(outcome).toEqual({ kind: 'refused', categories: [] });
	});

	test('is not read beyond its limit', async () => {
		const { origin, seen } = await loopback(answerJson({ data: [{ b64_json: 'A'.repeat(300_000) }] }));
		const outcome = await provider(`${origin}/v1`, { maxAnswerBytes: 100_000 }).draw(drawing());
		expect(outcome).toMatchObject({ kind: 'unusable', detail: expect.stringContaining('EXCEEDED') });
		expect(seen).toHaveLength(1);
	});
});

describe('an answer by address', () => {
	const draw = async (handler: Handler, options = {}) => {
		const { origin, seen } = await loopback(handler);
		const outcome = await provider(`${origin}/v1`, options).draw(drawing());
		const count = (method: string) => seen.filter((one) => one.method === method).length;
		return { outcome, seen, posts: count('POST'), gets: count('GET') };
	};

	test('is downloaded at once from an absolute address', async () => {
		const { outcome } = await draw(
			serving((origin) => [{ url: `${origin}/files/1.png?sig=x` }], { '/files/1.png?sig=x': pngFile }),
		);
		expect(outcome).toEqual({ ...made, usage: tokens });
	});

	test('may be relative to the root or to the base address', async () => {
		expect((await draw(serving([{ url: '/files/1.png' }], { '/files/1.png': pngFile }))).outcome).toMatchObject(made);
		expect((await draw(serving([{ url: 'files/1.png' }], { '/v1/files/1.png': pngFile }))).outcome).toMatchObject(made);
	});

	test('carries the key to the provider itself and to nobody else', async () => {
		const elsewhere = await loopback(pngFile);
		const foreign = await draw(serving([{ url: `${elsewhere.origin}/1.png` }], {}));
		expect(foreign.outcome).toMatchObject(made);
		expect(elsewhere.seen[0]?.headers.authorization).toBeUndefined();
		const own = await draw(serving([{ url: '/1.png' }], { '/1.png': pngFile }));
		expect(own.seen[1]?.headers.authorization).toBe(`Bearer ${secretKey}`);
	});

	test('is fetched again when the download fails, and bought once', async () => {
		let tries = 0;
		const flaky: Handler = (response, seen) => {
			tries += 1;
			if (tries === 1) return void response.socket?.resetAndDestroy();
			if (tries === 2) return answerText('busy', 503)(response, seen);
			pngFile(response, seen);
		};
		const { outcome, posts, gets } = await draw(serving([{ url: '/1.png' }], { '/1.png': flaky }));
		expect(outcome).toMatchObject(made);
		expect([posts, gets]).toEqual([1, 3]);
	});

	test('that stays out of reach is unusable, with its cost and without its address', async () => {
		const { outcome, posts, gets } = await draw(serving([{ url: '/1.png?token=abc' }], {}));
		expect(outcome).toEqual({ kind: 'unusable', detail: 'download: HTTP 404', usage: tokens });
		expect([posts, gets]).toEqual([1, 3]);
	});

	test('follows three redirects and not a fourth', async () => {
		const to =
			(location: string): Handler =>
			(response) =>
				void response.writeHead(302, { location }).end();
		const files = { '/4': to('/3'), '/3': to('/2'), '/2': to('/1'), '/1': to('/0'), '/0': pngFile };
		expect((await draw(serving([{ url: '/3' }], files))).outcome).toMatchObject(made);
		expect((await draw(serving([{ url: '/4' }], files))).outcome).toMatchObject({
			detail: 'download: too many redirects',
		});
	});

	test('does not follow a redirect to anything but http', async () => {
		const away: Handler = (response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
		const { outcome, gets } = await draw(serving([{ url: '/1' }], { '/1': away }));
		expect(outcome).toMatchObject({ kind: 'unusable', detail: 'download: file: is not allowed' });
		expect(gets).toBe(1);
	});

	test('is dropped when it is larger than a picture can be, announced or not', async () => {
		const large = Buffer.concat([png, Buffer.alloc(200_000)]);
		const announced: Handler = (response) =>
			void response.writeHead(200, { 'content-length': large.length }).end(large);
		const streamed: Handler = (response) => {
			response.write(large.subarray(0, 50_000));
			response.end(large.subarray(50_000));
		};
		for (const file of [announced, streamed]) {
			const { outcome, gets } = await draw(serving([{ url: '/1' }], { '/1': file }), { maxPictureBytes: 100_000 });
			expect(outcome).toMatchObject({ kind: 'unusable', detail: 'download: too large' });
			expect(gets).toBe(1);
		}
	});

	test('that leads to a web page is unusable', async () => {
		const { outcome } = await draw(serving([{ url: '/1' }], { '/1': answerText('<html>') }));
		expect(outcome).toMatchObject({ kind: 'unusable', detail: '6 bytes that are no picture' });
	});
});
