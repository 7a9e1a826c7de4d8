import { ApplicationCommand, DiscordAPIError } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { imagine, settings, startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;

beforeAll(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin);
});

afterAll(async () => {
	await bot.stop();
	await twin.stop();
});

async function codes(command: object): Promise<string[]> {
	try {
		await bot.client.rest.put(`/applications/${twin.applicationId}/commands`, { body: [command] });
		return [];
	} catch (error) {
		if (!(error instanceof DiscordAPIError)) throw error;
		return [...JSON.stringify(error.rawError).matchAll(/"code":"(\w+)"/g)].map((match) => match[1]!);
	}
}

const option = (name: string, rest: object = {}) => ({ type: 3, name, description: 'd', ...rest });
const command = (rest: object = {}) => ({ name: 'x', description: 'd', ...rest });
const choices = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ name: `c${index}`, value: `c${index}` }));

describe('commands', () => {
	test('are returned as Discord stores them, and keep their ids when registered again', async () => {
		const commands = bot.client.application!.commands;
		await commands.set([imagine, settings]);
		const before = twin.commands();
		await commands.set([imagine, { ...settings, description: 'Another' }]);
		const after = twin.commands();
		expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
		expect(after[0]!.version).toBe(before[0]!.version);
		expect(after[1]!.version).not.toBe(before[1]!.version);
		expect(twin.commands()[0]).toMatchObject({
			type: 1,
			default_member_permissions: null,
			nsfw: false,
			contexts: null,
		});
		expect(twin.commands()[0]!.options![1]).not.toHaveProperty('required');
		const fetched = (await commands.fetch()).find((one) => one.name === 'imagine')!;
		expect(ApplicationCommand.optionsEqual(fetched.options, imagine.options as never)).toBe(true);
	});

	test('can be made, changed and removed one by one', async () => {
		const commands = bot.client.application!.commands;
		const made = await commands.create(command({ name: 'extra' }) as never);
		await commands.edit(made.id, { description: 'changed' });
		expect((await commands.fetch(made.id)).description).toBe('changed');
		await commands.delete(made.id);
		await expect(commands.delete(made.id)).rejects.toMatchObject({ code: 10063 });
	});

	test.each([
		['a name in upper case', command({ name: 'Imagine' }), 'APPLICATION_COMMAND_INVALID_NAME'],
		['a name with a space', command({ name: 'two words' }), 'STRING_TYPE_REGEX'],
		['no description', { name: 'x' }, 'BASE_TYPE_REQUIRED'],
		['a description of 101', command({ description: 'd'.repeat(101) }), 'BASE_TYPE_BAD_LENGTH'],
		[
			'26 options',
			command({ options: Array.from({ length: 26 }, (_, index) => option(`o${index}`)) }),
			'BASE_TYPE_MAX_LENGTH',
		],
		['26 choices', command({ options: [option('a', { choices: choices(26) })] }), 'BASE_TYPE_MAX_LENGTH'],
		[
			'choices beside autocomplete',
			command({ options: [option('a', { choices: choices(1), autocomplete: true })] }),
			'APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE',
		],
		[
			'a required option last',
			command({ options: [option('a'), option('b', { required: true })] }),
			'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
		],
		[
			'an option twice',
			command({ options: [option('a'), option('a')] }),
			'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
		],
		['a locale of its own', command({ name_localizations: { xx: 'y' } }), 'ENUM_TYPE_COERCE'],
		['no context at all', command({ contexts: [] }), 'BASE_TYPE_BAD_LENGTH'],
		['a context twice', command({ contexts: [0, 0] }), 'SET_TYPE_DUPLICATE'],
		['an installation of its own', command({ integration_types: [2] }), 'BASE_TYPE_CHOICES'],
		['permissions as a number', command({ default_member_permissions: 32 }), 'STRING_TYPE_CONVERT'],
		['permissions as a word', command({ default_member_permissions: 'all' }), 'STRING_TYPE_REGEX'],
		[
			'a menu with a description',
			{ name: 'Look', type: 3, description: 'd' },
			'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
		],
		[
			'subcommands beside options',
			command({ options: [option('a'), option('b', { type: 1 })] }),
			'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
		],
		[
			'more than 8000 characters',
			command({
				options: Array.from({ length: 25 }, (_, index) =>
					option(`o${index}`, {
						description: 'd'.repeat(100),
						choices: choices(25).map((one) => ({ ...one, name: `${one.name}${'n'.repeat(90)}` })),
					}),
				),
			}),
			'APPLICATION_COMMAND_TOO_LARGE',
		],
	])('are refused with %s', async (_, wrong, code) => {
		expect(await codes(wrong)).toContain(code);
	});
});
