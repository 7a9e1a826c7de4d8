import { MessageFlags, MessageFlagsBitField } from 'discord.js';
import { expect, test } from 'vitest';
import { customIdsIn, targetOf } from '../../src/discord/target.ts';

const me = '934187000000000001';
const jobId = '0mb1c2d3e4f5g6h7j8k9l0';
const select = (customId: string) => ({
	type: 17,
	components: [{ type: 1, components: [{ type: 3, custom_id: customId }] }],
});

/** A message as discord.js gives it, as far as it is looked at. */
const used = (authorId: string, ...components: object[]) => targetOf(message({ authorId, components }));

const message = ({ authorId = '2', components = [] as object[], flags = 0, files = [] as object[] }) =>
	({
		client: { user: { id: me } },
		targetMessage: {
			id: '1',
			author: { id: authorId },
			components: components.map((it) => ({ toJSON: () => it })),
			attachments: new Map(files.map((file, i) => [`${i}`, file])),
			flags: new MessageFlagsBitField(flags),
		},
	}) as unknown as Parameters<typeof targetOf>[0];

test('a result of the bot is known by the select under its pictures', () => {
	expect(used(me, { type: 10, content: 'a fox' }, select(`more:${jobId}`))).toEqual({
		messageId: '1',
		jobId,
		pictures: [],
		isPrivate: false,
	});
});

test('another bot’s message with the same ids is none of ours', () => {
	expect(used('2', select(`more:${jobId}`))).toMatchObject({ messageId: '1', jobId: undefined, pictures: [] });
});

test.each([`again:${jobId}`, `cancel:${jobId}`, 'more:short', 'moderation:approve:1', ''])(
	'a message with %j shows no result',
	(customId) => {
		expect(used(me, select(customId)).jobId).toBeUndefined();
	},
);

test('files that are pictures by their type or name are pictures, ten of them at most; and whose eyes they are for is known', () => {
	const file = (name: string, contentType: string | null = null) => ({
		name,
		contentType,
		url: `https://cdn/${name}`,
		size: 1,
	});
	const files = [file('a.txt', 'text/plain'), file('b', 'image/heic'), file('c.PNG'), file('d.webp'), file('e.zip')];
	expect(targetOf(message({ files })).pictures.map(({ name }) => name)).toEqual(['b', 'c.PNG', 'd.webp']);
	expect(targetOf(message({ files: Array.from({ length: 12 }, () => file('a.png')) })).pictures).toHaveLength(10);
	expect(targetOf(message({ flags: MessageFlags.Ephemeral })).isPrivate).toBe(true);
});

test('ids are found in every depth, beside whatever else there is', () => {
	const components = [
		{ accessory: { custom_id: 'a' }, components: [null, 1, 'custom_id', { custom_id: 2 }] },
		[{ components: [{ component: { custom_id: 'b' } }] }],
	];
	expect(customIdsIn(components)).toEqual(['a', 'b']);
});
