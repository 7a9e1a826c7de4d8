import { toFile } from 'openai';
import { describe, expect, test } from 'vitest';
import { connect, picture, refusal, start } from './client.ts';

const expires = { anchor: 'created_at', seconds: 3600 } as const;

describe('a file', () => {
	test('is kept until it expires or is deleted', async () => {
		let now = Date.parse('2026-11-20T12:00:00Z');
		const twin = await start({ pictures: 'plain', now: () => now });
		const { files } = connect(twin);
		const file = await files.create({ file: await picture(64), purpose: 'vision', expires_after: expires });
		expect(file).toMatchObject({
			id: expect.stringMatching(/^file-/),
			object: 'file',
			filename: 'a.png',
			purpose: 'vision',
			expires_at: now / 1000 + 3600,
		});
		expect((await files.retrieve(file.id)).bytes).toBe(file.bytes);
		now += 3_600_000;
		expect((await refusal(files.retrieve(file.id))).status).toBe(404);
		const other = await files.create({ file: await picture(64), purpose: 'vision' });
		expect(await files.delete(other.id)).toEqual({ id: other.id, object: 'file', deleted: true });
		expect((await refusal(files.retrieve(other.id))).status).toBe(404);
		expect(twin.uploads).toHaveLength(2);
		expect(twin.calls).toHaveLength(0);
	});

	test('is refused without a purpose, without bytes, or with too short a life', async () => {
		const { files } = connect(await start({ pictures: 'plain' }));
		const file = await picture(64);
		const ask = (change: object) => refusal(files.create({ file, purpose: 'vision', ...change }));
		expect(await ask({ purpose: undefined })).toMatchObject({ status: 400, param: 'purpose' });
		expect(await ask({ purpose: 'fun' })).toMatchObject({ status: 400, param: 'purpose' });
		expect(await ask({ file: await toFile(Buffer.alloc(0), 'a.png') })).toMatchObject({ status: 400, param: 'file' });
		expect(await ask({ expires_after: { ...expires, seconds: 60 } })).toMatchObject({
			status: 400,
			param: 'expires_after[seconds]',
		});
	});

	test('is unknown where there are none', async () => {
		const twin = await start({ pictures: 'plain', keepsFiles: false });
		const upload = connect(twin).files.create({ file: await picture(64), purpose: 'vision' });
		expect(await refusal(upload)).toMatchObject({ status: 404, code: 'unknown_url' });
	});
});
