import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { liveModels } from '../../src/core/catalogue.ts';
import { openStore } from '../../src/store/index.ts';
import { freePort } from '../../test/free-port.ts';
import { createDiscordTwin, type DiscordTwin } from '../../test/twins/discord/index.ts';
import { twinEnvironment } from '../../test/twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../../test/twins/openai/index.ts';

export interface House {
	discord: DiscordTwin;
	openai: OpenAiTwin;
	/** Where this run's database lies, and its address. */
	folder: string;
	storeUrl: string;
	/** Where the bot serves its own pages, the painter's among them. */
	publicUrl: string;
	stop(): Promise<void>;
}

export interface HouseOptions {
	/** How long the twin takes over a paid call, in milliseconds. */
	latencyMs?: number;
	/** Between one preview and the next; unless told, they share `latencyMs`. */
	previewEveryMs?: number;
	/** What the first server's admin has set before anybody comes in, by path. */
	settings?: Readonly<Record<string, unknown>>;
	/** Leaves the database in its folder. */
	keep?: boolean;
	/** The bot's; `warn` unless told. */
	logLevel?: string;
}

/** OpenAI has switched these off; the stand-in draws with them, as compatible servers do. */
const stillServed = { 'dall-e-2': null, 'dall-e-3': null };

/** The real bot between the two twins, with a database of its own. Nothing leaves this machine. */
export async function startHouse({
	latencyMs = 0,
	previewEveryMs,
	settings,
	keep = false,
	logLevel = 'warn',
}: HouseOptions = {}): Promise<House> {
	const folder = await mkdtemp(join(tmpdir(), 'easel-playground-'));
	const closers: (() => Promise<unknown>)[] = [];
	if (!keep) closers.push(() => rm(folder, { recursive: true, force: true }));
	const stop = async () => {
		for (const close of closers.splice(0).reverse()) await close();
	};
	try {
		const discord = await createDiscordTwin();
		closers.push(discord.stop);
		const openai = await createOpenAiTwin({ latencyMs, previewEveryMs, shutdownDates: stillServed });
		closers.push(openai.stop);
		const storeUrl = `sqlite://${join(folder, 'easel.sqlite')}`;
		if (settings) await decide(storeUrl, discord, settings);
		const port = await freePort();
		const publicUrl = `http://127.0.0.1:${port}`;
		const config = parseConfig({
			...twinEnvironment(discord, openai, storeUrl),
			IMAGE_MODELS: [...liveModels, 'dall-e-3', 'dall-e-2', 'flux-local'].join(),
			HTTP_PORT: String(port),
			PUBLIC_URL: publicUrl,
			LOG_LEVEL: logLevel,
		});
		const app = createApp(config, commands);
		await app.start();
		closers.push(app.stop);
		return { discord, openai, folder, storeUrl, publicUrl, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function decide(storeUrl: string, { world }: DiscordTwin, patch: Readonly<Record<string, unknown>>) {
	const [{ id, ownerId }] = world.guilds as [(typeof world.guilds)[number]];
	const store = await openStore(storeUrl);
	await store.settings.change({ guildId: id, userId: ownerId, how: 'panel', patch, at: Date.now() });
	await store.close();
}
