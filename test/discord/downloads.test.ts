import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDownload } from '../../src/discord/downloads.ts';

let server: Server;
let origin: string;
let asked = 0;

beforeAll(async () => {
	server = createServer((_, response) => {
		asked += 1;
		response.end(Buffer.alloc(1024 * 1024));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const fetched = (size: number, limit?: number) =>
	createDownload([origin])({ role: 'image', name: 'a.json', url: `${origin}/a.json`, size }, limit);

test('a file that says it is too large is not asked for', async () => {
	await expect(fetched(2048, 1024)).rejects.toMatchObject({ refusal: { code: 'pictureTooLarge', limit: 1024 } });
	expect(asked).toBe(0);
});

test('a file that says it is small and goes on and on is cut off', async () => {
	await expect(fetched(10, 256 * 1024)).rejects.toMatchObject({
		refusal: { code: 'pictureTooLarge', limit: 256 * 1024 },
	});
});

test('a file within the limit comes whole', async () => {
	expect(await fetched(10, 1024 * 1024)).toHaveLength(1024 * 1024);
	expect(await fetched(10)).toHaveLength(1024 * 1024);
});
