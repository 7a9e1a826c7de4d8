import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { registeredName } from '../../src/discord/command.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { runScript } from './processes.ts';

const script = fileURLToPath(new URL('../../scripts/deploy-commands.ts', import.meta.url));

const names = commands.map(({ data }) => registeredName(data));
let discord: DiscordTwin;

beforeAll(async () => {
	discord = await createDiscordTwin();
});
afterAll(() => discord.stop());

const deploy = (token: string, api = discord.url) =>
	runScript(script, { DISCORD_TOKEN: token, DISCORD_API_URL: api }, tmpdir());

test('the commands are registered once, without the bot', async () => {
	expect(await deploy(discord.token)).toMatchObject({
		code: 0,
		stdout: `Registered ${names.length} commands.\n`,
		stderr: '',
	});
	expect(discord.commands().map(({ name }) => name)).toEqual(names);

	expect(await deploy(discord.token)).toMatchObject({ code: 0, stdout: 'Discord has these commands already.\n' });
	expect(discord.commandPuts).toBe(1);
});

test('what stands in the way is said in one line', async () => {
	const missing = await deploy(' ');
	expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/^DISCORD_TOKEN is missing: .+\n$/) });

	const refused = await deploy(discord.token.replace(/.$/, '_'));
	expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Discord refused DISCORD_TOKEN\. .+\n$/) });

	const away = await deploy(discord.token, 'http://127.0.0.1:1/api');
	expect(away).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Discord could not be reached at .+\n$/) });
});
