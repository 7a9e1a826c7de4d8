import {
	ApplicationCommandOptionType,
	ApplicationCommandType,
	ApplicationIntegrationType,
	type ChannelType,
	InteractionContextType,
	PermissionFlagsBits,
} from 'discord.js';
import type { Personas } from '../core/personas.ts';
import type { Permission } from '../core/refusal.ts';
import type { Offer, Options } from '../core/request.ts';
import type { Studio } from '../core/studio.ts';
import { wordsFor } from '../locales/words.ts';
import { localised, nameKey } from './localised.ts';
import type { Office } from './office.ts';
import type { Press } from './press.ts';
import type { Reply } from './reply.ts';
import type { Target } from './target.ts';

/** A command is plain data and a function; its words stand in the locale files under `commands.<name>`. */
export interface Command {
	data: CommandData;
	run(context: CommandContext): Promise<void>;
	/** Autocomplete; called between keystrokes, so it may not wait for anything. */
	suggest?(context: SuggestContext): Suggestion[];
	/** What is pressed, chosen or filled in under this command's messages: their custom ids begin with its name and a colon. */
	press?(context: PressContext): Promise<void>;
}

export interface CommandData {
	name: string;
	/** In the menu of a message, where Discord shows a name with spaces: `commands.<name>.name`. Else a slash command. */
	type?: 'message';
	/** Also in direct messages, and wherever members are who have the app for themselves. */
	anywhere?: true;
	/** Who Discord shows it to at first. Server owners can change that, so it is asked again in code. */
	needs?: Permission;
	options?: readonly OptionData[];
	/** Instead of options. */
	subcommands?: readonly SubcommandData[];
}

export interface SubcommandData {
	name: string;
	/** Asked in code: Discord knows rights of whole commands only. */
	needs?: Permission;
	options?: readonly OptionData[];
}

interface Context {
	reply: Reply;
	studio: Studio;
	office: Office;
	/** What this member may draw with here. Throws `Refused` where that is nothing. */
	offer(): Promise<Offer>;
	/** Whose eyes this member can see through here, as the store has them now. */
	personas(): Promise<Personas>;
	/** Discord's locale code of the member. */
	locale: string;
}

export interface CommandContext extends Context {
	/** Empty where the command has none. */
	subcommand: string;
	options: Options;
	/** The message that a message command was used on. */
	target?: Target;
}

export interface PressContext extends Context {
	interaction: Press;
	/** The parts of the custom id after the command's name. */
	id: readonly string[];
}

export interface SuggestContext {
	/** The option being typed, and what has been typed so far. */
	option: string;
	typed: string;
	options: Options;
	offer: Offer;
	personas: Personas;
	locale: string;
}

export interface Suggestion {
	name: string;
	value: string;
}

export interface OptionData {
	type: ApplicationCommandOptionType;
	name: string;
	required?: boolean;
	choices?: readonly string[];
	autocomplete?: boolean;
	minLength?: number;
	maxLength?: number;
	min?: number;
	max?: number;
	channelTypes?: readonly ChannelType[];
}

type Extras = Omit<OptionData, 'type' | 'name'>;

const option =
	(type: ApplicationCommandOptionType) =>
	(name: string, extras: Extras = {}): OptionData => ({ type, name, ...extras });

export const attachment = option(ApplicationCommandOptionType.Attachment);
export const words = option(ApplicationCommandOptionType.String);
export const integer = option(ApplicationCommandOptionType.Integer);
export const number = option(ApplicationCommandOptionType.Number);
export const flag = option(ApplicationCommandOptionType.Boolean);
export const channel = option(ApplicationCommandOptionType.Channel);
export const role = option(ApplicationCommandOptionType.Role);
export const member = option(ApplicationCommandOptionType.User);
export const choice = (name: string, choices: readonly string[]): OptionData => words(name, { choices });
export const suggested = (name: string): OptionData => words(name, { autocomplete: true, maxLength: 200 });

/** Discord's names for what a member must be able to do. */
const permissionBits = {
	manageServer: PermissionFlagsBits.ManageGuild,
	moderateMembers: PermissionFlagsBits.ModerateMembers,
} as const satisfies Record<Permission, bigint>;

/** The name by which Discord knows it. */
export const registeredName = ({ type, name }: CommandData): string =>
	type === 'message' ? wordsFor('en')(`${wordsOf(name)}.name`) : name;

/** The command as Discord registers it: the data with its words put in, in all languages. */
export function describe({ data }: Command): Record<string, unknown> {
	const { type, name, needs, anywhere, options = [], subcommands } = data;
	const own = wordsOf(name);
	const named = registeredName(data);
	const common = {
		name: named,
		...localised('name', type === 'message' ? `${own}.name` : nameKey('commands', name), named),
		...(needs ? { default_member_permissions: String(permissionBits[needs]) } : {}),
		contexts: anywhere
			? [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel]
			: [InteractionContextType.Guild],
		integration_types: anywhere
			? [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]
			: [ApplicationIntegrationType.GuildInstall],
	};
	if (type === 'message') return { type: ApplicationCommandType.Message, ...common };
	return {
		type: ApplicationCommandType.ChatInput,
		...common,
		...described(`${own}.description`),
		options: subcommands
			? subcommands.map((it) => ({
					type: ApplicationCommandOptionType.Subcommand,
					name: it.name,
					...localised('name', nameKey('subcommands', it.name), it.name),
					...described(`${wordsOf(name, it.name)}.description`),
					options: (it.options ?? []).map((one) => describeOption(one, wordsOf(name, it.name))),
				}))
			: options.map((it) => describeOption(it, own)),
	};
}

function described(key: string): Record<string, unknown> {
	const description = wordsFor('en')(key);
	return { description, ...localised('description', key, description) };
}

function describeChoice(option: string, value: string): Record<string, unknown> {
	const key = `choice.${option}.${value}`;
	const name = wordsFor('en')(key);
	return { name, value, ...localised('name', key, name) };
}

/** Where the words of a command, or of one of its subcommands, stand in the locale files. */
const wordsOf = (...names: readonly string[]): string => ['commands', ...names].join('.');

function describeOption(it: OptionData, path: string): Record<string, unknown> {
	return {
		type: it.type,
		name: it.name,
		...localised('name', nameKey('options', it.name), it.name),
		...described(`${path}.options.${it.name}`),
		...(it.required ? { required: true } : {}),
		...(it.autocomplete ? { autocomplete: true } : {}),
		...(it.choices ? { choices: it.choices.map((value) => describeChoice(it.name, value)) } : {}),
		...(it.minLength === undefined ? {} : { min_length: it.minLength }),
		...(it.maxLength === undefined ? {} : { max_length: it.maxLength }),
		...(it.min === undefined ? {} : { min_value: it.min }),
		...(it.max === undefined ? {} : { max_value: it.max }),
		...(it.channelTypes ? { channel_types: it.channelTypes } : {}),
	};
}
