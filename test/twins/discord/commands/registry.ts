import { unknownCommand } from '../rest/discord-error.ts';
import { isObject } from '../rest/fields.ts';
import { createIssues, type Issues } from '../rest/issues.ts';
import type { RegisteredCommand } from '../types.ts';
import { type CommandFields, parseCommand } from './command-rules.ts';
import { findDoubles } from './localizations.ts';

/** The application's global commands. Every change throws Discord's 50035 when a rule is broken. */
export interface CommandRegistry {
	list(): RegisteredCommand[];
	find(name: string, type?: number): RegisteredCommand | undefined;
	get(id: string): RegisteredCommand;
	replaceAll(raw: unknown): RegisteredCommand[];
	/** Creates, or overwrites the command of that name and type. */
	put(raw: unknown): { command: RegisteredCommand; created: boolean };
	edit(id: string, raw: unknown): RegisteredCommand;
	remove(id: string): void;
}

const limits: Record<number, number> = { 1: 100, 2: 15, 3: 15 };

export function createCommandRegistry(nextId: () => string): CommandRegistry {
	const commands = new Map<string, RegisteredCommand>();
	const key = (type: number, name: string) => `${type}:${name}`;
	const same = (command: CommandFields) => commands.get(key(command.type, command.name));

	/** An unchanged command keeps its id and its version. */
	function register(fields: CommandFields): RegisteredCommand {
		const old = same(fields);
		const id = old?.id ?? nextId();
		const command = { id, ...fields, version: old?.version ?? nextId() } as unknown as RegisteredCommand;
		return old && JSON.stringify(old) !== JSON.stringify(command) ? { ...command, version: nextId() } : command;
	}

	function get(id: string): RegisteredCommand {
		for (const command of commands.values()) if (command.id === id) return command;
		throw unknownCommand();
	}

	return {
		list: () => [...commands.values()],
		find: (name, type = 1) => commands.get(key(type, name)),
		get,
		replaceAll(raw) {
			const issues = createIssues();
			const all = (Array.isArray(raw) ? raw : []).map((one, index) => parseCommand(one, [index], issues));
			refuseDuplicates(all, issues);
			refuseTooMany(all, issues);
			issues.settle();
			const registered = all.map(register);
			commands.clear();
			for (const command of registered) commands.set(key(command.type, command.name), command);
			return registered;
		},
		put(raw) {
			const issues = createIssues();
			const fields = parseCommand(raw, [], issues);
			issues.settle();
			const created = same(fields) === undefined;
			const command = register(fields);
			commands.set(key(command.type, command.name), command);
			return { command, created };
		},
		edit(id, raw) {
			const old = get(id);
			const issues = createIssues();
			const fields = parseCommand({ ...old, ...(isObject(raw) ? raw : {}) }, [], issues);
			issues.settle();
			const command = { ...fields, id, version: nextId() } as unknown as RegisteredCommand;
			commands.delete(key(old.type, old.name));
			commands.set(key(command.type, command.name), command);
			return command;
		},
		remove(id) {
			const { type, name } = get(id);
			commands.delete(key(type, name));
		},
	};
}

function refuseDuplicates(all: CommandFields[], issues: Issues) {
	for (const type of Object.keys(limits).map(Number)) {
		const same = all.filter((command) => command.type === type);
		findDoubles(same, (at) => {
			const index = all.indexOf(same[at]!);
			issues.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
		});
	}
}

function refuseTooMany(all: CommandFields[], issues: Issues) {
	for (const [type, limit] of Object.entries(limits)) {
		const count = all.filter((command) => command.type === Number(type)).length;
		if (count > limit) {
			issues.add([], 'APPLICATION_COMMAND_MAX_EXCEEDED', `Maximum number of application commands reached (${limit}).`);
		}
	}
}
