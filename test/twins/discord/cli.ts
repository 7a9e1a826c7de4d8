import { parseArgs } from 'node:util';
import { createDiscordTwin } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const twin = await createDiscordTwin({ port: Number(values.port) });
const { url, cdnOrigin, controlUrl, token, applicationId } = twin;
console.log(JSON.stringify({ url, cdnOrigin, controlUrl, token, applicationId }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void twin.stop());
