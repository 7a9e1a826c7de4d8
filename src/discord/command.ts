import { ApplicationCommandOptionType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { Offer, Options } from '../core/request.ts';
import type { Studio } from '../core/studio.ts';
import { wordsFor } from '../locales/words.ts';
import type { Reply } from './reply.ts';

/** A command is plain data and a function; its words stand in the locale files under `commands.<name>`. */
export interface Command {
	data: CommandData;
	run(context: CommandContext): Promise<void>;
	/** Autocomplete; called between keystrokes, so it may not wait for anything. */
	suggest?(context: SuggestContext): Suggestion[];
}

export interface CommandData {
	name: string;
	options: readonly OptionData[];
}

export interface CommandContext {
	options: Options;
	reply: Reply;
	studio: Studio;
	/** What may be drawn with here. */
	offer: Offer;
}

export interface SuggestContext {
	/** The option being typed, and what has been typed so far. */
	option: string;
	typed: string;
	options: Options;
	offer: Offer;
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
}

type Extras = Omit<OptionData, 'type' | 'name'>;

const option =
	(type: ApplicationCommandOptionType) =>
	(name: string, extras: Extras = {}): OptionData => ({ type, name, ...extras });

export const attachment = option(ApplicationCommandOptionType.Attachment);
export const words = option(ApplicationCommandOptionType.String);
export const integer = option(ApplicationCommandOptionType.Integer);
export const flag = option(ApplicationCommandOptionType.Boolean);
export const choice = (name: string, choices: readonly string[]): OptionData => words(name, { choices });
export const suggested = (name: string): OptionData => words(name, { autocomplete: true, maxLength: 200 });

/** The command as Discord registers it: the data with its words put in. */
export function describe({ data: { name, options } }: Command): Record<string, unknown> {
	const t = wordsFor('en');
	return {
		type: 1,
		name,
		description: t(`commands.${name}.description`),
		contexts: [InteractionContextType.Guild],
		integration_types: [ApplicationIntegrationType.GuildInstall],
		options: options.map((it) => ({
			type: it.type,
			name: it.name,
			description: t(`commands.${name}.options.${it.name}`),
			...(it.required ? { required: true } : {}),
			...(it.autocomplete ? { autocomplete: true } : {}),
			...(it.choices ? { choices: it.choices.map((value) => ({ name: t(`choice.${it.name}.${value}`), value })) } : {}),
			...(it.minLength === undefined ? {} : { min_length: it.minLength }),
			...(it.maxLength === undefined ? {} : { max_length: it.maxLength }),
			...(it.min === undefined ? {} : { min_value: it.min }),
			...(it.max === undefined ? {} : { max_value: it.max }),
		})),
	};
}
