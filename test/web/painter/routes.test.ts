import { request } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Painter, startPainter } from './painter.ts';

let painter: Painter;
beforeAll(async () => {
	painter = await startPainter();
});
afterAll(() => painter.stop());
beforeEach(() => {
	painter.refusal = null;
	painter.submitted.length = 0;
	painter.failures.length = 0;
});

const png = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 4, background: '#0000' } })
		.png()
		.toBuffer();

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

async function send(
	address: string,
	{ kind = 'mask', file, prompt = 'a balloon', headers = sameOrigin }: Sent = {},
): Promise<{ status: number; body: Answer }> {
	const form = new FormData();
	form.set('kind', kind);
	form.set('png', new Blob([new Uint8Array(file ?? (await png(640, 480)))]), 'painted.png');
	form.set('prompt', prompt);
	const answer = await fetch(address, { method: 'POST', body: form, headers });
	return { status: answer.status, body: (await answer.json()) as Answer };
}
interface Answer {
	ok?: true;
	error?: string;
}
interface Sent {
	kind?: string;
	file?: Uint8Array;
	prompt?: string;
	headers?: Record<string, string>;
}

describe('the page', () => {
	test('opens as often as one likes, in the member’s language, with what was asked for in it', async () => {
		painter.paintable.prompt = '"</textarea><script>&';
		const address = painter.address();
		for (let i = 0; i < 3; i++) {
			const answer = await fetch(address);
			expect(answer.status).toBe(200);
			const html = await answer.text();
			expect(html).toContain('<html lang="en">');
			expect(html).toContain('&quot;&lt;/textarea&gt;&lt;script&gt;&amp;</textarea>');
			expect(html).not.toContain('{{@');
		}
		painter.paintable.prompt = '';
		expect((await send(address)).body).toEqual({ ok: true });
	});

	test('comes with everything it needs, kept for ever under the version’s name', async () => {
		const address = painter.address();
		const html = await (await fetch(address)).text();
		const names = [...html.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, name = '']) => name);
		expect(names).toHaveLength(3);
		for (const name of names) {
			const answer = await fetch(new URL(name, address));
			expect([name, answer.status]).toEqual([name, 200]);
			expect(answer.headers.get('content-type')).toMatch(/^text\/(css|javascript); charset=utf-8$/);
			expect(answer.headers.get('cache-control')).toContain('immutable');
			expect(await answer.text()).not.toMatch(/^import type|^interface /m);
		}
	});

	test.each([
		['another version', 'assets/0000/main.ts'],
		['no asset', 'assets/0000/index.html'],
		['a way out', 'assets/0000/..%2Froutes.ts'],
	])('has no file for %s', async (_, name) => {
		expect((await fetch(new URL(name, painter.address()))).status).toBe(404);
	});

	test('shows the picture itself, and keeps it nowhere', async () => {
		const answer = await fetch(`${painter.address()}/picture`);
		expect(answer.headers.get('content-type')).toBe('image/png');
		expect(answer.headers.get('cache-control')).toBe('private, no-store');
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(painter.paintable.picture.bytes);
	});

	test('and every other answer is as strict as can be', async () => {
		const addresses = [
			painter.address(),
			`${painter.address()}/picture`,
			`${painter.origin}/paint/forged`,
			`${painter.origin}/paint/assets/1/2`,
		];
		for (const address of addresses) {
			const { headers } = await fetch(address);
			expect(headers.get('content-security-policy')).toBe(
				"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
					"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			);
			expect(headers.get('referrer-policy')).toBe('no-referrer');
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
			expect(headers.get('cache-control')).toBe('private, no-store');
		}
	});
});

describe('a link', () => {
	const closed: [string, () => string | Promise<string>, number, string][] = [
		['forged', () => painter.address({}, 'another secret'), 403, 'This is not a link of mine'],
		['of no kind', () => `${painter.origin}/paint/%00`, 403, 'This is not a link of mine'],
		['that came too late', () => painter.address({ until: Date.now() - 1 }), 410, 'This link is no longer good'],
		['for a picture that is gone', () => painter.address({ jobId: 'gone' }), 404, 'The picture is gone'],
		['that was used', used, 410, 'This was sent already'],
	];
	async function used(): Promise<string> {
		const address = painter.address();
		await send(address);
		painter.submitted.length = 0;
		return address;
	}

	test.each(closed)('%s opens nothing, shows nothing and takes nothing', async (_, address, status, title) => {
		const link = await address();
		const page = await fetch(link);
		expect(page.status).toBe(status);
		expect(await page.text()).toContain(`<h1>${title}</h1>`);
		expect((await fetch(`${link}/picture`)).status).toBe(status);
		const answer = await send(link);
		expect(answer.status).toBe(status);
		expect(answer.body.error).toMatch(/Discord/);
		expect(painter.submitted).toEqual([]);
	});

	test('asks in the name of the member whom it was made for, and cannot be turned into another’s', async () => {
		const address = painter.address({ userId: '4711' });
		const mine = painter.address({ userId: '4712' });
		const swapped = `${address.split('.').slice(0, -1).join('.')}.${mine.split('.').at(-1)}`;
		expect((await send(swapped)).status).toBe(403);
		await send(address);
		expect(painter.submitted.map(({ link }) => link.userId)).toEqual(['4711']);
	});

	test('is taken once, even by a hundred at the same moment', async () => {
		const address = painter.address();
		const answers = await Promise.all(Array.from({ length: 100 }, () => send(address)));
		expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
		expect(answers.filter(({ status }) => status === 410)).toHaveLength(99);
		expect(painter.submitted).toHaveLength(1);
	});
});

describe('an upload', () => {
	test('arrives as it was sent', async () => {
		const file = await png(640, 480);
		expect(await send(painter.address(), { kind: 'markup', file, prompt: 'two\nlines 🦊' })).toMatchObject({
			status: 200,
		});
		expect(painter.submitted).toMatchObject([{ kind: 'markup', prompt: 'two\nlines 🦊' }]);
		expect(Buffer.from(painter.submitted[0]!.png)).toEqual(file);
	});

	const bad: [string, () => Sent | Promise<Sent>, number, RegExp][] = [
		['on another picture', async () => ({ file: await png(480, 640) }), 422, /another size/],
		['that is no PNG', () => ({ file: Buffer.alloc(5000, 7) }), 422, /as a picture/],
		['without bytes', () => ({ file: new Uint8Array() }), 422, /as a picture/],
		['cut off in the header', async () => ({ file: (await png(640, 480)).subarray(0, 20) }), 422, /as a picture/],
		['of another kind', () => ({ kind: 'film' }), 400, /not arrive whole/],
		['with too long a prompt', () => ({ prompt: 'x'.repeat(4001) }), 422, /too long/],
		['too large', () => ({ file: Buffer.alloc(9 * 1024 * 1024) }), 413, /too large/],
	];
	test.each(bad)('%s is told so and leaves the link as good as it was', async (_, sent, status, words) => {
		const address = painter.address();
		const answer = await send(address, await sent());
		expect([answer.status, answer.body.error]).toEqual([status, expect.stringMatching(words)]);
		expect(painter.submitted).toEqual([]);
		expect((await send(address)).body).toEqual({ ok: true });
	});

	test('of 4,000 characters is not too long, on however many lines', async () => {
		const prompt = 'x\n'.repeat(2000);
		expect((await send(painter.address(), { prompt })).body).toEqual({ ok: true });
		expect(painter.submitted[0]?.prompt).toBe(prompt);
	});

	test('with a sketch, where the model reads none', async () => {
		painter.paintable.canMarkup = false;
		expect(await send(painter.address(), { kind: 'markup' })).toMatchObject({ status: 422 });
		painter.paintable.canMarkup = true;
	});

	test('that is no form at all', async () => {
		const answer = await fetch(painter.address(), { method: 'POST', body: '{', headers: sameOrigin });
		expect(answer.status).toBe(400);
	});

	test('is stopped while it is read, when it does not say how long it is', async () => {
		const { hostname, port, pathname } = new URL(painter.address());
		const status = await new Promise<number | undefined>((resolve, reject) => {
			const sending = request({ hostname, port, path: pathname, method: 'POST', headers: sameOrigin }, (answer) => {
				resolve(answer.statusCode);
				sending.destroy();
			});
			sending.on('error', reject);
			const write = () => {
				while (!sending.destroyed && sending.write(Buffer.alloc(65_536)));
			};
			sending.on('drain', write);
			write();
		});
		expect(status).toBe(413);
	});

	test.each([
		['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
		['from a sister site', { 'sec-fetch-site': 'same-site' }, 403],
		['from an address bar', { 'sec-fetch-site': 'none' }, 403],
		['from another origin', { origin: 'https://evil.example' }, 403],
		['from nowhere', {}, 403],
		['from a page without an origin', { origin: 'null' }, 403],
		['from the public address', { origin: 'https://easel.example.org' }, 200],
	])('%s', async (_, headers, status) => {
		expect((await send(painter.address(), { headers })).status).toBe(status);
	});

	test('over plain http comes from this host', async () => {
		expect((await send(painter.address(), { headers: { origin: painter.origin } })).status).toBe(200);
	});
});

describe('what the road refuses', () => {
	test.each([
		[{ code: 'maskEmpty', name: 'mask.png' }, 'Nothing is painted yet. Paint over what may change.'],
		[{ code: 'maskFull', name: 'mask.png' }, expect.stringContaining('The whole picture is painted.')],
		[{ code: 'maskSize', name: 'mask.png' }, expect.stringContaining('another picture')],
		[
			{ code: 'memberDay', limit: 3, left: 0, asked: 1, resetsAt: Date.now() + 3 * 3_600_000 + 60_000, role: '1' },
			'You may have 3 pictures a day here; 0 are left and you asked for 1. The next day begins in 3 hours.',
		],
		[{ code: 'channelNotAllowed', channels: ['1'] }, 'Drawing is not allowed in this channel. Please try another one.'],
		[
			{ code: 'modelNotOffered', model: 'dall-e-3', offered: ['gpt-image-2'] },
			'dall-e-3 is not offered here. You can choose gpt-image-2.',
		],
	] as const)('is said in plain words, and can be mended: %o', async (refusal, words) => {
		const address = painter.address();
		painter.refusal = refusal;
		expect(await send(address)).toEqual({ status: 422, body: { error: words } });
		painter.refusal = null;
		expect((await send(address)).body).toEqual({ ok: true });
	});

	test('and what breaks is reported, without the link', async () => {
		painter.refusal = new Error('the disk is full');
		const address = painter.address();
		const answer = await send(address);
		expect(answer).toEqual({
			status: 500,
			body: { error: 'Something broke on my side. Please try again in a moment.' },
		});
		expect(painter.failures).toEqual([painter.refusal]);
	});
});
