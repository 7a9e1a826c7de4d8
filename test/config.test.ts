import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Config, ConfigError, type ConfigProblem, parseConfig } from '../src/config.ts';
import { liveModels } from '../src/core/catalogue.ts';

const needed = { DISCORD_TOKEN: 'MTk4.Cl2FMQ.ZnCjm1XVW7vRze4b', OPENAI_API_KEY: 'sk-proj-123' };
const configOf = (env: Record<string, string> = {}): Config => parseConfig({ ...needed, ...env });

function problemsOf(env: Record<string, string>): readonly ConfigProblem[] {
	try {
		parseConfig(env);
		return [];
	} catch (error) {
		if (error instanceof ConfigError) return error.problems;
		throw error;
	}
}
const wrong = (env: Record<string, string>) => problemsOf({ ...needed, ...env });

describe('the defaults', () => {
	test('are the process contract’s', () => {
		expect(parseConfig(needed)).toEqual({
			discord: {
				token: needed.DISCORD_TOKEN,
				apiUrl: 'https://discord.com/api',
				attachmentOrigins: ['https://cdn.discordapp.com', 'https://media.discordapp.net'],
				shards: 'auto',
			},
			openai: {
				apiKey: needed.OPENAI_API_KEY,
				baseUrl: 'https://api.openai.com/v1',
				responsesModel: expect.stringMatching(/^gpt-/),
			},
			offer: {
				model: 'gpt-image-2.5-flare',
				models: liveModels,
				mainline: expect.stringMatching(/^gpt-/),
				turns: false,
			},
			imagesPerMinute: 50,
			directImagesPerDay: 10,
			maxConcurrent: 5,
			dailyBudgetMicros: null,
			storeUrl: 'sqlite://data/easel.sqlite',
			redisUrl: undefined,
			http: undefined,
			publicUrl: undefined,
			operatorList: { entries: [], floor: {} },
			logLevel: 'info',
		});
	});

	test('hold for variables that are set to nothing', () => {
		const names = ['IMAGE_MODEL', 'IMAGE_MODELS', 'SHARDS', 'REDIS_URL', 'HTTP_PORT', 'DAILY_BUDGET_USD', 'STORE_URL'];
		expect(configOf(Object.fromEntries(names.map((name) => [name, '  '])))).toEqual(configOf());
	});

	test('stand in .env.example as they are', () => {
		const example = readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8');
		const set = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
		expect(set.length).toBeGreaterThan(15);
		expect(configOf({ ...Object.fromEntries(set), ...needed })).toEqual(configOf());
	});

	test('are explained in .env.example and in the README, for every variable that is read', () => {
		const read = new Set<string>();
		const env: Record<string, string> = { ...needed, HTTP_PORT: '0' };
		parseConfig(
			new Proxy(env, {
				get(_, name) {
					read.add(String(name));
					return env[String(name)];
				},
			}),
		);
		const textOf = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
		const inExample = [...textOf('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
		const rows = textOf('README.md')
			.split('\n')
			.filter((line) => /^\| `[A-Z_]+`/.test(line));
		const inReadme = rows.flatMap((row) => row.split('|')[1]!.match(/[A-Z_]+/g));
		expect(inExample.toSorted()).toEqual([...read].toSorted());
		expect(inReadme.toSorted()).toEqual([...read].toSorted());
	});
});

describe('every variable', () => {
	test('finds its place', () => {
		const config = configOf({
			DISCORD_API_URL: 'http://127.0.0.1:4000/api',
			ATTACHMENT_ORIGINS: 'http://127.0.0.1:4000/cdn/, https://example.org',
			OPENAI_BASE_URL: 'http://127.0.0.1:5000/v1',
			RESPONSES_MODEL: 'gpt-own',
			REFINE_BY: 'responses',
			MEMBER_IMAGES_PER_DAY: '3',
			IMAGES_PER_MINUTE: '5',
			MAX_CONCURRENT: '2',
			DAILY_BUDGET_USD: '2.50',
			STORE_URL: 'postgresql://easel:secret@db/easel',
			REDIS_URL: 'rediss://cache:6380',
			HTTP_HOST: '0.0.0.0',
			HTTP_PORT: '0',
			PUBLIC_URL: 'https://easel.example.org',
			LOG_LEVEL: 'debug',
		});
		expect(config).toMatchObject({
			discord: {
				apiUrl: 'http://127.0.0.1:4000/api',
				attachmentOrigins: ['http://127.0.0.1:4000', 'https://example.org'],
			},
			openai: { baseUrl: 'http://127.0.0.1:5000/v1', responsesModel: 'gpt-own' },
			imagesPerMinute: 5,
			directImagesPerDay: 3,
			maxConcurrent: 2,
			dailyBudgetMicros: 2_500_000,
			storeUrl: 'postgresql://easel:secret@db/easel',
			redisUrl: 'rediss://cache:6380',
			http: { host: '0.0.0.0', port: 0 },
			publicUrl: 'https://easel.example.org',
			logLevel: 'debug',
		});
	});

	test('is read without the white space around it', () => {
		expect(parseConfig({ DISCORD_TOKEN: ' abc ', OPENAI_API_KEY: 'sk-1\n' })).toMatchObject({
			discord: { token: 'abc' },
			openai: { apiKey: 'sk-1' },
		});
	});
});

describe('the models', () => {
	test('are what the operator names, once each', () => {
		expect(configOf({ IMAGE_MODELS: 'dall-e-3, own-model,dall-e-3', IMAGE_MODEL: 'own-model' }).offer).toMatchObject({
			model: 'own-model',
			models: ['dall-e-3', 'own-model'],
		});
	});

	test('have the usual default among them, or else the first', () => {
		expect(configOf({ IMAGE_MODELS: 'gpt-image-2,gpt-image-2.5-flare' }).offer.model).toBe('gpt-image-2.5-flare');
		expect(configOf({ IMAGE_MODELS: 'dall-e-2,dall-e-3' }).offer.model).toBe('dall-e-2');
	});

	test('must hold the named default', () => {
		expect(wrong({ IMAGE_MODEL: 'dall-e-3' })).toEqual([
			{ variable: 'IMAGE_MODEL', kind: 'wrong', hint: 'model', values: { models: liveModels.join(', ') } },
		]);
	});
});

describe('the shards', () => {
	test.each([
		['auto', 'auto'],
		['0/1', { ids: [0], count: 1 }],
		['3/16', { ids: [3], count: 16 }],
		['0-3/16', { ids: [0, 1, 2, 3], count: 16 }],
		['15-15/16', { ids: [15], count: 16 }],
	])('%s', (text, shards) => {
		expect(configOf({ SHARDS: text }).discord.shards).toEqual(shards);
	});

	test.each([
		'4',
		'3-0/16',
		'0-16/16',
		'16/16',
		'0-3',
		'-1/2',
		'0-3/16/2',
		'all',
		'0/0',
		'1.5/4',
		'0-99999999999/1',
		'0-4294967294/4294967296',
	])('%s is refused', (text) => {
		expect(wrong({ SHARDS: text })).toMatchObject([{ variable: 'SHARDS', kind: 'wrong', hint: 'shards' }]);
	});
});

describe('the operator’s file', () => {
	const folder = mkdtempSync(join(tmpdir(), 'easel-config-'));
	const path = join(folder, 'moderation.json');
	afterAll(() => rmSync(folder, { recursive: true }));
	const fileOf = (content: unknown) => {
		writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
		return { MODERATION_FILE: path };
	};
	const problems = (content: unknown) =>
		wrong(fileOf(content)).map(({ hint, values }) => `${hint} ${values.at}`.trim());

	test('adds words, patterns and thresholds', () => {
		const config = configOf(
			fileOf({
				words: [
					{ text: 'badger*', verdict: 'hold' },
					{ text: 'honey badger', kind: 'allow' },
				],
				patterns: [{ text: 'b[a4]dger', verdict: 'refuse' }],
				floor: { sexual: { hold: 0.2, refuse: 0.5 }, violence: { refuse: 0.9 } },
			}),
		);
		expect(config.operatorList).toEqual({
			entries: [
				{ kind: 'word', text: 'badger*', verdict: 'hold' },
				{ kind: 'allow', text: 'honey badger', verdict: 'hold' },
				{ kind: 'pattern', text: 'b[a4]dger', verdict: 'refuse' },
			],
			floor: { sexual: { hold: 0.2, refuse: 0.5 }, violence: { hold: null, refuse: 0.9 } },
		});
	});

	test('may leave out everything, and begin as Windows’ editors let files begin', () => {
		expect(configOf(fileOf('\uFEFF{}')).operatorList).toEqual({ entries: [], floor: {} });
	});

	test('of the README can be read', () => {
		const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
		const example = /```json\n(\{\s*"words"[\s\S]*?)```/.exec(readme)?.[1] ?? '';
		expect(configOf(fileOf(example)).operatorList.entries).toHaveLength(3);
	});

	test('that is not there, is a folder, or is no JSON stops the start', () => {
		const missing = wrong({ MODERATION_FILE: join(folder, 'nowhere.json') });
		expect(missing).toMatchObject([
			{ variable: 'MODERATION_FILE', hint: 'operator.unreadable', values: { reason: 'ENOENT' } },
		]);
		expect(wrong({ MODERATION_FILE: folder })).toMatchObject([{ hint: 'operator.unreadable' }]);
		expect(problems('words: [badger]')).toEqual(['operator.json']);
		expect(problems('[]')).toEqual(['operator.shape']);
	});

	test('tells everything that is wrong in it, and where', () => {
		expect(
			problems({
				words: [{ text: 'badger' }, { text: 7, verdict: 'hold' }, { text: 'otter', verdict: 'ban', kind: 'animal' }],
				patterns: { text: 'b', verdict: 'hold' },
				floor: { sexual: { hold: 1.2, refuse: '0.5' }, sexy: { hold: 0.1 } },
				wrods: [],
			}).toSorted(),
		).toEqual([
			'operator.kind words[2].kind',
			'operator.score floor.sexual.hold',
			'operator.score floor.sexual.refuse',
			'operator.shape patterns',
			'operator.text words[1].text',
			'operator.unknown floor.sexy',
			'operator.unknown wrods',
			'operator.verdict words[0].verdict',
			'operator.verdict words[2].verdict',
		]);
	});

	test('tells which word or pattern cannot be looked for', () => {
		const texts = ['.,!', 'x', 'b'.repeat(101)];
		const patterns = ['(', 'a{9999}', '((a{100}){100}){100}', '.*', 'c'.repeat(201)];
		expect(
			problems({
				words: texts.map((text) => ({ text, verdict: 'hold' })),
				patterns: patterns.map((text) => ({ text, verdict: 'hold' })),
			}),
		).toEqual([
			'operator.empty words[0].text',
			'operator.tooShort words[1].text',
			'operator.tooLong words[2].text',
			'operator.syntax patterns[0].text',
			'operator.tooComplex patterns[1].text',
			'operator.tooComplex patterns[2].text',
			'operator.matchesEverything patterns[3].text',
			'operator.tooLong patterns[4].text',
		]);
	});
});

describe('what cannot be used', () => {
	test.each([
		['DISCORD_API_URL', 'discord.com/api'],
		['DISCORD_API_URL', 'ftp://discord.com'],
		['OPENAI_BASE_URL', 'localhost:8080'],
		['OPENAI_BASE_URL', 'https://user:password@example.org'],
		['ATTACHMENT_ORIGINS', 'https://cdn.discordapp.com,media'],
		['ATTACHMENT_ORIGINS', ','],
		['IMAGES_PER_MINUTE', '0'],
		['IMAGES_PER_MINUTE', '-5'],
		['IMAGES_PER_MINUTE', '1e3'],
		['IMAGES_PER_MINUTE', '99999999999999999999'],
		['MAX_CONCURRENT', '2.5'],
		['MAX_CONCURRENT', 'many'],
		['DAILY_BUDGET_USD', '$25'],
		['DAILY_BUDGET_USD', '2,50'],
		['DAILY_BUDGET_USD', '-1'],
		['STORE_URL', 'data/easel.sqlite'],
		['STORE_URL', 'sqlite://'],
		['STORE_URL', 'mysql://db/easel'],
		['REDIS_URL', 'http://localhost:6379'],
		['HTTP_PORT', '65536'],
		['HTTP_PORT', 'web'],
		['PUBLIC_URL', 'easel'],
		['LOG_LEVEL', 'verbose'],
		['LOG_LEVEL', 'INFO'],
		['DISCORD_TOKEN', 'two words'],
		['OPENAI_API_KEY', 'sk-…'],
	])('%s=%s is one problem with that name', (variable, value) => {
		expect(wrong({ [variable]: value })).toMatchObject([{ variable, kind: 'wrong' }]);
	});

	test('money is exact to the micro-dollar', () => {
		expect(configOf({ DAILY_BUDGET_USD: '0.000001' }).dailyBudgetMicros).toBe(1);
		expect(configOf({ DAILY_BUDGET_USD: '0.29' }).dailyBudgetMicros).toBe(290_000);
		expect(configOf({ DAILY_BUDGET_USD: '0' }).dailyBudgetMicros).toBe(0);
	});

	test('everything wrong is said at once, and what is missing as missing', () => {
		const problems = problemsOf({
			DISCORD_API_URL: 'nowhere',
			IMAGE_MODEL: 'unheard-of',
			IMAGES_PER_MINUTE: 'all',
			SHARDS: 'some',
			STORE_URL: 'here',
			LOG_LEVEL: 'loud',
			HTTP_PORT: '99999',
		});
		expect(problems.map(({ variable, kind }) => `${variable} ${kind}`).sort()).toEqual([
			'DISCORD_API_URL wrong',
			'DISCORD_TOKEN missing',
			'HTTP_PORT wrong',
			'IMAGES_PER_MINUTE wrong',
			'IMAGE_MODEL wrong',
			'LOG_LEVEL wrong',
			'OPENAI_API_KEY missing',
			'SHARDS wrong',
			'STORE_URL wrong',
		]);
	});

	test('the error names the variables and holds none of their values', () => {
		const error = new ConfigError(
			wrong({ OPENAI_API_KEY: 'sk-secret with a space', STORE_URL: 'pg://easel:secret@db' }),
		);
		expect(error.message).toBe('environment: OPENAI_API_KEY, STORE_URL');
		expect(JSON.stringify(error.problems)).not.toContain('secret');
	});
});
