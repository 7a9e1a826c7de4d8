import { parseArgs } from 'node:util';
import { createOpenAiTwin } from './index.ts';

// The twin as a process of its own: prints one line of JSON when it listens, runs until SIGTERM or SIGINT.
const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '0' },
		key: { type: 'string' },
		latency: { type: 'string', default: '0' },
		rpm: { type: 'string' },
		plain: { type: 'boolean', default: false },
	},
});

const twin = await createOpenAiTwin({
	port: Number(values.port),
	latencyMs: Number(values.latency),
	pictures: values.plain ? 'plain' : 'drawn',
	...(values.key !== undefined && { apiKey: values.key }),
	...(values.rpm !== undefined && { imagesPerMinute: Number(values.rpm) }),
});
console.log(JSON.stringify({ url: twin.url, apiKey: twin.apiKey, controlUrl: twin.controlUrl }));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void twin.stop());
