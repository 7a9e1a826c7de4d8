import { once } from 'node:events';
import { Client, type ClientOptions, type Interaction } from 'discord.js';
import type { DiscordTwin } from './types.ts';

/** A 2×3 PNG's header is all the twin reads of a picture. */
export const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000020000000308060000000000000000000000', 'hex');

export const imagine = {
	name: 'imagine',
	description: 'Draw a picture',
	options: [
		{ type: 3, name: 'prompt', description: 'What to draw', required: true, max_length: 4000 },
		{ type: 3, name: 'shape', description: 'The shape', autocomplete: true },
		{ type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
		{ type: 3, name: 'quality', description: 'How fine', choices: [{ name: 'High', value: 'high' }] },
		{ type: 11, name: 'reference', description: 'A picture' },
		{ type: 6, name: 'member', description: 'Someone' },
	],
};
export const settings = {
	name: 'settings',
	description: 'What this server allows',
	default_member_permissions: '32',
	contexts: [0],
	options: [{ type: 1, name: 'show', description: 'The panel' }],
};
const describeMenu = { name: 'Describe image', type: 3 };
const profileMenu = { name: 'Profile', type: 2 };

export interface TestBot {
	client: Client;
	/** What rejected inside `answer`, oldest first. */
	errors: unknown[];
	stop(): Promise<void>;
}

/** A real discord.js client on the twin that answers interactions as the test says. */
export async function startBot(
	twin: DiscordTwin,
	answer: (interaction: Interaction) => Promise<unknown> = async () => {},
	options: Partial<ClientOptions> = {},
): Promise<TestBot> {
	const client = new Client({ intents: [], ...options, rest: { api: twin.url, ...options.rest } });
	const errors: unknown[] = [];
	client.on('error', (error) => errors.push(error));
	client.on('interactionCreate', (interaction) => {
		answer(interaction).catch((error: unknown) => errors.push(error));
	});
	const ready = once(client, 'clientReady');
	await client.login(twin.token);
	await ready;
	await client.application!.commands.set([imagine, settings, describeMenu, profileMenu]);
	return { client, errors, stop: () => client.destroy() };
}
