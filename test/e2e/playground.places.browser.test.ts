import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from '../../scripts/playground/page-server.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { startBot, type TestBot } from '../twins/discord/test-bot.ts';
import { seriousProblems } from './accessibility.ts';
import { become, executable, lastMessage, startBrowser, type TabOptions, type TestBrowser } from './browser.ts';

/** A bot that shows where it was asked and in which language: the page is looked at here, not Easel. */
const words = { ko: { name: '그리기', description: '그림을 그립니다' } };
const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
const draw = {
	...everywhere,
	name: 'draw',
	name_localizations: { ko: words.ko.name },
	description: 'Draws a picture',
	description_localizations: { ko: words.ko.description },
	options: [
		{
			type: 3,
			name: 'quality',
			name_localizations: { ko: '품질' },
			description: 'How fine',
			choices: [{ name: 'Fine', name_localizations: { ko: '고급' }, value: 'high' }],
		},
	],
};
const menus = ['Edit image', 'Vary image', 'Describe image', 'Report image'].map((name) => ({
	...everywhere,
	type: 3,
	name,
	name_localizations: { ko: `${name} 한` },
}));

describe.skipIf(!executable)('the places of the playground', () => {
	let discord: DiscordTwin;
	let bot: TestBot;
	let page: { url: string; stop(): Promise<void> };
	let browser: TestBrowser;

	beforeAll(async () => {
		discord = await createDiscordTwin();
		bot = await startBot(discord, async (interaction) => {
			if (interaction.isChatInputCommand()) {
				const { context, locale, options } = interaction;
				await interaction.reply(`context ${context}, ${locale}, ${options.getString('quality')}`);
			} else if (interaction.isMessageContextMenuCommand())
				await interaction.reply(`${interaction.commandName}: ${interaction.targetMessage.content}`);
		});
		await bot.client.application!.commands.set([draw, ...menus] as never);
		page = await servePage(4750, discord.cdnOrigin);
		browser = await startBrowser();
	});
	afterAll(async () => {
		await browser?.stop();
		await page?.stop();
		await bot?.stop();
		await discord?.stop();
	});

	const open = (options?: TabOptions) => browser.open(page.url, options);
	const idOf = (name: string) =>
		discord.world.guilds.flatMap(({ channels }) => channels).find((one) => one.name === name)!.id;
	const post = (path: string, body: object, files: { name: string; data: Buffer }[] = []) =>
		bot.client.rest.post(path as `/${string}`, { body, files }) as Promise<{ id: string }>;
	const channels = (tab: Page) => tab.getByRole('navigation', { name: 'Channels' });
	const go = async (tab: Page, server: string, channel: string) => {
		await tab.getByRole('navigation', { name: 'Servers' }).getByRole('button', { name: server }).click();
		await channels(tab).getByRole('button', { name: channel, exact: true }).click();
	};
	const drawAndRead = async (tab: Page, text: string) => {
		await tab.locator('.say').fill('/draw');
		await tab.getByRole('option', { name: '/draw' }).waitFor();
		await tab.keyboard.press('Enter');
		await tab.getByRole('button', { name: 'Send /draw' }).click();
		await lastMessage(tab).getByText(text, { exact: true }).waitFor();
	};

	it('show a thread when it is started, under its channel and in it, and take commands there', async () => {
		const tab = await open();
		const { id } = await post(`/channels/${idOf('studio')}/messages`, { content: 'A batch of two' });
		// As an answer can name the thread that is only being opened.
		await post(`/channels/${idOf('studio')}/messages`, { content: `All of it comes in <#${id}>` });
		await tab.getByText('All of it comes in #unknown', { exact: true }).waitFor();
		await post(`/channels/${idOf('studio')}/messages/${id}/threads`, { name: 'The batch' });
		await tab.getByText('All of it comes in #The batch', { exact: true }).waitFor();
		await post(`/channels/${idOf('studio')}/threads`, { name: 'Foxes', type: 11 });
		await tab.getByText('Easel started a thread: Foxes.').waitFor();
		await channels(tab).getByRole('button', { name: 'The batch' }).waitFor();
		await tab.getByRole('button', { name: 'See thread The batch' }).click();
		await tab.getByRole('heading', { name: 'The batch' }).first().waitFor();
		await drawAndRead(tab, 'context 0, en-US, null');
		await post(`/channels/${id}/messages`, { content: 'Two of two are here' });
		await tab.getByText('Two of two are here', { exact: true }).waitFor();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.getByRole('button', { name: 'Back to #studio' }).click();
		await tab.getByRole('heading', { name: 'Welcome to #studio' }).waitFor();
		await post(`/channels/${id}/messages`, { content: 'And one more' });
		await channels(tab).getByRole('button', { name: 'The batch (new messages)' }).waitFor();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.context().close();
	});

	it('are the direct message with the bot and a group, with commands', async () => {
		const tab = await open();
		await tab.getByRole('button', { name: 'Direct messages' }).click();
		await drawAndRead(tab, 'context 1, en-US, null');
		await channels(tab).getByRole('button', { name: 'zine' }).click();
		await drawAndRead(tab, 'context 2, en-US, null');
		await become(tab, 'Noah');
		await tab.getByRole('heading', { name: 'zine' }).first().waitFor();
		await tab.getByText('context 2, en-US, null', { exact: true }).waitFor();
		await become(tab, 'Max');
		await tab.getByRole('heading', { name: 'studio' }).first().waitFor();
		await tab.context().close();
	});

	it('are a server without the bot, for those who have installed it', async () => {
		const tab = await open();
		await go(tab, 'Elsewhere', 'elsewhere');
		await drawAndRead(tab, 'context 0, en-US, null');
		await tab.getByRole('button', { name: 'Remove it from my apps' }).click();
		await tab.getByText('it is not among your own apps').waitFor();
		await tab.locator('.say').fill('/');
		await tab.getByText('There are no commands for you here.').waitFor();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.locator('.say').fill('');
		await tab.getByRole('button', { name: 'Add it to my apps' }).click();
		await tab.getByRole('button', { name: 'Remove it from my apps' }).waitFor();
		await drawAndRead(tab, 'context 0, en-US, null');
		await tab.context().close();
	});

	it('speak the language that the member chooses: commands, options, choices and menus', async () => {
		const tab = await open();
		await tab.getByRole('button', { name: 'Language: English' }).click();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.getByRole('menuitemradio', { name: '한국어' }).click();
		await tab.getByRole('button', { name: 'Language: 한국어' }).waitFor();
		await tab.locator('.say').fill('/그');
		await tab.getByRole('option', { name: `/${words.ko.name} ${words.ko.description}` }).waitFor();
		await tab.keyboard.press('Enter');
		await tab.getByRole('button', { name: '품질' }).click();
		await tab.getByRole('option', { name: '고급' }).click();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.getByRole('button', { name: `Send /${words.ko.name}` }).click();
		await tab.getByText('context 0, ko, high', { exact: true }).waitFor();
		// Also where the machine has no letters for it.
		await expect.poll(() => tab.evaluate(lettersOf('Noto Sans KR'))).toBe(true);
		const last = tab.locator('article.message').last();
		expect(await last.locator('.interaction-line').innerText()).toContain(`/${words.ko.name}`);
		await last.hover();
		await last.getByRole('button', { name: /^Apps/ }).click();
		expect(await tab.getByRole('menuitem').allInnerTexts()).toEqual(menus.map(({ name }) => `${name} 한\nEasel`));
		await tab.getByRole('menuitem', { name: 'Describe image 한' }).click();
		await tab.getByText('Describe image: context 0, ko, high', { exact: true }).waitFor();
		await tab.getByRole('button', { name: 'Language: 한국어' }).click();
		await tab.getByRole('menuitemradio', { name: 'English' }).click();
		await tab.getByRole('button', { name: 'Language: English' }).waitFor();
		await tab.context().close();
	});

	it('show an edit’s new picture only once it is there, and the one before until then', async () => {
		const tab = await open();
		await go(tab, 'Atelier', 'gallery');
		const picture = (background: string) =>
			sharp({ create: { width: 400, height: 300, channels: 3, background } })
				.png()
				.toBuffer();
		const gallery = (name: string) => ({ type: 12, items: [{ media: { url: `attachment://${name}` } }] });
		const frame = (n: number) => ({ flags: 32768, components: [gallery(`${n}.png`)], attachments: [{ id: 0 }] });
		const files = async (n: number, colour: string) => [{ name: `${n}.png`, data: await picture(colour) }];
		const path = `/channels/${idOf('gallery')}/messages`;
		const { id } = await post(path, frame(1), await files(1, '#246'));
		await tab.locator('.picture img.loaded').waitFor();
		discord.faults.cdn = { slowBytesPerSecond: 4000 };
		await bot.client.rest.patch(`${path}/${id}` as `/${string}`, { body: frame(2), files: await files(2, '#a42') });
		const before = tab.locator('.picture img.before');
		await before.waitFor();
		expect(await before.getAttribute('src')).toContain('/1.png');
		const [old, next] = await Promise.all([before.boundingBox(), tab.locator('.picture').boundingBox()]);
		expect(old).toEqual(next);
		discord.faults.cdn = {};
		await before.waitFor({ state: 'detached' });
		expect(await tab.locator('.picture img').getAttribute('src')).toContain('/2.png');
		await tab.context().close();
	});

	it('hold full rows of buttons, a link and a long select, on a telephone too', async () => {
		const button = (n: number, more: object = {}) => ({
			type: 2,
			style: 2,
			label: `Cell ${n}`,
			custom_id: `c${n}`,
			...more,
		});
		const row = (...components: object[]) => ({ type: 1, components });
		const options = Array.from({ length: 25 }, (_, n) => ({ label: `Picture ${n + 1}`, value: `${n}` }));
		const grid = [0, 3, 6].map((n) =>
			row(button(n), button(n + 1, { style: 1 }), button(n + 2, { emoji: { name: '2️⃣' } })),
		);
		const paint = { type: 2, style: 5, label: 'Paint', url: 'http://127.0.0.1:1/paint' };
		const five = row(...[10, 11, 12, 13].map((n) => button(n)), paint);
		const select = row({ type: 3, custom_id: 'which', placeholder: 'Which one', options });
		const components = [{ type: 17, components: [{ type: 10, content: 'Pick cells' }, ...grid, five, select] }];
		await post(`/channels/${idOf('lounge')}/messages`, { flags: 32768, components });
		await post(`/channels/${idOf('lounge')}/threads`, {
			name: 'A thread with quite a long name, as batches have',
			type: 11,
		});
		for (const width of [1280, 360]) {
			const tab = await open({ width });
			if (width === 360) await tab.getByRole('button', { name: 'Servers and channels' }).click();
			await channels(tab).getByRole('button', { name: 'lounge' }).click();
			const link = tab.getByRole('link', { name: 'Paint' });
			expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([paint.url, '_blank']);
			expect(await tab.getByRole('button', { name: /Cell/ }).count()).toBe(13);
			await tab.getByRole('combobox', { name: 'Which one' }).click();
			expect(await tab.getByRole('option').count()).toBe(25);
			expect(await seriousProblems(tab)).toEqual([]);
			await tab.keyboard.press('Escape');
			await tab.getByRole('button', { name: /^See thread/ }).click();
			await tab.getByText('A thread in #lounge').waitFor();
			expect(await overflow(tab)).toBe(0);
			await tab.context().close();
		}
	});

	it('have met no error of their own', () => {
		expect(browser.failures).toEqual([]);
		expect(bot.errors).toEqual([]);
	});

	const lettersOf = (family: string) =>
		`[...document.fonts].some((face) => face.family.includes('${family}') && face.status === 'loaded')`;

	/** Pixels by which the document, its header, the log or the box under it is wider than its place. */
	const overflow = (tab: Page): Promise<number> =>
		tab.evaluate(`Math.max(...['html', '.top', '.log', '.composer'].map((selector) => {
			const element = document.querySelector(selector);
			return element.scrollWidth - element.clientWidth;
		}))`);
});
