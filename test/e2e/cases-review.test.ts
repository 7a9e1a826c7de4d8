import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel, Message } from '../twins/discord/index.ts';
import { decide, type Easel } from './easel.ts';
import { expectManners } from './manners.ts';
import { labels, maxId, moderating, review, startModerated } from './moderators.ts';
import { hasPictures, words } from './trouble.ts';

/** Where cards stand, and what becomes of posted pictures. */

let easel: Easel;
let at: ReturnType<typeof moderating>;
beforeEach(async () => {
	easel = await startModerated();
	at = moderating(easel);
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
const dmsOf = (user: string) => easel.discord.dms(user).map((message) => message.text());
const told = (user: string) => dmsOf(user).filter((text) => text.includes(words('told.reviewTitle')));

describe('a review channel that is gone', () => {
	const lounge = '934190266370285572';
	const deleted = (): Channel => {
		const { channels } = easel.discord.world.guilds[0]!;
		return channels.splice(
			channels.findIndex(({ id }) => id === review),
			1,
		)[0]!;
	};

	test('loses nothing: whoever chose it is told once, and a new channel gets the card', async () => {
		deleted();
		await at.held(at.ask());
		await at.held(at.ask(undefined, {}, 'noah'));
		await vi.waitFor(() => expect(told('ada')).toHaveLength(1), 5000);
		expect(told('ada')[0]).toContain('**Atelier**');
		await easel.restart();
		expect(told('ada')).toHaveLength(1);

		await decide(easel.env.STORE_URL!, easel.discord, { 'safety.reviewChannel': lounge });
		await easel.restart();
		const inLounge = () => easel.discord.channel('lounge').messages('max');
		await vi.waitFor(() => expect(inLounge()).toHaveLength(2), 5000);
		await at.press(inLounge()[0]!, 'button.approve');
		await at.brought();
	});

	test('one that the bot may not see is the same, and told again when it was lost anew', async () => {
		const channel = easel.discord.world.guilds[0]!.channels.find(({ id }) => id === review)!;
		const overwrites = channel.overwrites.splice(2);
		await at.held(at.ask());
		await vi.waitFor(() => expect(told('ada')).toHaveLength(1), 5000);
		channel.overwrites.push(...overwrites);
		await easel.restart();
		await at.press(await at.card(), 'button.approve');
		await at.brought();
		channel.overwrites.splice(2);
		await at.held(at.ask(undefined, {}, 'noah'));
		await vi.waitFor(() => expect(told('ada')).toHaveLength(2), 5000);
	});
});

test('a member who has left is not drawn for, and the moderator is told', async () => {
	await at.held(at.ask());
	const { members } = easel.discord.world.guilds[0]!;
	const index = members.findIndex(({ userId }) => userId === at.idOf('mia'));
	const left = members.splice(index, 1);
	const card = await at.card();
	expect(await at.told(await at.press(card, 'button.approve'))).toContain('has left this server');
	expect(easel.openai.calls).toEqual([]);
	members.push(...left);
	await at.press(card, 'button.approve');
	await at.brought();
});

describe('a picture that was reported', () => {
	const drawn = async (prompt = 'a calm lake'): Promise<Message> => (await at.ask(prompt)).response(hasPictures);
	const report = async (post: Message, by = 'noah') => {
		const opened = await at.as(by).choose(post, 'More…', ['Report']);
		await opened.modal();
		await at.as(by).submit(opened, { why: 'this is me' });
		return at.card((text) => text.includes('this is me'));
	};
	const posted = (id: string) =>
		easel.discord
			.channel('studio')
			.messages('noah')
			.find((message) => message.id === id);

	test('is shown to moderators, with the report and the way to the post', async () => {
		const post = await drawn();
		const card = await report(post);
		expect(card.text()).toContain(`<@${at.idOf('noah')}> reported it`);
		expect(card.pictures()).toEqual([expect.objectContaining({ spoiler: true })]);
		expect(labels(card)).toEqual(['Keep', 'Spoiler', 'Remove', 'Claim', 'See the post']);
		expect(card.text()).not.toContain('Without a decision');
	});

	test('kept, it stays as it is', async () => {
		const post = await drawn();
		await at.press(await report(post), 'case.button.keep');
		await at.card((text) => text.includes(`Kept by <@${maxId}>`));
		expect(posted(post.id)!.pictures()[0]!.spoiler).toBe(false);
	});

	test('spoilered, it is covered with all its words and buttons; undone, it is as before', async () => {
		const post = await drawn();
		await at.press(await report(post), 'case.button.spoiler');
		await vi.waitFor(() => expect(posted(post.id)!.pictures()[0]!.spoiler).toBe(true));
		const covered = posted(post.id)!;
		expect(covered.text()).toBe(post.text());
		expect(labels(covered)).toEqual(labels(post));
		expect(covered.pictures()[0]!.description).toBe(post.pictures()[0]!.description);
		await easel.discord.download(covered.pictures()[0]!.url);
		await at.press(await at.card((text) => text.includes('Covered with')), 'case.button.undo');
		await vi.waitFor(() => expect(posted(post.id)!.pictures()[0]!.spoiler).toBe(false));
		// It works after all that.
		expect((await (await at.as('mia').press(posted(post.id)!, 'Again')).response(hasPictures)).text()).toContain(
			'lake',
		);
	});

	test('removed, it is gone, and what looks like it is not shown here again; undone, it may be', async () => {
		const post = await drawn();
		await at.press(await report(post), 'case.button.remove');
		await vi.waitFor(() => expect(posted(post.id)).toBeUndefined());
		// The same words bring the same picture here.
		const refused = await at.ask('a calm lake');
		await refused.response((message) => message.text().includes(words('problem.refusedTitle')));
		const card = await at.card((text) => text.includes('Removed by'));
		expect(card.pictures()).toHaveLength(1);
		expect(await at.told(await at.press(card, 'case.button.undo'))).toContain(words('case.removedFor'));
		await drawn('a calm lake');
	});

	test('what its member deleted meanwhile is told to whoever decides', async () => {
		const post = await drawn();
		const card = await report(post);
		await at.as('mia').choose(post, 'More…', ['Delete']);
		await vi.waitFor(() => expect(posted(post.id)).toBeUndefined());
		expect(await at.told(await at.press(card, 'case.button.remove'))).toBe(words('case.postGone'));
	});

	test('a report that somebody else has claimed is not touched by who claims it too', async () => {
		const post = await drawn();
		const card = await report(post);
		await at.press(card, 'case.button.claim');
		await at.card((text) => text.includes('Claimed by'));
		await at.told(await at.as('ada').force(card, 'moderation:claim:1'));
		expect(posted(post.id)).toBeDefined();
	});
});

test('a case is decided on from its story as well, which then says so', async () => {
	await at.held(at.ask());
	await at.card();
	const asked = await at.as('max').slash('lounge', 'moderation', { number: 1 }, { subcommand: 'case' });
	const story = await asked.response((message) => message.text().includes('Case #1'));
	await at.press(story, 'button.approve');
	await at.brought();
	await asked.response((message) => message.text().includes(`Approved by <@${maxId}>`));
	await at.card((text) => text.includes('Approved by'));
});
