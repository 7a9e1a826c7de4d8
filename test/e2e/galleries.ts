import { expect } from 'vitest';
import type { Interaction, Message, Options } from '../twins/discord/index.ts';
import { type Easel, result } from './easel.ts';

/** How the tests of the gallery work with it, as members at their own clients do. */

export const answered = async (asked: Interaction | Promise<Interaction>, has = ''): Promise<Message> =>
	(await asked).response((it) => !it.thinking && it.text().includes(has), 15_000);

interface Opened {
	customId: string;
	options: { label: string; value: string; description?: string }[];
}
export function selectOf(message: Message, about: string): Opened {
	const found = message.selects().find(({ customId }) => customId.startsWith(`gallery:${about}`));
	if (!found) throw new Error(`no select ${about}`);
	return found as unknown as Opened;
}

/** What a page or a history shows, in its order. */
export const prompts = (message: Message): string[] =>
	selectOf(message, 'open').options.map(({ label }) => label.replace(/^\d+ · /, ''));

/** The job behind one of these. */
export const jobIn = (message: Message, prompt: string): string =>
	selectOf(message, 'open').options.find(({ label }) => label.endsWith(` · ${prompt}`))!.value;

/** The id in the small line of an opened result. */
export const idIn = (message: Message): string => /#(\d{17,20})/.exec(message.text())![1]!;

/** `easel`: asked for anew each time, because tests start it later. */
export function visitorsOf(easel: () => Easel) {
	const as = (name: string) => easel().discord.as(name);
	const channelOf = (name: string) => (name === 'sam' ? 'general' : 'studio');
	return {
		as,
		imagine: (name: string, options: Options = {}, channel = channelOf(name)): Promise<Message> =>
			result(as(name).slash(channel, 'imagine', { prompt: 'a fox', ...options })),
		async gallery(name: string, subcommand: 'mine' | 'server'): Promise<Message> {
			const message = await answered(as(name).slash(channelOf(name), 'gallery', {}, { subcommand }));
			expect(message.ephemeral).toBe(true);
			return message;
		},
		show: (name: string, id: string): Promise<Message> =>
			answered(as(name).slash(channelOf(name), 'gallery', { id }, { subcommand: 'show' })),
		open: (name: string, message: Message, prompt: string): Promise<Message> =>
			answered(as(name).choose(message, 'gallery:open', [jobIn(message, prompt)])),
		async choose(name: string, message: Message, about: string, label: string): Promise<Message> {
			const { customId, options } = selectOf(message, about);
			const { value } = options.find((it) => it.label === label)!;
			return answered(as(name).choose(message, customId, [value]));
		},
		/** What the bot sent by itself; answers to commands are not among it. */
		sentTo: (name: string): Message[] =>
			easel()
				.discord.dms(name)
				.filter(({ ephemeral }) => !ephemeral),
	};
}
