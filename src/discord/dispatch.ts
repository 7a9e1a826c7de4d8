import {
	type AutocompleteInteraction,
	type CommandInteractionOption,
	type Interaction,
	InteractionResponseType,
} from 'discord.js';
import { AlreadyAccepted, type Clock, type Log } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import type { Offer, Options, Source } from '../core/request.ts';
import type { Studio } from '../core/studio.ts';
import type { Acks } from './acks.ts';
import type { Api } from './api.ts';
import type { Buttons } from './buttons.ts';
import type { Command } from './command.ts';
import { createReply, isDead, type Reply } from './reply.ts';
import { refusalView, staleView, unexpectedView } from './views/notice.ts';

export interface DispatchParts {
	commands: readonly Command[];
	buttons: Buttons;
	studio: Studio;
	offer: Offer;
	acks: Acks;
	api: Api;
	clock: Clock;
	log: Log;
	/** Counts interactions by name and how they were answered. */
	count: (name: string, answer: 'done' | 'refused' | 'failed') => void;
}

/** Every interaction comes through here: it finds who answers it, words every refusal, and logs the rest under a reference the member sees. */
export function createDispatch(parts: DispatchParts): (interaction: Interaction) => Promise<void> {
	const { buttons, studio, offer, api, clock, log, count } = parts;
	const commands = new Map(parts.commands.map((command) => [command.data.name, command]));

	return async (interaction) => {
		if (interaction.isAutocomplete()) return suggest(interaction);
		if (interaction.isChatInputCommand()) {
			const command = commands.get(interaction.commandName);
			return answer(interaction, interaction.commandName, (reply) =>
				command
					? command.run({ options: plainOptions(interaction.options.data), reply, studio, offer })
					: reply.instead(staleView(interaction.locale)),
			);
		}
		if (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit()) {
			const name = interaction.customId.split(':')[0] ?? '';
			return answer(interaction, name, (reply) => buttons.press(interaction, reply));
		}
	};

	async function answer(
		interaction: Parameters<typeof createReply>[0],
		name: string,
		run: (reply: Reply) => Promise<void>,
	): Promise<void> {
		const reply = createReply(interaction, { acks: parts.acks, api, clock });
		try {
			await run(reply);
			count(name, 'done');
		} catch (error) {
			await explain(error, reply, interaction.locale, name);
		}
	}

	async function explain(error: unknown, reply: Reply, locale: string, name: string): Promise<void> {
		try {
			// Another process, or an earlier delivery of the same interaction, answers it.
			if (error instanceof AlreadyAccepted) return;
			if (error instanceof Refused) {
				count(name, 'refused');
				await reply.instead(refusalView(error.refusal, locale));
				return;
			}
			count(name, 'failed');
			const reference = log.error(error, { interaction: name }, 'an interaction failed');
			// Discord has forgotten the interaction, so there is nobody to tell.
			if (!isDead(error)) await reply.instead(unexpectedView(reference, locale));
		} catch (second) {
			log.error(second, { interaction: name }, 'a member could not be told');
		}
	}

	async function suggest(interaction: AutocompleteInteraction): Promise<void> {
		const { name: option, value: typed } = interaction.options.getFocused(true);
		const command = commands.get(interaction.commandName);
		const options = plainOptions(interaction.options.data);
		const choices = command?.suggest?.({ option, typed, options, offer, locale: interaction.locale }) ?? [];
		try {
			const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
			await api.respond(interaction, { type, data: { choices: choices.slice(0, 25) } });
		} catch (error) {
			// The member has typed on; the next keystroke asks again.
			if (!isDead(error)) log.error(error, { interaction: interaction.commandName }, 'autocomplete failed');
		}
	}
}

/** Options by name, those of a subcommand included, with attachments as sources. */
function plainOptions(data: readonly CommandInteractionOption[]): Options {
	return Object.fromEntries(
		data.flatMap((option): [string, Options[string]][] => {
			if (option.options) return Object.entries(plainOptions(option.options));
			return [[option.name, option.attachment ? sourceOf(option) : option.value]];
		}),
	);
}

function sourceOf({ name, attachment }: CommandInteractionOption): Source | undefined {
	if (!attachment) return undefined;
	const role = name === 'mask' ? 'mask' : name.startsWith('reference') ? 'reference' : 'image';
	return { role, name: attachment.name, url: attachment.url, size: attachment.size };
}
