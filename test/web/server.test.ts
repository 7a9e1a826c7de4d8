import { once } from 'node:events';
import { connect } from 'node:net';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { startWeb } from '../../src/web/server.ts';

test('closing does not wait for somebody who has not finished asking', async () => {
	const web = await startWeb({ host: '127.0.0.1', port: 0, registry: new Registry(), ready: async () => true });
	const slow = connect(web.port, '127.0.0.1').on('error', () => {});
	await once(slow, 'connect');
	slow.write('GET /healthz HTTP/1.1\r\nhost: x\r\n');
	expect(await (await fetch(`http://127.0.0.1:${web.port}/healthz`)).text()).toBe('ok');
	const cut = once(slow, 'close');
	await web.close();
	await cut;
});
