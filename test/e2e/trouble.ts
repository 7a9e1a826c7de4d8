import { expect } from 'vitest';
import { wordsFor } from '../../src/locales/words.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import type { Easel } from './easel.ts';

/** The words members read, from the locale file. */
export const words = wordsFor('en');

export const unpaid = words('refusal.unpaid');
export const free = words('problem.free');

/** What somebody sees who has nothing to do with it. */
export const bystanderSees = (easel: Easel, channel = 'studio'): string[] =>
	easel.discord
		.channel(channel)
		.messages('max')
		.map((message) => `${message.id} ${message.text()}`);

export interface InVain {
	/** Calls the provider bills all the same. */
	billed?: number;
	channel?: string;
}

/**
 * Something that must not work: whoever asked is told in these words and privately, nothing is billed, and the channel looks as before.
 * Resolves with what they were told.
 */
export async function inVain(
	easel: Easel,
	ask: () => Promise<Interaction>,
	told: string,
	{ billed = 0, channel = 'studio' }: InVain = {},
): Promise<Message> {
	const before = { seen: bystanderSees(easel, channel), calls: easel.openai.bill().calls };
	const interaction = await ask();
	const message = await interaction.response((it) => it.text().includes(told), 5000);
	expect(message.ephemeral).toBe(true);
	expect(bystanderSees(easel, channel)).toEqual(before.seen);
	expect(easel.openai.bill().calls - before.calls).toBe(billed);
	return message;
}

export const hasPictures = (message: Message): boolean => message.pictures().length > 0;

/** The bot goes on: somebody else asks for a picture and gets it. */
export async function goesOn(easel: Easel): Promise<void> {
	const asked = await easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'a calm lake' });
	const message = await asked.response(hasPictures, 9000);
	expect(message.pictures()).toHaveLength(1);
}

/** A picture in the channel, with its buttons. */
export async function drawn(easel: Easel, options: Record<string, string | number | boolean> = {}): Promise<Message> {
	const asked = await easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a red fox', ...options });
	return asked.response(hasPictures);
}
