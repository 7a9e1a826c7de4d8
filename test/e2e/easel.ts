import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { openStore } from '../../src/store/index.ts';
import {
	createDiscordTwin,
	type DiscordTwin,
	type Guild,
	type Interaction,
	type Message,
	type TwinOptions,
} from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin, type TwinOptions as OpenAiTwinOptions } from '../twins/openai/index.ts';

export interface Easel {
	discord: DiscordTwin;
	openai: OpenAiTwin;
	/** The environment the bot was started with. */
	env: Record<string, string>;
	/** Ends the bot in an orderly way and starts it again on the same ledger. */
	restart(env?: Record<string, string>): Promise<void>;
	stop(): Promise<void>;
}

export interface EaselOptions {
	env?: Record<string, string>;
	/**
	 * What every server of the world has decided before the bot starts, over `plain`; null leaves the servers as new.
	 */
	settings?: Patch | null;
	discord?: TwinOptions;
	openai?: OpenAiTwinOptions;
}

/** The real bot on the two twins, with a ledger of its own, in this process. */
export async function startEasel(options: EaselOptions = {}): Promise<Easel> {
	const folder = await mkdtemp(join(tmpdir(), 'easel-'));
	const discord = await createDiscordTwin(options.discord);
	const openai = await createOpenAiTwin({ pictures: 'plain', ...options.openai });
	const env: Record<string, string> = {
		...twinEnvironment(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`),
		IMAGES_PER_MINUTE: '1000',
		LOG_LEVEL: 'silent',
		...options.env,
	};
	const { settings = {} } = options;
	if (settings) await decide(env.STORE_URL!, discord, { ...plain, ...settings });
	let app = createApp(parseConfig(env), commands);
	await app.start();
	return {
		discord,
		openai,
		env,
		async restart(change = {}) {
			await app.stop();
			app = createApp(parseConfig({ ...env, ...change }), commands);
			await app.start();
		},
		async stop() {
			await app.stop();
			await Promise.all([discord.stop(), openai.stop()]);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/**
 * What most tests want of a server: they ask for the same picture again and again and mean it, and they look at the paid calls alone, so
 * nothing is held where the provider is made to fail.
 */
export const plain: Patch = {
	'look.offerEarlier': false,
	'look.previews': 0,
	'moderation.preset': 'off',
	'moderation.whenDown': 'allow',
	'moderation.results': 'show',
};

/** Changes the settings of every server of the world, as its admins could. */
export async function decide(
	storeUrl: string,
	{ world }: { world: { guilds: readonly Guild[] } },
	patch: Patch,
): Promise<void> {
	const store = await openStore(storeUrl);
	for (const { id, ownerId } of world.guilds.filter(({ withoutBot }) => !withoutBot)) {
		await store.settings.change({ guildId: id, userId: ownerId, how: 'command', patch, at: Date.now() });
	}
	await store.close();
}

/** A server's moderators hold whatever has this word in it. */
export async function holdWord(storeUrl: string, guildId: string, text: string): Promise<void> {
	const store = await openStore(storeUrl);
	const at = Date.now();
	const audit = { guildId, at, by: 'max', action: 'wordAdded' as const, case: null, about: null, why: text };
	await store.words.add({ id: `word-${text}`, guildId, kind: 'word', text, verdict: 'hold', by: 'max', at }, audit);
	await store.close();
}

/** The answer with its pictures; what was shown while it waited is passed over. */
export async function result(asked: Interaction | Promise<Interaction>): Promise<Message> {
	return (await asked).response((message) => message.pictures().length > 0, 20_000);
}

/** What the member was told instead of a result. */
export async function notice(asked: Interaction | Promise<Interaction>): Promise<Message> {
	return (await asked).response(({ ephemeral, thinking }) => ephemeral && !thinking);
}

/** The files behind a message's pictures, as a member's client fetches them. */
export const filesOf = (discord: DiscordTwin, message: Message): Promise<Buffer[]> =>
	Promise.all(message.pictures().map(async ({ url }) => Buffer.from(await discord.download(url))));

/** The very bytes the provider answers to a call: it draws plain pictures, so the same question has the same answer. */
export async function providersOwn({ url, apiKey }: OpenAiTwin, params: Record<string, unknown>): Promise<Buffer[]> {
	const response = await fetch(`${url}/images/generations`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({ prompt: 'the same again', ...params }),
	});
	const { data } = (await response.json()) as { data: { b64_json: string }[] };
	return data.map(({ b64_json }) => Buffer.from(b64_json, 'base64'));
}
