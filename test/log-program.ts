import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REST, Routes } from 'discord.js';
import { createLog, type LogLevel } from '../src/log.ts';

/** Logs what really goes wrong with Discord and with us, line by line on stdout; started by log.test.ts, which says what must not be in it. */
const [level, secretsJson = '{}'] = process.argv.slice(2);
const { botToken, interactionToken, apiKey, prompt } = JSON.parse(secretsJson);

const answers: Record<string, [number, string]> = {
	callback: [404, '{"message":"Unknown interaction","code":10062}'],
	'@original': [
		400,
		`{"message":"Invalid Form Body","code":50035,"errors":{"content":{"_errors":[{"code":"X","message":"${prompt}"}]}}}`,
	],
	messages: [500, '<html>oh no</html>'],
	'@me': [401, '{"message":"401: Unauthorized","code":0}'],
};
const server = createServer((request, response) => {
	const [status, body] = answers[/([^/?]+)(?:\?.*)?$/.exec(decodeURIComponent(request.url ?? ''))?.[1] ?? ''] ?? [
		200,
		'{}',
	];
	response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/html' }).end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const api = `http://127.0.0.1:${port}/api`;
const rest = new REST({ api, version: '10', retries: 0 }).setToken(botToken);

const log = createLog(level as LogLevel);
const application = '41771983429993937';
const body = { content: prompt };
const from = (error: unknown, message: string) => log.error(error, { job: 'abc' }, message);

const refused = async (call: Promise<unknown>): Promise<unknown> =>
	call.then(
		() => 'nothing was refused',
		(error) => error,
	);

const unknownInteraction = await refused(
	rest.post(Routes.interactionCallback(application, interactionToken), { body, auth: false }),
);
from(unknownInteraction, 'unknown interaction');
from(
	await refused(rest.patch(Routes.webhookMessage(application, interactionToken), { body, auth: false })),
	'invalid form',
);
from(await refused(rest.post(Routes.channelMessages(application), { body })), 'server error');
from(await refused(rest.get(Routes.user())), 'unauthorized');

server.close();
await once(server, 'close');
from(await refused(rest.post(Routes.webhook(application, interactionToken), { body, auth: false })), 'unreachable');

from(new Error('the road broke', { cause: unknownInteraction }), 'with a cause');
from(
	new Error(`could not POST ${api}/webhooks/${application}/${interactionToken}?wait=true with Bot ${botToken}`),
	'in words',
);
from(new Error(`Incorrect API key provided: ${apiKey}.`), 'the key');
from(`Bot ${botToken}`, 'thrown text');
from(undefined, 'thrown nothing');

const reference = from(Object.assign(new TypeError('disk full'), { code: 'ENOSPC' }), 'ours');
log.info({ reference }, 'the reference');
log.warn({ detail: 'careful' }, 'a warning');
