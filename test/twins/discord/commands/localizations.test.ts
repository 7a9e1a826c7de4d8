import { DiscordAPIError, type Interaction } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { connectDiscordTwin } from '../remote.ts';
import { startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let got: Interaction | undefined;

beforeAll(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin, async (interaction) => {
		got = interaction;
		if (interaction.isAutocomplete())
			return interaction.respond([{ name: 'Wide', nameLocalizations: { ko: '넓게' }, value: 'wide' }]);
		return interaction.isRepliable() && interaction.reply('done');
	});
});

afterAll(async () => {
	await bot.stop();
	await twin.stop();
});

/** The codes Discord would answer, by path: `0.name_localizations.ko: CODE`. */
async function problems(...commands: object[]): Promise<string[]> {
	try {
		await bot.client.rest.put(`/applications/${twin.applicationId}/commands`, { body: commands });
		return [];
	} catch (error) {
		if (!(error instanceof DiscordAPIError)) throw error;
		return listed((error.rawError as { errors: object }).errors);
	}
}

function listed(branch: object, path: string[] = []): string[] {
	return Object.entries(branch).flatMap(([key, value]) =>
		key === '_errors'
			? (value as { code: string }[]).map(({ code }) => `${path.join('.')}: ${code}`)
			: listed(value as object, [...path, key]),
	);
}

const option = (name: string, rest: object = {}) => ({ type: 3, name, description: 'd', ...rest });
const command = (rest: object = {}) => ({ name: 'draw', description: 'd', ...rest });

describe('localisations', () => {
	test('are kept and returned, for every one of the 32 locales', async () => {
		const { discordLocales } = await import('./locales.ts');
		expect(discordLocales.size).toBe(32);
		const all = Object.fromEntries([...discordLocales].map((locale) => [locale, 'x']));
		const full = command({ name_localizations: all, description_localizations: all });
		expect(await problems(full)).toEqual([]);
		expect(twin.commands()[0]).toMatchObject({ name_localizations: all, description_localizations: all });
	});

	test.each([
		[
			'a name in upper case',
			{ name_localizations: { 'pt-BR': 'Desenhar' } },
			'pt-BR: APPLICATION_COMMAND_INVALID_NAME',
		],
		['a name with a space', { name_localizations: { ko: '그림 그리기' } }, 'ko: STRING_TYPE_REGEX'],
		['a name of 33', { name_localizations: { ko: '그'.repeat(33) } }, 'ko: BASE_TYPE_BAD_LENGTH'],
		['an empty name', { name_localizations: { ko: '' } }, 'ko: BASE_TYPE_BAD_LENGTH'],
		['a name that is no text', { name_localizations: { ko: 7 } }, 'ko: STRING_TYPE_CONVERT'],
		['an unknown locale', { name_localizations: { 'ko-KR': '그림' } }, 'ko-KR: ENUM_TYPE_COERCE'],
		['a list', { name_localizations: ['x'] }, 'name_localizations: DICT_TYPE_CONVERT'],
		['a description of 101', { description_localizations: { ko: '그'.repeat(101) } }, 'ko: BASE_TYPE_BAD_LENGTH'],
		[
			'an option in upper case',
			{ options: [option('a', { name_localizations: { 'pt-BR': 'A' } })] },
			'pt-BR: APPLICATION_COMMAND_INVALID_NAME',
		],
		[
			'two options of one name in one language',
			{ options: [option('a'), option('b', { name_localizations: { ko: 'a' } })] },
			'0.options.1.name_localizations.ko: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
		],
		[
			'two choices of one name in one language',
			{
				options: [
					option('a', {
						choices: [
							{ name: 'x', value: 'x', name_localizations: { ko: '가' } },
							{ name: 'y', value: 'y', name_localizations: { ko: '가' } },
						],
					}),
				],
			},
			'0.options.0.choices.1.name_localizations.ko: APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_ALREADY_EXISTS',
		],
		[
			'a longest translation that is too long in all',
			{
				options: Array.from({ length: 25 }, (_, n) =>
					option(`o${n}`, {
						choices: Array.from({ length: 4 }, (_, m) => ({
							name: `c${m}`,
							value: `c${m}`,
							name_localizations: { ko: `${m}${'가'.repeat(90)}` },
						})),
					}),
				),
			},
			'0: APPLICATION_COMMAND_TOO_LARGE',
		],
	])('are refused with %s', async (_, rest, problem) => {
		const found = await problems(command(rest));
		expect(found.filter((one) => one.endsWith(problem))).toHaveLength(1);
	});

	test('may not give two commands of a kind one name, and menus may have spaces and capitals', async () => {
		const menu = { name: 'Look', type: 3, name_localizations: { 'pt-BR': 'Ver Imagem', ko: '이미지 보기' } };
		expect(await problems(command(), menu)).toEqual([]);
		const other = { name: 'edit', description: 'd', name_localizations: { ko: 'draw' } };
		expect(await problems(command(), other)).toEqual(['1: APPLICATION_COMMANDS_DUPLICATE_NAME']);
	});
});

describe('a member', () => {
	test('speaks a language, which interactions tell and choices are shown in', async () => {
		const shapes = option('shape', { autocomplete: true });
		const fine = { name: 'Fine', value: 'high', name_localizations: { ko: '고급' } };
		await problems(command({ options: [shapes, option('quality', { choices: [fine] })] }));
		const mia = connectDiscordTwin(twin.controlUrl).as('mia');
		await mia.speak('ko');
		expect(await mia.autocomplete('studio', 'draw', { shape: 'w' }, 'shape')).toEqual([
			{ name: '넓게', value: 'wide' },
		]);
		await (await mia.slash('studio', 'draw', { quality: '고급' })).response();
		expect(got).toMatchObject({ locale: 'ko', guildLocale: 'en-US' });
		expect(got?.isChatInputCommand() && got.options.getString('quality')).toBe('high');
		await mia.speak('pt-BR');
		expect(await mia.autocomplete('studio', 'draw', { shape: 'w' }, 'shape')).toEqual([
			{ name: 'Wide', value: 'wide' },
		]);
		await expect(mia.speak('xx')).rejects.toThrow('does not speak xx');
	});
});
