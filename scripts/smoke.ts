import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentFor, startDiscordProcess, startNpm, startOpenAiProcess } from '../test/e2e/processes.ts';
import { connectDiscordTwin } from '../test/twins/discord/remote.ts';

/** Starts the real process as its users do, through `npm start`, draws one picture against the twins, and ends it with SIGTERM. */
const folder = await mkdtemp(join(tmpdir(), 'easel-smoke-'));
const [discord, openai] = await Promise.all([startDiscordProcess(), startOpenAiProcess()]);
try {
	const env = environmentFor(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`);
	const easel = await startNpm(['start'], env, ({ msg }) => msg === 'Easel is ready');
	const twin = connectDiscordTwin(String(discord.line.controlUrl));
	const interaction = await twin.as('mia').slash('studio', 'imagine', { prompt: 'a smoke signal over quiet hills' });
	const { afterMs } = await interaction.acked();
	const message = await interaction.response((it) => it.pictures().length > 0, 60_000);
	const [picture] = message.pictures();
	const bytes = await twin.download(picture!.url);
	console.log(
		`Acknowledged after ${Math.round(afterMs)} ms, drew a picture of ${bytes.byteLength} bytes:\n${message.text()}`,
	);
	// npm dies of the signal itself, so the bot's last line tells whether it ended in order.
	await easel.end('SIGTERM');
	await easel.closed;
	if (!easel.output().includes('Easel has ended'))
		throw new Error(`npm start did not end in order:\n${easel.output()}`);
	console.log('Ended in order on SIGTERM.');
} finally {
	await Promise.all([discord.end(), openai.end()]);
	await rm(folder, { recursive: true, force: true });
}
