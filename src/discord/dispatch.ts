import {
	type AutocompleteInteraction,
	type ChatInputCommandInteraction,
	type CommandInteractionOption,
	type Interaction,
	InteractionResponseType,
	type MessageContextMenuCommandInteraction,
} from 'discord.js';
import type { KnownPersonas } from '../core/known-personas.ts';
import { AlreadyAccepted, type Clock, DrawnBefore, type Log } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import type { Offer, Options, Source } from '../core/request.ts';
import type { Whereabouts } from '../core/rules.ts';
import type { Studio } from '../core/studio.ts';
import type { Acks } from './acks.ts';
import type { Api } from './api.ts';
import type { Buttons } from './buttons.ts';
import { type Command, registeredName } from './command.ts';
import type { Office } from './office.ts';
import type { Press } from './press.ts';
import { type Answerable, createReply, isDead, type Reply } from './reply.ts';
import { demand, whereIs } from './rights.ts';
import { createGreeting } from './settings/greeting.ts';
import type { Steps } from './steps/index.ts';
import { targetOf } from './target.ts';
import { earlierView } from './views/earlier.ts';
import { refusalView, staleView, unexpectedView } from './views/notice.ts';

export interface DispatchParts {
	commands: readonly Command[];
	buttons: Buttons;
	steps: Pick<Steps, 'press'>;
	studio: Studio;
	office: Office;
	/** What a member with these roles may draw with in this server. Throws `Refused` where that is nothing. */
	offer: (where: Whereabouts) => Promise<Offer>;
	personas: Pick<KnownPersonas, 'now' | 'recent'>;
	/** The channel that an interaction's thread belongs to. */
	parentOf: (interactionId: string) => string | undefined;
	acks: Acks;
	api: Api;
	clock: Clock;
	log: Log;
	/** Counts interactions by name and how they were answered. */
	count: (name: string, answer: 'done' | 'refused' | 'failed') => void;
}

/** Every interaction comes through here: it finds who answers it, words every refusal, and logs the rest under a reference the member sees. */
export function createDispatch(parts: DispatchParts): (interaction: Interaction) => Promise<void> {
	const { buttons, steps, studio, office, offer, personas, api, clock, log, count } = parts;
	const commands = new Map(parts.commands.map((command) => [command.data.name, command]));
	const menu = new Map(
		parts.commands.filter(({ data }) => data.type === 'message').map((it) => [registeredName(it.data), it]),
	);
	const greet = createGreeting({ office, log });

	return async (interaction) => {
		if (interaction.isAutocomplete()) return suggest(interaction);
		if (interaction.isChatInputCommand()) {
			const reply = await answer(interaction, interaction.commandName, (reply) => run(interaction, reply));
			// The panel offers the same by itself.
			if (interaction.commandName !== 'settings') await greet(reply, interaction.locale);
			return;
		}
		if (interaction.isMessageContextMenuCommand()) {
			const command = menu.get(interaction.commandName);
			await answer(interaction, command?.data.name ?? 'menu', (reply) => use(interaction, command, reply));
			return;
		}
		if (interaction.isMessageComponent() || interaction.isModalSubmit()) {
			const [name = '', ...id] = interaction.customId.split(':');
			await answer(interaction, name, (reply) => press(interaction, name, id, reply));
		}
	};

	async function run(interaction: ChatInputCommandInteraction, reply: Reply): Promise<void> {
		const command = commands.get(interaction.commandName);
		if (!command) return reply.instead(staleView(interaction.locale));
		const subcommand = interaction.options.getSubcommand(false) ?? '';
		demand(command.data.needs, reply.rights);
		demand(command.data.subcommands?.find(({ name }) => name === subcommand)?.needs, reply.rights);
		const options = plainOptions(interaction.options.data);
		await command.run({ ...contextOf(interaction, reply), subcommand, options });
	}

	async function use(
		interaction: MessageContextMenuCommandInteraction,
		command: Command | undefined,
		reply: Reply,
	): Promise<void> {
		if (!command) return reply.instead(staleView(interaction.locale));
		demand(command.data.needs, reply.rights);
		const target = targetOf(interaction);
		await command.run({ ...contextOf(interaction, reply), subcommand: '', options: {}, target });
	}

	async function press(interaction: Press, name: string, id: readonly string[], reply: Reply): Promise<void> {
		if (name === 'step') return steps.press(interaction, id, reply);
		const command = commands.get(name);
		if (!command?.press) return buttons.press(interaction, reply);
		demand(command.data.needs, reply.rights);
		await command.press({ ...contextOf(interaction, reply), interaction, id });
	}

	function contextOf(interaction: Answerable, reply: Reply) {
		return {
			reply,
			studio,
			office,
			locale: interaction.locale,
			offer: () => offer(whereIs(interaction)),
			personas: () => personas.now(reply.asker),
		};
	}

	async function answer(interaction: Answerable, name: string, run: (reply: Reply) => Promise<void>): Promise<Reply> {
		const parentId = parts.parentOf(interaction.id);
		const reply = createReply(interaction, { acks: parts.acks, api, clock, parentId });
		try {
			await run(reply);
			count(name, 'done');
		} catch (error) {
			await explain(error, reply, interaction.locale, name);
		}
		return reply;
	}

	async function explain(error: unknown, reply: Reply, locale: string, name: string): Promise<void> {
		try {
			// Another process, or an earlier delivery of the same interaction, answers it.
			if (error instanceof AlreadyAccepted) return;
			if (error instanceof DrawnBefore) {
				count(name, 'done');
				await reply.instead(earlierView(error, locale));
				return;
			}
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
		try {
			const { locale } = interaction;
			// Whoever decides what a server allows chooses from all that the operator offers. Where nothing may be drawn, nothing is offered;
			// the command itself says why.
			const isDeciding = command?.data.needs !== undefined;
			const [allowed, seen] = await Promise.all([
				isDeciding ? office.operator.offer : offer(whereIs(interaction)).catch(() => undefined),
				personas.recent({ userId: interaction.user.id, guildId: interaction.guildId }),
			]);
			const asked = allowed && { option, typed, options, offer: allowed, personas: seen, locale };
			const choices = (asked && command?.suggest?.(asked)) ?? [];
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
