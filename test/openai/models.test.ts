import { expect, test } from 'vitest';
import { answerJson, answerText, loopback, provider, secretKey } from './loopback.ts';

const modelsOf = async (handler: Parameters<typeof loopback>[0]) =>
	provider(`${(await loopback(handler)).origin}/v1`).models();

test('the models on offer come with the day they end', async () => {
	const data = [
		{ id: 'gpt-image-2', object: 'model', shutdown_date: null },
		{ id: 'gpt-image-1.5', object: 'model', shutdown_date: '2026-12-01' },
	];
	expect(await modelsOf(answerJson({ object: 'list', data }))).toEqual([
		{ id: 'gpt-image-2' },
		{ id: 'gpt-image-1.5', shutdownDate: '2026-12-01' },
	]);
});

test('a server that answers a web page offers nothing', async () => {
	expect(await modelsOf(answerText('<html>'))).toEqual([]);
});

test('a refused key is told without the key', async () => {
	const refused = answerJson(
		{ error: { message: `Incorrect API key provided: ${secretKey}`, code: 'invalid_api_key' } },
		401,
	);
	await expect(modelsOf(refused)).rejects.toThrow(
		/^the provider did not list its models: HTTP 401 code=invalid_api_key$/,
	);
});
