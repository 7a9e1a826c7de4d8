import { DiscordAPIError, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { png, startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;

beforeAll(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin);
});

afterAll(async () => {
	await bot.stop();
	await twin.stop();
});

const files = [{ name: 'a.png', data: png }];
const text = (content: string) => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, rest: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id, ...rest });
const option = (value: string) => ({ label: value, value });
const select = (count: number, rest: object = {}) => ({
	type: 3,
	custom_id: 's',
	options: Array.from({ length: count }, (_, index) => option(`o${index}`)),
	...rest,
});
const gallery = (count: number, url = 'attachment://a.png') => ({
	type: 12,
	items: Array.from({ length: count }, () => ({ media: { url } })),
});
const section = (texts: number, accessory?: object) => ({
	type: 9,
	components: Array.from({ length: texts }, () => text('t')),
	...(accessory ? { accessory } : {}),
});
const container = (...components: object[]) => ({ type: 17, components });
const many = <Item>(count: number, item: (index: number) => Item) =>
	Array.from({ length: count }, (_, index) => item(index));

/** Posts to the studio; the codes of Discord's refusal, empty when it was accepted. */
async function codes(body: object): Promise<string[]> {
	// A fresh twin's global limit is 50 requests a second, which the client keeps by itself.
	const channel = twin.world.guilds[0]!.channels[1]!.id;
	try {
		await bot.client.rest.post(`/channels/${channel}/messages`, { body, files });
		return [];
	} catch (error) {
		if (!(error instanceof DiscordAPIError)) throw error;
		return [...JSON.stringify(error.rawError).matchAll(/"code":"(\w+)"/g)].map((match) => match[1]!);
	}
}

const v2 = (...components: object[]) => codes({ flags: MessageFlags.IsComponentsV2, components });

describe('components v2 are accepted', () => {
	test.each([
		[
			'a full result',
			[container(text('> a fox'), gallery(10), { type: 14 }, row(...many(5, (index) => button(`b${index}`))))],
		],
		['a section with a thumbnail', [section(3, { type: 11, media: { url: 'attachment://a.png' } })]],
		['a section with a button', [section(1, button('x'))]],
		['a file', [{ type: 13, file: { url: 'attachment://a.png' } }]],
		[
			'a link and an emoji button',
			[
				row(
					{ type: 2, style: 5, url: 'https://x.y', label: 'z' },
					{ type: 2, style: 2, custom_id: 'e', emoji: { name: '🦊' } },
				),
			],
		],
		['forty components', [container(...many(39, () => text('t')))]],
		['4000 characters in all', [text('x'.repeat(2000)), text('y'.repeat(2000))]],
		[
			'selects of every kind',
			many(5, (index) => row({ ...select(25), type: [3, 5, 6, 7, 8][index], custom_id: `s${index}` })),
		],
	])('%s', async (_, components) => {
		expect(await v2(...components)).toEqual([]);
	});
});

describe('components v2 are refused', () => {
	test.each([
		['forty-one components', [container(...many(40, () => text('t')))], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
		[
			'4001 characters in all',
			[text('x'.repeat(2000)), text('y'.repeat(2001))],
			'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
		],
		['an empty text', [text('')], 'BASE_TYPE_BAD_LENGTH'],
		['an empty gallery', [gallery(0)], 'BASE_TYPE_BAD_LENGTH'],
		['a gallery of eleven', [gallery(11)], 'BASE_TYPE_BAD_LENGTH'],
		[
			'a file that is not there',
			[gallery(1, 'attachment://b.png')],
			'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
		],
		[
			'an alt text of 1025',
			[{ type: 12, items: [{ media: { url: 'https://x.y/z.png' }, description: 'x'.repeat(1025) }] }],
			'BASE_TYPE_MAX_LENGTH',
		],
		['a section without accessory', [section(1)], 'BASE_TYPE_REQUIRED'],
		['a section of four texts', [section(4, button('x'))], 'BASE_TYPE_BAD_LENGTH'],
		['six buttons in a row', [row(...many(6, (index) => button(`b${index}`)))], 'BASE_TYPE_BAD_LENGTH'],
		['a select beside a button', [row(select(1), button('x'))], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
		['an empty row', [row()], 'BASE_TYPE_BAD_LENGTH'],
		['the same custom id twice', [row(button('x')), row(button('x'))], 'COMPONENT_CUSTOM_ID_DUPLICATED'],
		['a custom id of 101', [row(button('x'.repeat(101)))], 'BASE_TYPE_BAD_LENGTH'],
		['a label of 81', [row(button('x', { label: 'y'.repeat(81) }))], 'BASE_TYPE_MAX_LENGTH'],
		['a button without a label', [row(button('x', { label: undefined }))], 'BUTTON_COMPONENT_INVALID_LABEL'],
		['26 options', [row(select(26))], 'BASE_TYPE_BAD_LENGTH'],
		[
			'an option value twice',
			[row(select(0, { options: [option('a'), option('a')] }))],
			'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
		],
		['a placeholder of 151', [row(select(1, { placeholder: 'x'.repeat(151) }))], 'BASE_TYPE_MAX_LENGTH'],
		['a container in a container', [container(container(text('t')))], 'UNION_TYPE_CHOICES'],
		['a button outside a row', [button('x')], 'UNION_TYPE_CHOICES'],
	])('%s', async (_, components, code) => {
		expect(await v2(...components)).toContain(code);
	});
});

describe('the components v2 flag', () => {
	test('is needed for its components and excludes content and embeds', async () => {
		expect(await codes({ components: [text('t')] })).toContain('UNION_TYPE_CHOICES');
		const legacy = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
		const flags = MessageFlags.IsComponentsV2;
		expect(await codes({ flags, content: 'x', components: [text('t')] })).toEqual([legacy]);
		expect(await codes({ flags, embeds: [{ title: 'x' }], components: [text('t')] })).toEqual([legacy]);
	});

	test('cannot be taken away by an edit', async () => {
		const channel = twin.world.guilds[0]!.channels[2]!.id;
		const body = { flags: MessageFlags.IsComponentsV2, components: [text('t')] };
		const { id } = (await bot.client.rest.post(`/channels/${channel}/messages`, { body })) as { id: string };
		const edit = (change: object) => bot.client.rest.patch(`/channels/${channel}/messages/${id}`, { body: change });
		await expect(edit({ flags: 0, components: [] })).rejects.toThrow('Invalid Form Body');
		await edit({ components: [text('changed')] });
		expect(twin.channel('gallery').messages().at(-1)!.text()).toBe('changed');
	});
});

test('a refusal names the field that was wrong, nested as Discord nests it', async () => {
	const channel = twin.world.guilds[0]!.channels[1]!.id;
	const body = { components: [row(button('x', { label: 'y'.repeat(81) }))] };
	const refused = await bot.client.rest
		.post(`/channels/${channel}/messages`, { body })
		.catch((error: unknown) => error);
	expect(refused).toMatchObject({
		code: 50035,
		rawError: {
			errors: { components: { 0: { components: { 0: { label: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } } } },
		},
	});
});
