import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { StartError } from '../../src/app.ts';
import { ConfigError, parseConfig } from '../../src/config.ts';
import { shapeNames } from '../../src/core/catalogue.ts';
import { channelPermissions } from '../../src/core/doctor/finding.ts';
import { scopes } from '../../src/core/gallery.ts';
import type { Problem } from '../../src/core/job.ts';
import { fileProblems } from '../../src/core/moderation/operator-list.ts';
import { starterPersonas } from '../../src/core/prompt.ts';
import { isRule } from '../../src/core/refusal.ts';
import { descriptions, regions, strengths } from '../../src/core/request.ts';
import { defaultSettings, landings, priorities, qualityNames, type Section } from '../../src/core/settings.ts';
import { spans } from '../../src/discord/history/ids.ts';
import { pageNames } from '../../src/discord/settings/page.ts';
import { nextSteps } from '../../src/discord/steps/next-steps.ts';
import { variantOf } from '../../src/discord/views/notice.ts';
import en from '../../src/locales/en/index.ts';
import { knows } from '../../src/locales/words.ts';
import { findings } from '../core/findings.ts';
import { abilities, refusals } from '../core/refusals.ts';
import { caseKeys } from './case-keys.ts';
import { deskKeys } from './desk-keys.ts';
import { painterKeys } from './painter-keys.ts';
import { personaKeys } from './persona-keys.ts';
import { settingsKeys } from './settings-keys.ts';

const root = join(import.meta.dirname, '..', '..');

/** Keys as the code says them: `waiting.place_ordinal_two` is asked for as `waiting.place`. */
function keysOf(words: object, prefix = ''): string[] {
	return Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
		typeof value === 'object' && value !== null
			? keysOf(value, `${prefix}${name}.`)
			: [prefix + name.replace(/(_ordinal)?_(zero|one|two|few|many|other)$/, '')],
	);
}
const keys = [...new Set(keysOf(en))];

/** The compiler misses a code that is missing here. */
const problems: Record<Problem['code'], true> = {
	moderation: true,
	badInput: true,
	modelGone: true,
	noCredit: true,
	badKey: true,
	unverified: true,
	unreachable: true,
	busy: true,
	unusable: true,
	lost: true,
	notApproved: true,
	filtered: true,
	unchecked: true,
	internal: true,
};
const starts: Record<StartError['code'] | 'failed', true> = {
	badToken: true,
	shutOut: true,
	unreachableDiscord: true,
	unreachableStore: true,
	portTaken: true,
	failed: true,
};

/** The hints of everything that can be missing or wrong in the environment. */
function hints(): string[] {
	const example = readFileSync(join(root, '.env.example'), 'utf8');
	const names = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);
	const wrong = Object.fromEntries(names.map((name) => [name, 'no such thing']));
	return [{}, { ...wrong, IMAGE_MODELS: '' }, { ...wrong, HTTP_PORT: '0' }].flatMap((environment) => {
		try {
			parseConfig(environment);
			return [];
		} catch (error) {
			return error instanceof ConfigError ? error.problems.map(({ hint }) => hint) : [];
		}
	});
}

const subcommands = commands.flatMap(({ data }) =>
	(data.subcommands ?? []).map((it) => ({ ...it, path: `commands.${data.name}.${it.name}` })),
);
const options = [...commands.map(({ data }) => ({ path: `commands.${data.name}`, ...data })), ...subcommands].flatMap(
	({ path, options: own = [] }) => own.map((option) => ({ path, ...option })),
);

const ofCommands = [
	...commands.map(({ data: { name, type } }) => `commands.${name}.${type === 'message' ? 'name' : 'description'}`),
	...subcommands.map(({ path }) => `${path}.description`),
	...options.map(({ path, name }) => `${path}.options.${name}`),
];

/** What stands for each key that the code puts together, as it is written there. */
const expanded: Record<string, readonly string[]> = {
	'choice.${option}.${value}': options.flatMap(({ name, choices }) =>
		(choices ?? []).map((value) => `choice.${name}.${value}`),
	),
	'choice.quality.${value}': qualityNames.map((quality) => `choice.quality.${quality}`),
	'batch.ask.where.${target}': ['newThread', 'thisThread', 'thisChannel'].map((target) => `batch.ask.where.${target}`),
	'choice.region.${value}': regions.map((region) => `choice.region.${region}`),
	'button.step.${step}': nextSteps.map((step) => `button.step.${step}`),
	'button.stepHint.${step}': nextSteps.map((step) => `button.stepHint.${step}`),
	'canvas.shape.${name}': shapeNames.map((name) => `canvas.shape.${name}`),
	'described.${kind}': descriptions.map((kind) => `described.${kind}`),
	'region.${name}': ['edges', 'centre', 'background', 'clear'].map((name) => `region.${name}`),
	'choice.strength.${value}': strengths.map((strength) => `choice.strength.${strength}`),
	'shape.${name}': shapeNames.map((name) => `shape.${name}`),
	'result.variation.${strength}': strengths.map((strength) => `result.variation.${strength}`),
	'persona.${name}': Object.keys(starterPersonas).map((name) => `persona.${name}`),
	'ability.${value}': abilities.map((ability) => `ability.${ability}`),
	'refusal.${refusal.code}${variantOf(refusal)}': refusals.map(
		(refusal) => `refusal.${refusal.code}${variantOf(refusal)}`,
	),
	'permission.${value}': ['permission.manageServer', 'permission.moderateMembers'],
	'alert.next.${next}': ['half', 'used', ...landings].map((next) => `alert.next.${next}`),
	'usage.rule.${code}': refusals.filter(({ code }) => isRule(code)).map(({ code }) => `usage.rule.${code}`),
	'doctor.finding.${finding.code}': findings.map(({ code }) => `doctor.finding.${code}`),
	'doctor.fix.${finding.code}': findings.filter(({ level }) => level !== 'ok').map(({ code }) => `doctor.fix.${code}`),
	'doctor.level.${level}': ['doctor.level.bad', 'doctor.level.warn'],
	'doctor.open.${name}': pageNames.filter((name) => name !== 'look').map((name) => `doctor.open.${name}`),
	'doctor.as.leftBy.${rule}': ['memberDay', 'serverDay', 'serverMonth'].map((rule) => `doctor.as.leftBy.${rule}`),
	'doctor.permission.${name}': channelPermissions.map((name) => `doctor.permission.${name}`),
	'doctor.as.${person}': ['doctor.as.noMember', 'doctor.as.unread'],
	'doctor.as.${name}': ['doctor.as.picture', 'doctor.as.member', 'doctor.as.server'],
	'doctor.as.${priority.value}': priorities.map((name) => `doctor.as.${name}`),
	'doctor.rule.${name}': [
		...['models', 'qualities', 'shapes', 'count', 'private', 'memberDay', 'atOnce', 'cooldown', 'priority'],
		...['serverDay', 'serverMonth', 'budget', 'operator'],
	].map((name) => `doctor.rule.${name}`),
	'doctor.by.${from}': ['doctor.by.operator', 'doctor.by.server'],
	'gallery.title.${view.scope}': scopes.map((scope) => `gallery.title.${scope}`),
	'gallery.empty.${view.scope}': scopes.map((scope) => `gallery.empty.${scope}`),
	'gallery.span.${span}': spans.filter((span) => span !== 'any').map((span) => `gallery.span.${span}`),
	...caseKeys,
	...deskKeys,
	...painterKeys,
	...personaKeys,
	...settingsKeys,
	'problem.${code}': Object.keys(problems).map((code) => `problem.${code}`),
	'problem.${problem.code}': Object.keys(problems).map((code) => `problem.${code}`),
	'problem.${job.state}Title': ['problem.cancelledTitle', 'problem.expiredTitle'],
	'start.${kind}': ['start.missing', 'start.wrong'],
	'start.hint.${hint}': [...new Set([...hints(), ...fileProblems.map((code) => `operator.${code}`)])].map(
		(hint) => `start.hint.${hint}`,
	),
	'start.${code}': Object.keys(starts).map((code) => `start.${code}`),
};

/** Every text in the code that begins like a key of the locale file: the static ones, and those with something put in. */
function keysInCode(): { fixed: string[]; built: string[] } {
	const files = globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: root });
	const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
	const begins = `(?:${Object.keys(en).join('|')})\\.`;
	const fixed = [...code.matchAll(new RegExp(`'(${begins}[\\w.]+)'`, 'g'))].map(([, key = '']) => key);
	const built = [...code.matchAll(new RegExp(`\`(${begins}[^\`\\s]*\\$[^\`\\s]*)\``, 'g'))].map(([, key = '']) => key);
	return { fixed: [...new Set(fixed)], built: [...new Set(built)] };
}

const { fixed, built } = keysInCode();
const isKey = (key: string) => keys.includes(key);
/** `moderation.paused` is a path of the settings, and begins like a word. */
const isPath = (key: string) => {
	const [section = '', field = ''] = key.split('.');
	return Object.hasOwn(defaultSettings, section) && Object.hasOwn(defaultSettings[section as Section], field);
};

describe('the words of the locale file', () => {
	test('are all there for the keys that the code names', () => {
		expect(fixed.length).toBeGreaterThan(40);
		expect(fixed.filter((key) => !isKey(key) && !isPath(key))).toEqual([]);
	});

	test('are all there for the keys that the code puts together', () => {
		expect(built.toSorted()).toEqual(Object.keys(expanded).toSorted());
		expect(
			Object.values(expanded)
				.flat()
				.filter((key) => !isKey(key)),
		).toEqual([]);
	});

	test('are all there for the commands and their options', () => {
		expect(ofCommands.filter((key) => !isKey(key))).toEqual([]);
	});

	test('are all used', () => {
		const used = new Set([...fixed, ...Object.values(expanded).flat(), ...ofCommands]);
		expect(keys.filter((key) => !used.has(key))).toEqual([]);
	});

	test('have the forms that counting in English needs', () => {
		const forms = (key: string, kinds: string[]) => kinds.filter((kind) => !knows(`${key}_${kind}`));
		const counted = keysWith(/_(one|other)$/).filter((key) => !key.endsWith('_ordinal'));
		for (const key of new Set(counted)) expect([key, forms(key, ['one', 'other'])]).toEqual([key, []]);
		const ordinal = keysWith(/_ordinal_(one|two|few|other)$/);
		for (const key of new Set(ordinal)) {
			expect([key, forms(`${key}_ordinal`, ['one', 'two', 'few', 'other'])]).toEqual([key, []]);
		}
	});

	test('are no empty ones, and none with a space too many', () => {
		for (const [key, text] of textsOf(en)) {
			if (key === 'result.separator') continue;
			expect([key, text.trim() !== '' && text === text.trim() && !text.includes('  ')]).toEqual([key, true]);
		}
	});
});

function textsOf(words: object, prefix = ''): [string, string][] {
	return Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
		typeof value === 'string'
			? [[prefix + name, value] as [string, string]]
			: textsOf(value as object, `${prefix}${name}.`),
	);
}

const keysWith = (ending: RegExp): string[] =>
	textsOf(en)
		.map(([key]) => key)
		.filter((key) => ending.test(key))
		.map((key) => key.replace(ending, ''));
