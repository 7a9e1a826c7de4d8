import { builtinModules } from 'node:module';
import { posix } from 'node:path';

/** A source file of the house: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
	path: string;
	text: string;
}

interface Import {
	specifier: string;
	typeOnly: boolean;
}

/** Who may import whom: files from `from` import from these places of the house and these packages, and nothing else. */
interface Room {
	from: RegExp;
	places: RegExp;
	packages: readonly string[];
	/** Types vanish before anything runs, so some rooms may name what they must not run. */
	typesFrom?: RegExp;
}

const adapter = (folder: string, packages: readonly string[]): Room => ({
	from: new RegExp(`^src/${folder}/`),
	places: new RegExp(`^src/(core|locales|${folder})/`),
	packages,
});

const rooms: readonly Room[] = [
	{ from: /^src\/core\//, places: /^src\/core\//, packages: ['zod'] },
	adapter('discord', ['discord.js']),
	adapter('filter', ['re2js', 'unhomoglyph']),
	adapter('openai', ['openai', 'undici']),
	adapter('pictures', ['sharp', 'echarts']),
	adapter('queue', ['bottleneck', 'ioredis']),
	adapter('store', ['keyv', 'kysely', 'pg']),
	adapter('web', ['hono', '@hono/node-server', 'prom-client']),
	adapter('locales', ['i18next']),
	{ from: /^commands\//, places: /^(commands|src\/core|src\/discord)\//, packages: [] },
	// Parts of the composition root.
	{ from: /^src\/composition\//, places: /^src\//, packages: [] },
	// The composition root tells Discord's refusals from its silence; nothing else of the package belongs there.
	{ from: /^src\/app\.ts$/, places: /^src\//, packages: ['discord.js'] },
	{ from: /^src\/main\.ts$/, places: /^(src\/(app|config)\.ts$|src\/locales\/|commands\/)/, packages: [] },
	// The operator's words and patterns are checked by whoever will look for them.
	{ from: /^src\/config\.ts$/, places: /^src\/(core\/|filter\/|log\.ts$)/, packages: ['zod'], typesFrom: /^src\// },
	// What may be logged of an error is chosen by its class.
	{ from: /^src\/log\.ts$/, places: /^src\/core\//, packages: ['discord.js', 'pino'] },
	// A twin that shared code with the bot would share its mistakes.
	{
		from: /^test\/twins\//,
		places: /^test\/twins\//,
		packages: ['ws', 'sharp'],
		typesFrom: /^(?!(src|commands|test|scripts)\/)/,
	},
];

/** Tests of the twins drive them with the real clients. */
const clientsOfTwins = /^test\/twins\/(.*\.test|.*\/test-bot|.*\/test\/.*)\.ts$/;
const clientPackages = ['vitest', 'discord.js', 'openai', 'undici', 'fast-check'];

const builtin = new Set(builtinModules);
const isBuiltin = (specifier: string) => specifier.startsWith('node:') || builtin.has(specifier);

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^[\t ]*\/\/.*$/gm, '');

/** Every import of a file: statements, re-exports and dynamic ones. */
export function importsOf({ text }: SourceFile): Import[] {
	const code = withoutComments(text);
	const statements = [...code.matchAll(/^[\t ]*(?:import|export)\b([^;'"`]*?)\bfrom\s*['"]([^'"]+)['"]/gm)].map(
		([, names = '', specifier = '']) => ({ specifier, typeOnly: /^\s*type\b(?!\s*,)/.test(names) }),
	);
	const bare = [...code.matchAll(/^[\t ]*import\s*['"]([^'"]+)['"]/gm)];
	const dynamic = [...code.matchAll(/\b(?:import|require|importActual)\s*\(\s*['"`]([^'"`]+)['"`]/g)];
	return [...statements, ...[...bare, ...dynamic].map(([, specifier = '']) => ({ specifier, typeOnly: false }))];
}

const packageOf = (specifier: string) =>
	specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');

/** What this file imports and should not, in words. */
export function wrongImports(file: SourceFile): string[] {
	const room = rooms.find(({ from }) => from.test(file.path));
	if (!room) return /^(src|commands)\//.test(file.path) ? [`${file.path} is in no room of the house`] : [];
	const packages = clientsOfTwins.test(file.path) ? [...room.packages, ...clientPackages] : room.packages;
	return importsOf(file)
		.filter(({ specifier, typeOnly }) => {
			if (isBuiltin(specifier)) return false;
			const isRelative = specifier.startsWith('.');
			const target = isRelative ? posix.join(posix.dirname(file.path), specifier) : specifier;
			if (typeOnly && room.typesFrom?.test(target)) return false;
			return isRelative ? !room.places.test(target) : !packages.includes(packageOf(specifier));
		})
		.map(({ specifier }) => `${file.path} imports ${specifier}`);
}

const longest = 400;

/** What this file does that no file of the house does, in words. */
export function wrongHabits({ path, text }: SourceFile): string[] {
	const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
	const code = withoutComments(text);
	const habits: [boolean, string][] = [
		[lines > longest, `has ${lines} lines`],
		[/^[\t ]*(?:(?:export|declare|const)\s+)*enum\s+\w/m.test(code), 'declares an enum'],
		[
			/^[\t ]*constructor\s*\((?:[^)]*,)?\s*(?:public|private|protected|readonly)\s/m.test(code),
			'has a parameter property',
		],
		[/^[^'"`\n]*\bvi\s*\.\s*(?:mock|doMock)\s*\(/m.test(code), 'mocks a module'],
	];
	return habits.filter(([found]) => found).map(([, words]) => `${path} ${words}`);
}
