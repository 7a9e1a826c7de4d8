import { expect } from 'vitest';
import type { Interaction, Message, Options } from '../twins/discord/index.ts';
import type { Easel } from './easel.ts';
import { hasPictures } from './trouble.ts';

/** What members do with batches, and what they see of them. */
export interface Batches {
	/** Asks with choices in the prompt; resolves with the panel that asks first. */
	ask(
		who: string,
		prompt: string,
		options?: Options,
		channel?: string,
	): Promise<{ panel: Message; asked: Interaction }>;
	/** Presses Draw; resolves with the batch's message in the channel. */
	start(who: string, panel: Message, channel?: string): Promise<Message>;
	/** The newest state of a batch's message, as soon as it passes the test. */
	shows(message: Message, test: (now: Message) => boolean): Promise<Message>;
	/** The posts with pictures in its thread, or in the channel. */
	results(channelId: string): Message[];
}

export function batchesOf(easel: () => Easel): Batches {
	const messages = (channel: string) => easel().discord.channel(channel).messages();
	const now = (message: Message) => messages(message.channelId).find(({ id }) => id === message.id) ?? message;
	return {
		async ask(who, prompt, options = {}, channel = 'studio') {
			const asked = await easel()
				.discord.as(who)
				.slash(channel, 'imagine', { prompt, ...options });
			return { panel: await asked.response(isPanel), asked };
		},
		async start(who, panel, channel = 'studio') {
			const before = new Set(messages(channel).map(({ id }) => id));
			await easel().discord.as(who).press(panel, drawLabel(panel));
			const isNew = (message: Message) => !before.has(message.id) && message.text().includes('a batch by');
			await expect.poll(() => messages(channel).some(isNew), { timeout: 10_000 }).toBe(true);
			return messages(channel).find(isNew)!;
		},
		async shows(message, test) {
			await expect.poll(() => test(now(message)), { timeout: 20_000 }).toBe(true);
			return now(message);
		},
		results: (channelId) => messages(channelId).filter(hasPictures),
	};
}

const isPanel = (message: Message): boolean => message.buttons().some(({ label }) => label === 'Edit list');

export const drawLabel = (panel: Message): string =>
	panel.buttons().find(({ label }) => label.startsWith('Draw'))?.label ?? 'there is no such button';
