import { REST, Routes } from 'discord.js';
import { commands } from '../commands/index.ts';
import { registerCommands } from '../src/discord/register.ts';

/** Registers the commands without starting the bot: `npm run deploy-commands`. The bot does the same when it starts. */
try {
	process.loadEnvFile();
} catch {
	// No .env: the environment may hold everything.
}
const { DISCORD_TOKEN: token, DISCORD_API_URL: api = 'https://discord.com/api' } = process.env;
if (!token) {
	console.error('DISCORD_TOKEN is missing: put the bot token into .env or the environment.');
	process.exit(2);
}
const rest = new REST({ api }).setToken(token);
const application = (await rest.get(Routes.currentApplication())) as { id: string };
const changed = await registerCommands(rest, application.id, commands);
console.log(changed ? `Registered ${commands.length} commands.` : 'Discord has these commands already.');
