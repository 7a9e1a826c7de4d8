import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import { descriptionIn, nameIn } from './languages.ts';
import { offeredCommands, state } from './state.ts';

/** Something that can be typed after the slash: a command, or one of its subcommands. */
export interface Runnable {
	command: string;
	group?: string;
	subcommand?: string;
	/** "settings limits", by which everybody knows it. */
	path: string;
	/** The same in the viewer's language. */
	label: string;
	description: string;
	options: APIApplicationCommandBasicOption[];
}

const basic = (options: APIApplicationCommandOption[] | undefined) =>
	(options ?? []).filter((option): option is APIApplicationCommandBasicOption => option.type > 2);

/** What the viewer may run here, in the order of the bot's list. */
export function runnables(): Runnable[] {
	return offeredCommands(1).flatMap((command): Runnable[] => {
		const nested = (command.options ?? []).flatMap((option): Runnable[] => {
			if (option.type === 1)
				return [{ ...told([command, option]), subcommand: option.name, options: basic(option.options) }];
			if (option.type !== 2) return [];
			return (option.options ?? []).map((inner) => ({
				...told([command, option, inner]),
				group: option.name,
				subcommand: inner.name,
				options: basic(inner.options),
			}));
		});
		return nested.length > 0 ? nested : [{ ...told([command]), options: basic(command.options) }];
	});
}

type Step = Parameters<typeof nameIn>[0] & Parameters<typeof descriptionIn>[0];

/** What a command and its subcommands are called, and what the last of them says it does. */
function told(steps: [Step, ...Step[]]) {
	const path = steps.map(({ name }) => name).join(' ');
	return {
		command: steps[0].name,
		path,
		label: steps.map(nameIn).join(' '),
		description: descriptionIn(steps.at(-1)!),
	};
}

/** A command's full name in the viewer's language, also of one that they are not offered. */
export function localPath(path: string): string {
	const [first = '', ...rest] = path.split(' ');
	const command = state.world.commands.find((one) => one.name === first && one.type === 1);
	const steps: Step[] = command ? [command] : [];
	let options = command?.options ?? [];
	for (const name of rest) {
		const next = options.find((option) => option.name === name);
		if (next) steps.push(next);
		options = (next && 'options' in next ? next.options : undefined) ?? [];
	}
	return steps.length === 1 + rest.length ? steps.map(nameIn).join(' ') : path;
}

/** Those whose name begins like what was typed, then those that mention it. */
export function matching(typed: string): Runnable[] {
	const wanted = typed.trim().toLowerCase();
	const all = runnables();
	const begins = all.filter((one) => one.path.startsWith(wanted) || one.label.startsWith(wanted));
	const mentions = all.filter(
		(one) => !begins.includes(one) && `${one.path} ${one.label} ${one.description}`.toLowerCase().includes(wanted),
	);
	return [...begins, ...mentions];
}

export const needsFile = (runnable: Runnable): boolean =>
	runnable.options.some((option) => option.type === 11 && option.required === true);
