import { expect, vi } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, type EaselOptions, startEasel } from './easel.ts';
import { hasPictures, words } from './trouble.ts';

/** The Atelier's #mod-review. */
export const review = '934190266370285571';
export const maxId = '298855170346352641';

/** The endpoint scores `bloody`, and the model draws it all the same. */
export const doubtful = 'a bloody sunset';

export const judging: Patch = {
	'moderation.preset': 'standard',
	'moderation.thresholds': { violence: { hold: 0.2, refuse: null } },
	'moderation.whenDown': 'hold',
	'moderation.results': 'hold',
	'safety.reviewChannel': review,
};

export const startModerated = ({ settings = {}, ...options }: EaselOptions = {}): Promise<Easel> =>
	startEasel({ ...options, settings: { ...judging, ...settings } });

/** What somebody asks for, sees and presses, and what moderators do about it. */
export function moderating(easel: Easel) {
	const as = (user: string) => easel.discord.as(user);
	const messages = (channel: string, viewer = 'max') => easel.discord.channel(channel).messages(viewer);
	const cards = () => messages('mod-review');
	const idOf = (user: string) => easel.discord.world.users.find(({ username }) => username === user)!.id;

	async function seen(find: () => Message[], test: (message: Message) => boolean): Promise<Message> {
		return vi.waitFor(
			() => {
				const found = find().findLast(test);
				if (!found) {
					throw new Error(
						`not among: ${find()
							.map((it) => it.text())
							.join(' | ')}`,
					);
				}
				return found;
			},
			{ timeout: 9000, interval: 20 },
		);
	}

	return {
		as,
		cards,
		idOf,
		ask: (prompt = doubtful, options: Record<string, string | number | boolean> = {}, user = 'mia') =>
			as(user).slash('studio', 'imagine', { prompt, ...options }),
		/** Waits until the member was told that a person looks at it. */
		async held(asked: Interaction | Promise<Interaction>): Promise<Message> {
			const told = await (await asked).response((message) => message.text().includes(words('held.title')));
			expect(told.ephemeral).toBe(true);
			return told;
		},
		card: (test: (text: string) => boolean = () => true) => seen(cards, (message) => test(message.text())),
		/** What was brought by the bot itself, to a member that is mentioned. */
		brought: (user = 'mia', channel = 'studio') =>
			seen(
				() => messages(channel, user),
				(message) => hasPictures(message) && message.text().includes(`<@${idOf(user)}>`),
			),
		dm: (test: (message: Message) => boolean, user = 'mia') => seen(() => easel.discord.dms(user), test),
		press: (card: Message, key: string, by = 'max') => as(by).press(card, words(key)),
		/** Opens the form of a button and sends it off. */
		async fill(card: Message, key: string, text: string, by = 'max'): Promise<Interaction> {
			const opened = await as(by).press(card, words(key));
			await opened.modal();
			return as(by).submit(opened, { words: text });
		},
		/** What whoever pressed was told in private. */
		told: async (pressed: Interaction): Promise<string> =>
			(await pressed.response((message) => message.ephemeral && message.text() !== '')).text(),
	};
}

export const labels = (message: Message): string[] => message.buttons().map(({ label }) => label);
