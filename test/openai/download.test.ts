import { expect, onTestFinished, test } from 'vitest';
import { createAgent } from '../../src/openai/connection.ts';
import { createDownload } from '../../src/openai/download.ts';

test('a provider spoken to over https never makes us fetch over http', async () => {
	const dispatcher = createAgent({ slowestCallMs: 1000, connectMs: 1000, maxAnswerBytes: -1 });
	onTestFinished(() => dispatcher.destroy());
	const download = createDownload({
		baseUrl: new URL('https://127.0.0.1:9/v1/'),
		apiKey: 'sk-x',
		dispatcher,
		maxBytes: 1000,
	});
	await expect(download('http://127.0.0.1:9/1.png')).rejects.toThrow('download: http: is not allowed');
});
