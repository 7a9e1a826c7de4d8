import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { answerJson, drawAt, drawing, loopback, png, pngBase64, provider } from './loopback.ts';

const listening = (server: ReturnType<typeof createServer>) =>
	new Promise<number>((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
	});

async function closedPort(): Promise<number> {
	const server = createServer();
	const port = await listening(server);
	await new Promise((resolve) => server.close(resolve));
	return port;
}

const edit = drawing({
	endpoint: 'edits',
	inputs: [{ kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: png }],
});

test.each([
	['a drawing', drawing()],
	['an upload', edit],
	['a response', drawing({ endpoint: 'responses' })],
])('a closed port did not take %s, and our own connections are used', async (_what, call) => {
	const outcome = await provider(`http://127.0.0.1:${await closedPort()}/v1`).draw(call);
	// Only our own Agent marks connections that never came to be, so this also shows that the SDK's fetch goes through it.
	expect(outcome).toMatchObject({
		kind: 'notTaken',
		reason: 'unreachable',
		detail: expect.stringContaining('ECONNREFUSED'),
	});
	expect(JSON.stringify(outcome)).not.toContain('127.0.0.1');
});

test('a name that does not exist did not take the call', async () => {
	const outcome = await provider('http://nothing.invalid/v1').draw(drawing());
	expect(outcome).toMatchObject({ kind: 'notTaken', reason: 'unreachable' });
});

test('a handshake that fails did not take the call', async () => {
	const server = createServer((socket) => socket.on('error', () => {}).end('this is no TLS'));
	const port = await listening(server);
	onTestFinished(() => void server.close());
	const outcome = await provider(`https://127.0.0.1:${port}/v1`).draw(drawing());
	expect(outcome).toMatchObject({ kind: 'notTaken', reason: 'unreachable' });
});

test('a handshake that never ends did not take the call', async () => {
	const sockets: Socket[] = [];
	const server = createServer((socket) => sockets.push(socket.on('error', () => {})));
	const port = await listening(server);
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	const outcome = await provider(`https://127.0.0.1:${port}/v1`, { connectMs: 200 }).draw(drawing());
	expect(outcome).toMatchObject({ kind: 'notTaken', reason: 'unreachable' });
});

test.each([
	['a drawing', drawing()],
	['an upload', edit],
	['a response', drawing({ endpoint: 'responses' })],
])('a reset after %s was sent leaves it open, and it is sent once', async (_what, call) => {
	const { origin, seen } = await loopback((response) => response.socket?.resetAndDestroy());
	expect(await provider(`${origin}/v1`).draw(call)).toMatchObject({ kind: 'unknown' });
	expect(seen).toHaveLength(1);
});

test('an answer that never comes leaves the call open, and it is sent once', async () => {
	const { origin, seen } = await loopback(() => {});
	const outcome = await provider(`${origin}/v1`, { slowestCallMs: 1500 }).draw(drawing());
	expect(outcome).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('Timeout') });
	expect(seen).toHaveLength(1);
});

test('a body that stops coming leaves the call open, and it is sent once', async () => {
	const { origin, seen } = await loopback((response) => {
		response.writeHead(200, { 'content-type': 'application/json' }).write('{"data": [');
	});
	const outcome = await provider(`${origin}/v1`, { slowestCallMs: 1500 }).draw(drawing());
	expect(outcome).toMatchObject({ kind: 'unknown' });
	expect(seen).toHaveLength(1);
});

test('a body that is cut leaves the call open, and it is sent once', async () => {
	const { outcome, seen } = await drawAt((response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
		response.write('{"data": [', () => response.socket?.destroy());
	});
	expect(outcome).toMatchObject({ kind: 'unknown' });
	expect(seen).toHaveLength(1);
});

test('half an answer that ends politely leaves the call open, and is not quoted', async () => {
	const { outcome, seen } = await drawAt((response) => {
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"data": [{"b64_json": "secretbytes');
	});
	expect(outcome).toMatchObject({ kind: 'unknown' });
	expect(JSON.stringify(outcome)).not.toContain('secretbytes');
	expect(seen).toHaveLength(1);
});

test('a redirect of the endpoint is followed with its body', async () => {
	const { origin, seen } = await loopback((response, { path }) => {
		if (path.endsWith('/')) return answerJson({ data: [{ b64_json: pngBase64 }] })(response, seen[0]!);
		response.writeHead(307, { location: `${path}/` }).end();
	});
	expect(await provider(`${origin}/v1`).draw(edit)).toMatchObject({ kind: 'made' });
	expect(seen[1]?.body.byteLength).toBe(seen[0]?.body.byteLength);
});

test('closing cuts a call under way, which is left open', async () => {
	const started = Promise.withResolvers<void>();
	const { origin } = await loopback(() => started.resolve());
	const drawer = provider(`${origin}/v1`);
	const outcome = drawer.draw(drawing());
	await started.promise;
	await drawer.close();
	expect(await outcome).toMatchObject({ kind: 'unknown' });
});
