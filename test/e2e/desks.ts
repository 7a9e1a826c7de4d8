import type { Interaction, Message, Options } from '../twins/discord/index.ts';
import type { Easel } from './easel.ts';

/** How the tests work with `/moderation`, as a moderator does at their own client. */
export interface Desk {
	/** A subcommand, and what it answered. */
	type(subcommand: string, options?: Options): Promise<Message>;
	/** Presses by label or custom id, and resolves with the message as it is then. */
	press(message: Message, button: string): Promise<Message>;
	/** Chooses in the select whose custom id holds this. */
	choose(message: Message, select: string, value: string): Promise<Message>;
	/** What no client could press. */
	force(message: Message, customId: string): Promise<Message>;
}

export function deskOf(easel: Easel, name: string, channel = name === 'sam' ? 'general' : 'studio'): Desk {
	const actor = () => easel.discord.as(name);
	const answered = async (asked: Promise<Interaction>) => (await asked).response(({ thinking }) => !thinking, 9000);
	return {
		type: (subcommand, options = {}) =>
			answered(actor().slash(channel, 'moderation', options, { subcommand, overridden: true })),
		press: (message, button) => answered(actor().press(message, button)),
		choose(message, wanted, value) {
			const select = message.selects().find(({ customId }) => customId.includes(wanted));
			if (!select) throw new Error(`no select ${wanted}`);
			return answered(actor().choose(message, select.customId, [value]));
		},
		force: (message, customId) => answered(actor().force(message, customId)),
	};
}

export const buttonsOf = (message: Message): string[] => message.buttons().map(({ label }) => label);

/** The numbers of the cases that a list shows, in its order. */
export const numbersIn = (message: Message): number[] =>
	[...message.text().matchAll(/\*\*#(\d+)\*\*/g)].map(([, number]) => Number(number));
