import { expect, test } from 'vitest';
import { customIdsIn, targetOf } from '../../src/discord/target.ts';

const me = '934187000000000001';
const jobId = '0mb1c2d3e4f5g6h7j8k9l0';
const select = (customId: string) => ({
	type: 17,
	components: [{ type: 1, components: [{ type: 3, custom_id: customId }] }],
});

/** A message as discord.js gives it, as far as it is looked at. */
const used = (authorId: string, ...components: object[]) =>
	targetOf({
		client: { user: { id: me } },
		targetMessage: {
			id: '1',
			author: { id: authorId },
			components: components.map((it) => ({ toJSON: () => it })),
			attachments: new Map(),
		},
	} as unknown as Parameters<typeof targetOf>[0]);

test('a result of the bot is known by the select under its pictures', () => {
	expect(used(me, { type: 10, content: 'a fox' }, select(`more:${jobId}`))).toEqual({
		messageId: '1',
		jobId,
		pictures: [],
	});
});

test('another bot’s message with the same ids is none of ours', () => {
	expect(used('2', select(`more:${jobId}`))).toEqual({ messageId: '1', jobId: undefined, pictures: [] });
});

test.each([`again:${jobId}`, `cancel:${jobId}`, 'more:short', 'moderation:approve:1', ''])(
	'a message with %j shows no result',
	(customId) => {
		expect(used(me, select(customId)).jobId).toBeUndefined();
	},
);

test('ids are found in every depth, beside whatever else there is', () => {
	const components = [
		{ accessory: { custom_id: 'a' }, components: [null, 1, 'custom_id', { custom_id: 2 }] },
		[{ components: [{ component: { custom_id: 'b' } }] }],
	];
	expect(customIdsIn(components)).toEqual(['a', 'b']);
});
