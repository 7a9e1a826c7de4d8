/** The names of commands, subcommands and options in one language, by their English ones. */
export interface CommandNames {
	commands: Readonly<Record<string, string>>;
	subcommands: Readonly<Record<string, string>>;
	options: Readonly<Record<string, string>>;
}

/** Texts, and more of them under further keys. */
export interface Tree {
	readonly [key: string]: string | Tree;
}

/**
 * The same texts with the names that members see. Translated texts have them in English, as code: `/settings limits`, or `count` for an
 * option by itself. Here they get those of the language, so that a name stands in one place only.
 */
export function withCommandNames(words: Tree, names: CommandNames, path = ''): Tree {
	// There, code without a slash is what a file of settings says.
	const { options } = path === filesOfSettings ? { options: {} } : names;
	const named = (text: string) =>
		text.replace(/`([^`]*)`/g, (code, inside: string) => renamed(inside, { ...names, options }) ?? code);
	return Object.fromEntries(
		Object.entries(words).map(([key, value]) => [
			key,
			typeof value === 'string' ? named(value) : withCommandNames(value, names, `${path}/${key}`),
		]),
	);
}

const filesOfSettings = '/settings/import';

/** Undefined for code that names nothing of ours. */
function renamed(code: string, { commands, subcommands, options }: CommandNames): string | undefined {
	const option = options[code];
	if (option !== undefined) return `\`${option}\``;
	const [, command = '', subcommand, typed] = /^\/([\w-]+)(?: ([\w-]+))?(?: ([\w-]+):)?$/.exec(code) ?? [];
	if (command === '') return undefined;
	const parts = [
		`/${commands[command] ?? command}`,
		...(subcommand === undefined ? [] : [subcommands[subcommand] ?? subcommand]),
		...(typed === undefined ? [] : [`${options[typed] ?? typed}:`]),
	];
	return `\`${parts.join(' ')}\``;
}
