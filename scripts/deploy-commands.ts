import { DiscordAPIError, REST, Routes } from 'discord.js';
import { commands } from '../commands/index.ts';
import { registerCommands } from '../src/discord/register.ts';
import { wordsFor } from '../src/locales/words.ts';

/** Registers the commands without starting the bot: `npm run deploy-commands`. The bot does the same when it starts. */
try {
	process.loadEnvFile();
} catch {
	// No .env: the environment may hold everything.
}
const t = wordsFor('en');
// The bot's whole configuration is not asked for: registering takes no key of OpenAI.
const token = process.env.DISCORD_TOKEN?.trim();
const api = process.env.DISCORD_API_URL?.trim() || 'https://discord.com/api';
if (!token) {
	console.error(t('start.missing', { variable: 'DISCORD_TOKEN', hint: t('start.hint.DISCORD_TOKEN') }));
	process.exit(2);
}
try {
	const rest = new REST({ api }).setToken(token);
	const application = (await rest.get(Routes.currentApplication())) as { id: string };
	const changed = await registerCommands(rest, application.id, commands);
	console.log(changed ? `Registered ${commands.length} commands.` : 'Discord has these commands already.');
} catch (error) {
	const isRefused = error instanceof DiscordAPIError && error.status === 401;
	const reason = error instanceof Error ? error.message : String(error);
	console.error(isRefused ? t('start.badToken') : t('start.unreachableDiscord', { url: api, reason }));
	process.exitCode = 1;
}
