import { createDiscordTwin } from '../twins/discord/index.ts';
import { createOpenAiTwin } from '../twins/openai/index.ts';
import { startEaselProcess } from './processes.ts';
import { freePort } from '../store/postgres-server.ts';
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
const openai = await createOpenAiTwin({ pictures: 'plain' });
let discord = await createDiscordTwin();
const port = await freePort();
const awayMs = Number(process.argv[2] ?? 8000);
const easel = await startEaselProcess({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, ATTACHMENT_ORIGINS: discord.cdnOrigin, OPENAI_API_KEY: openai.apiKey, OPENAI_BASE_URL: openai.url, STORE_URL: 'sqlite://:memory:', HTTP_PORT: String(port) });
const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
const t0 = Date.now();
const say = (...a: unknown[]) => console.log(Date.now() - t0, ...a);
say('start', await ready());
const at = Number(new URL(discord.url).port);
await discord.stop();
for (let i = 0; i < awayMs / 500; i++) { await sleep(500); if (i % 4 === 0) say('away', await ready()); }
discord = await createDiscordTwin({ port: at });
say('back');
for (let i = 0; i < 120; i++) {
	await sleep(500);
	const r = await ready().catch(String);
	if (i % 4 === 0) say('back', r);
	const asked = await discord.as('mia').slash('studio', 'imagine', { prompt: 'x' }).catch(() => undefined);
	if (!asked) continue;
	const ok = await asked.acked().catch(() => undefined);
	if (ok) { say('answers again', ok); break; }
}
console.log(easel.output().slice(-6000));
console.log(await easel.end());
await Promise.all([discord.stop(), openai.stop()]);
