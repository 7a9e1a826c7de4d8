import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, type SourceFile, wrongHabits, wrongImports } from './house-rules.ts';

const root = join(import.meta.dirname, '..');

/** What git knows, or would know after the next `git add`; a generated folder is none of the house. */
function filesOfTheHouse(): SourceFile[] {
	const folders = ['src', 'commands', 'test', 'scripts'];
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...folders], {
		cwd: root,
		encoding: 'utf8',
	});
	return listed
		.split('\0')
		.filter((path) => /\.(ts|css|html|json|js|mjs)$/.test(path))
		.flatMap((path) => {
			try {
				return [{ path, text: readFileSync(join(root, path), 'utf8') }];
			} catch {
				// Deleted in the work tree and not yet in the index.
				return [];
			}
		});
}

const house = filesOfTheHouse();
const file = (path: string, text: string): SourceFile => ({ path, text });

describe('the house', () => {
	test('was found', () => {
		const paths = house.map(({ path }) => path);
		expect(paths).toEqual(
			expect.arrayContaining(['src/core/studio.ts', 'commands/index.ts', 'src/locales/en/drawing.json']),
		);
		expect(house.flatMap(importsOf).length).toBeGreaterThan(200);
	});

	test('imports only what the rooms allow', () => {
		expect(house.flatMap(wrongImports)).toEqual([]);
	});

	test('has no file above 400 lines, no enum, no parameter property and no mocked module', () => {
		expect(house.flatMap(wrongHabits)).toEqual([]);
	});
});

describe('the import rules', () => {
	const objections = (path: string, ...lines: string[]) => wrongImports(file(path, lines.join('\n')));

	test.each([
		['src/core/studio.ts', "import { queue } from '../queue/queue.ts';"],
		['src/core/studio.ts', "import sharp from 'sharp';"],
		['src/core/studio.ts', "import type { Client } from 'discord.js';"],
		['src/core/studio.ts', "export * from '../store/index.ts';"],
		['src/core/studio.ts', "const words = await import('../locales/words.ts');"],
		['src/discord/api.ts', "import { decode } from '../pictures/decode.ts';"],
		['src/discord/api.ts', "import { parseConfig } from '../config.ts';"],
		['src/discord/api.ts', "import { createDiscordTwin } from '../../test/twins/discord/index.ts';"],
		['src/openai/images.ts', "import { REST } from 'discord.js';"],
		['src/openai/images.ts', "import 'bottleneck/es5.js';"],
		['src/web/server.ts', "import { serve } from '@hono/another';"],
		['src/locales/words.ts', "import { escapeText } from '../discord/text.ts';"],
		['src/main.ts', "import { createStudio } from './core/studio.ts';"],
		['src/config.ts', "import { createClient } from './discord/client.ts';"],
		['src/app.ts', "import { commands } from '../commands/index.ts';"],
		['src/app.ts', "import { startHouse } from '../scripts/playground/house.ts';"],
		['src/extras.ts', 'export const one = 1;'],
		['commands/imagine.ts', "import { createLog } from '../src/log.ts';"],
		['commands/imagine.ts', "import { REST } from 'discord.js';"],
		['test/twins/openai/server.ts', "import { modelOf } from '../../../src/core/catalogue.ts';"],
		['test/twins/openai/server.ts', "import type { Model } from '../../../src/core/catalogue.ts';"],
		['test/twins/openai/server.ts', "import OpenAI from 'openai';"],
		['test/twins/openai.test.ts', "import { modelOf } from '../../src/core/catalogue.ts';"],
		['src/core/job.ts', "import {\n\ttype Client,\n\tEvents,\n} from 'discord.js';"],
	])('%s may not: %s', (path, line) => {
		expect(objections(path, "import { join } from 'node:path';", line)).toHaveLength(1);
	});

	test.each([
		['src/core/job.ts', "import type { ImageRequest } from './request.ts';"],
		['src/core/job.ts', "import { z } from 'zod';"],
		['src/discord/views/notice.ts', "import { wordsFor } from '../../locales/words.ts';"],
		['src/openai/images.ts', "import type { Images } from 'openai/resources/images';"],
		['src/web/server.ts', "import { serve } from '@hono/node-server';"],
		['src/config.ts', "import type { Shards } from './discord/client.ts';"],
		['src/main.ts', "import { commands } from '../commands/index.ts';"],
		['commands/edit.ts', "import { count } from '../src/discord/options.ts';"],
		['test/twins/discord/types.ts', "import type { APIMessage } from 'discord-api-types/v10';"],
		['test/twins/discord.test.ts', "import { Client } from 'discord.js';"],
		['scripts/bench/main.ts', "import { createApp } from '../../src/app.ts';"],
		['src/core/job.ts', "// import sharp from 'sharp';"],
		['src/core/job.ts', "/*\nimport sharp from 'sharp';\n*/"],
	])('%s may: %s', (path, line) => {
		expect(objections(path, line)).toEqual([]);
	});

	test('a type among values is no type-only import', () => {
		const [named, whole, called] = importsOf(
			file('a.ts', "import { type A } from 'a';\nimport type { B } from 'b';\nimport type, { C } from 'c';"),
		);
		expect([named?.typeOnly, whole?.typeOnly, called?.typeOnly]).toEqual([false, true, false]);
	});
});

describe('the habits', () => {
	const objections = (...lines: string[]) => wrongHabits(file('src/core/job.ts', lines.join('\n')));

	test('401 lines are too many, 400 are not', () => {
		expect(objections(...Array<string>(401).fill('x;'))).toEqual(['src/core/job.ts has 401 lines']);
		expect(objections(...Array<string>(400).fill('x;'), '')).toEqual([]);
	});

	test.each([
		['export enum Colour { Red }', 'declares an enum'],
		['\tconst enum Colour { Red }', 'declares an enum'],
		['\tconstructor(readonly code: string) {', 'has a parameter property'],
		['\tconstructor(\n\t\tcode: string,\n\t\tprivate reason: string,\n\t) {', 'has a parameter property'],
		["vi.mock('./clock.ts');", 'mocks a module'],
		["\tawait vi.doMock('./clock.ts');", 'mocks a module'],
	])('%s', (line, habit) => {
		expect(objections(line)).toEqual([`src/core/job.ts ${habit}`]);
	});

	test.each([
		'const enumerable = true;',
		'// no enum here',
		'\tconstructor(code: string) {',
		'\tconstructor(lines: readonly string[], more: readonly string[]) {',
		"const words = 'enum Colour';",
		'vi.useFakeTimers();',
	])('%s is fine', (line) => {
		expect(objections(line)).toEqual([]);
	});
});
