import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { liveModels } from './core/catalogue.ts';
import {
	noOperatorList,
	type OperatorEntry,
	type OperatorList,
	readOperatorList,
} from './core/moderation/operator-list.ts';
import type { Offer } from './core/request.ts';
import type { Shards } from './discord/client.ts';
import { checkPattern, checkWord } from './filter/index.ts';
import { type LogLevel, logLevels } from './log.ts';

export interface Config {
	discord: { token: string; apiUrl: string; attachmentOrigins: readonly string[]; shards: Shards | 'auto' };
	openai: { apiKey: string; baseUrl: string; responsesModel: string };
	offer: Offer;
	imagesPerMinute: number;
	maxConcurrent: number;
	/** Micro-dollars a day; null for no cap. */
	dailyBudgetMicros: number | null;
	/** Pictures a member may have in a day outside of servers; 0 for none. */
	directImagesPerDay: number;
	storeUrl: string;
	redisUrl: string | undefined;
	http: { host: string; port: number } | undefined;
	publicUrl: string | undefined;
	/** What MODERATION_FILE holds. */
	operatorList: OperatorList;
	logLevel: LogLevel;
}

/** One variable that cannot be used; the words stand in the locale files under `start`. */
export interface ConfigProblem {
	variable: string;
	kind: 'missing' | 'wrong';
	/** Key under `start.hint`. */
	hint: string;
	values: Record<string, unknown>;
}

/** Every problem at once. */
export class ConfigError extends Error {
	readonly problems: readonly ConfigProblem[];

	constructor(problems: readonly ConfigProblem[]) {
		super(`environment: ${problems.map(({ variable }) => variable).join(', ')}`);
		this.name = 'ConfigError';
		this.problems = problems;
	}
}

const url = z.string().refine((text) => {
	const parsed = URL.parse(text);
	// Credentials in an address are refused by fetch, and would stand in logs.
	return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '';
});
/** Goes into a header or a request as it is. */
const name = z.string().regex(/^[\x21-\x7e]+$/);
const origin = url.transform((text) => new URL(text).origin);
const list = z.string().transform((text) =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== ''),
);
const whole = (min: number, max: number) =>
	z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));
const dollars = z
	.string()
	.regex(/^\d{1,9}(\.\d{1,6})?$/)
	.transform((text) => Math.round(Number(text) * 1_000_000));
/** `2/16` or `0-3/16`: which of how many shards. */
const range = z
	.string()
	.transform((text): Shards => {
		const [, first, last = first, count] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text) ?? [];
		const ids = Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) || 0 }, (_, i) => Number(first) + i);
		return { ids, count: Number(count) };
	})
	.refine(({ ids, count }) => ids.length > 0 && ids.every((id) => id < count));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the process contract's variables, and the file that one of them names; an empty one counts as not set. Throws `ConfigError` with
 * every problem.
 */
export function parseConfig(env: Environment): Config {
	const problems: ConfigProblem[] = [];

	function read<T>(variable: string, schema: z.ZodType<T, string>, fallback: T, hint: string, values = {}): T {
		const text = env[variable]?.trim();
		if (!text) return fallback;
		const parsed = schema.safeParse(text);
		if (!parsed.success) problems.push({ variable, kind: 'wrong', hint, values });
		return parsed.success ? parsed.data : fallback;
	}

	function required(variable: string): string {
		if (!env[variable]?.trim()) problems.push({ variable, kind: 'missing', hint: variable, values: {} });
		return read(variable, name, '', variable);
	}

	const number = (variable: string, fallback: number, min: number, max: number) =>
		read(variable, whole(min, max), fallback, 'number', { min, max });
	const address = <T extends string | undefined>(variable: string, fallback: T) =>
		read<string | T>(variable, url, fallback, 'url', { example: fallback ?? 'https://easel.example.org' });

	const responsesModel = read('RESPONSES_MODEL', name, 'gpt-5.6-luna', 'name');
	const port = read<number | undefined>('HTTP_PORT', whole(0, 65_535), undefined, 'number', { min: 0, max: 65_535 });
	const config: Config = {
		discord: {
			token: required('DISCORD_TOKEN'),
			apiUrl: address('DISCORD_API_URL', 'https://discord.com/api'),
			attachmentOrigins: read(
				'ATTACHMENT_ORIGINS',
				list.pipe(z.array(origin).min(1)),
				['https://cdn.discordapp.com', 'https://media.discordapp.net'],
				'origins',
				{ example: 'https://cdn.discordapp.com' },
			),
			shards: read<Shards | 'auto'>('SHARDS', z.literal('auto').or(range), 'auto', 'shards'),
		},
		openai: {
			apiKey: required('OPENAI_API_KEY'),
			baseUrl: address('OPENAI_BASE_URL', 'https://api.openai.com/v1'),
			responsesModel,
		},
		offer: {
			...offerFrom(env, problems),
			mainline: responsesModel,
			turns: read('REFINE_BY', z.enum(['pictures', 'responses']), 'pictures', 'refineBy') === 'responses',
		},
		imagesPerMinute: number('IMAGES_PER_MINUTE', 50, 1, 100_000),
		maxConcurrent: number('MAX_CONCURRENT', 5, 1, 1000),
		dailyBudgetMicros: read<number | null>('DAILY_BUDGET_USD', dollars, null, 'money'),
		directImagesPerDay: number('MEMBER_IMAGES_PER_DAY', 10, 0, 1_000_000),
		storeUrl: read(
			'STORE_URL',
			z.string().regex(/^(sqlite|postgres(ql)?):\/\/./),
			'sqlite://data/easel.sqlite',
			'store',
		),
		redisUrl: read<string | undefined>('REDIS_URL', z.string().regex(/^rediss?:\/\/./), undefined, 'url', {
			example: 'redis://localhost:6379',
		}),
		http: port === undefined ? undefined : { host: read('HTTP_HOST', name, '127.0.0.1', 'host'), port },
		publicUrl: address('PUBLIC_URL', undefined),
		operatorList: operatorListFrom(env, problems),
		logLevel: read('LOG_LEVEL', z.enum(logLevels), 'info', 'logLevel', { levels: logLevels.join(', ') }),
	};
	if (problems.length > 0) throw new ConfigError(problems);
	return config;
}

/** The default model must be one that is offered; where only the list is given, its first may stand for it. */
function offerFrom(env: Environment, problems: ConfigProblem[]): Offer {
	const named = env.IMAGE_MODELS?.trim();
	const listed = list.parse(named ?? '');
	const models = listed.length > 0 ? [...new Set(listed)] : liveModels;
	const model =
		env.IMAGE_MODEL?.trim() || (models.includes('gpt-image-2.5-flare') ? 'gpt-image-2.5-flare' : models[0]!);
	if (!models.includes(model)) {
		problems.push({ variable: 'IMAGE_MODEL', kind: 'wrong', hint: 'model', values: { models: models.join(', ') } });
	}
	return { model, models };
}

/** The words and thresholds that no server can loosen. The file is small, and nothing runs yet that reading it could keep waiting. */
function operatorListFrom(env: Environment, problems: ConfigProblem[]): OperatorList {
	const variable = 'MODERATION_FILE';
	const file = env[variable]?.trim();
	if (!file) return noOperatorList;
	const wrong = (hint: string, values = {}) =>
		problems.push({ variable, kind: 'wrong', hint: `operator.${hint}`, values: { file, ...values } });
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		wrong('unreadable', { reason: error instanceof Error && 'code' in error ? error.code : 'unknown' });
		return noOperatorList;
	}
	const read = readOperatorList(text, problemOf);
	if ('list' in read) return read.list;
	for (const { code, at } of read.problems) wrong(code, { at });
	return noOperatorList;
}

function problemOf({ kind, text }: OperatorEntry) {
	const check = kind === 'pattern' ? checkPattern(text) : checkWord(text);
	return check.ok ? undefined : check.reason;
}
