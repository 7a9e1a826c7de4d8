import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import {
	type Command,
	choice,
	describe as describeCommand,
	integer,
	type OptionData,
	registeredName,
	suggested,
	words,
} from '../../src/discord/command.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';

let twin: DiscordTwin;
let rest: REST;

beforeEach(async () => {
	twin = await createDiscordTwin();
	rest = new REST({ api: twin.url, version: '10' }).setToken(twin.token);
});
afterEach(() => twin.stop());

const register = (list: readonly Command[]) => registerCommands(rest, twin.applicationId, list);
const imagine = commands.find(({ data }) => data.name === 'imagine')!;

const localised = describeCommand(imagine) as { name_localizations: Record<string, string> };

/** `/imagine` with these options only, whose words the locale file has. */
const imagineWith = (...options: OptionData[]): Command => ({ ...imagine, data: { name: 'imagine', options } });

describe('registering', () => {
	test('is done once: another start finds everything as it is', async () => {
		expect(await register(commands)).toBe(true);
		expect(twin.commands().map(({ name }) => name)).toEqual(commands.map(({ data }) => registeredName(data)));
		expect(await register(commands)).toBe(false);
		expect(twin.commandPuts).toBe(1);
	});

	test('leaves no command that is gone', async () => {
		await register(commands);
		expect(await register([imagine])).toBe(true);
		expect(twin.commands()).toHaveLength(1);
		expect(await register([])).toBe(true);
		expect(await register([])).toBe(false);
	});

	test.each<[string, Record<string, unknown>]>([
		['another name in one language', { name_localizations: { 'pt-BR': 'desenhar' } }],
		['no name in other languages', { name_localizations: null }],
		[
			'a language that nobody speaks any more',
			{ name_localizations: { ...localised.name_localizations, fr: 'dessine' } },
		],
		['another description', { description_localizations: { ko: '그림' } }],
	])('%s at Discord is a difference', async (_, change) => {
		await rest.put(Routes.applicationCommands(twin.applicationId), { body: [{ ...localised, ...change }] });
		expect(await register([imagine])).toBe(true);
		expect(await register([imagine])).toBe(false);
	});

	const prompt = words('prompt', { required: true, maxLength: 6000 });
	test.each<[string, OptionData[], OptionData[]]>([
		['an option more', [prompt], [prompt, integer('count')]],
		['an option less', [prompt, integer('count')], [prompt]],
		['another order', [prompt, integer('count'), words('persona')], [prompt, words('persona'), integer('count')]],
		['another type', [integer('count')], [words('count')]],
		['a choice more', [choice('quality', ['low'])], [choice('quality', ['low', 'high'])]],
		['no choices any more', [choice('quality', ['low'])], [words('quality')]],
		['a limit', [words('prompt')], [words('prompt', { maxLength: 100 })]],
		['no limit any more', [words('prompt', { maxLength: 100 })], [words('prompt')]],
		['another range', [integer('count', { min: 1, max: 4 })], [integer('count', { min: 1, max: 10 })]],
		['no need any more', [words('prompt', { required: true })], [words('prompt')]],
		['autocomplete', [words('shape', { maxLength: 200 })], [suggested('shape')]],
		['no autocomplete any more', [suggested('shape')], [words('shape', { maxLength: 200 })]],
		['no options any more', [prompt], []],
	])('%s is a difference', async (_, before, after) => {
		await register([imagineWith(...before)]);
		expect(await register([imagineWith(...before)])).toBe(false);
		expect(await register([imagineWith(...after)])).toBe(true);
		expect(await register([imagineWith(...after)])).toBe(false);
	});
});
