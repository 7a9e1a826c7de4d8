import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import { offeredCommands } from './state.ts';

/** Something that can be typed after the slash: a command, or one of its subcommands. */
export interface Runnable {
	command: string;
	group?: string;
	subcommand?: string;
	/** "settings limits", as it is typed. */
	path: string;
	description: string;
	options: APIApplicationCommandBasicOption[];
}

const basic = (options: APIApplicationCommandOption[] | undefined) =>
	(options ?? []).filter((option): option is APIApplicationCommandBasicOption => option.type > 2);

/** What the viewer may run here, in the order of the bot's list. */
export function runnables(): Runnable[] {
	return offeredCommands(1).flatMap((command): Runnable[] => {
		const nested = (command.options ?? []).flatMap((option): Runnable[] => {
			if (option.type === 1) {
				const path = `${command.name} ${option.name}`;
				return [
					{
						command: command.name,
						subcommand: option.name,
						path,
						description: option.description,
						options: basic(option.options),
					},
				];
			}
			if (option.type !== 2) return [];
			return (option.options ?? []).map((inner) => ({
				command: command.name,
				group: option.name,
				subcommand: inner.name,
				path: `${command.name} ${option.name} ${inner.name}`,
				description: inner.description,
				options: basic(inner.options),
			}));
		});
		if (nested.length > 0) return nested;
		const { name, description, options } = command;
		return [{ command: name, path: name, description, options: basic(options) }];
	});
}

/** Those whose name begins like what was typed, then those that mention it. */
export function matching(typed: string): Runnable[] {
	const wanted = typed.trim().toLowerCase();
	const all = runnables();
	const begins = all.filter((one) => one.path.startsWith(wanted));
	const mentions = all.filter(
		(one) => !begins.includes(one) && `${one.path} ${one.description}`.toLowerCase().includes(wanted),
	);
	return [...begins, ...mentions];
}

export const needsFile = (runnable: Runnable): boolean =>
	runnable.options.some((option) => option.type === 11 && option.required === true);
