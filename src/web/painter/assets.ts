import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'page');

export interface Assets {
	/** Of all of them together: a part of their addresses, so that each can be kept for ever and none meets another version's. */
	version: string;
	/** By name. */
	files: ReadonlyMap<string, { type: string; text: string }>;
	/** The modules' names. */
	modules: readonly string[];
}

/** The page's scripts and styles. The scripts are TypeScript as it is written, but for its types: there is no build. */
export function readAssets(): Assets {
	const names = readdirSync(folder).filter((name) => /\.(ts|css)$/.test(name));
	const files = new Map(
		names.map((name) => {
			const text = readFileSync(join(folder, name), 'utf8');
			return name.endsWith('.ts')
				? [name, { type: 'text/javascript; charset=utf-8', text: stripTypeScriptTypes(text) }]
				: [name, { type: 'text/css; charset=utf-8', text }];
		}),
	);
	const hash = createHash('sha256');
	for (const [name, { text }] of files) hash.update(`${name}\n${text}\n`);
	return {
		version: hash.digest('hex').slice(0, 16),
		files,
		modules: names.filter((name) => name.endsWith('.ts')),
	};
}

/** `index.html`, or another page there, with its gaps. */
export const readTemplate = (name: string): string => readFileSync(join(folder, name), 'utf8');
