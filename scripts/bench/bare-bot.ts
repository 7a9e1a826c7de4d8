import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Client, Events } from 'discord.js';

/** The bar for acknowledgements: discord.js as its guide sets it up, which defers every command and does nothing else. */
const { values } = parseArgs({ options: { url: { type: 'string' }, token: { type: 'string' } } });

const client = new Client({ intents: [], rest: { api: values.url! } });
client.on(Events.Error, (error) => console.error(error));
client.on(Events.InteractionCreate, (interaction) => {
	if (interaction.isChatInputCommand()) interaction.deferReply().catch((error: unknown) => console.error(error));
});
const ready = once(client, Events.ClientReady);
await client.login(values.token!);
await ready;
const prompt = { type: 3, name: 'prompt', description: 'What to draw', required: true, maxLength: 6000 };
await client.application!.commands.set([{ name: 'imagine', description: 'Draw a picture', options: [prompt] }]);
console.log(JSON.stringify({ ready: true }));

process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
