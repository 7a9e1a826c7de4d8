import { MessageFlags } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageServer, servePage } from '../../scripts/playground/page-server.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { startBot, type TestBot } from '../twins/discord/test-bot.ts';
import { seriousProblems } from './accessibility.ts';
import { executable, startBrowser, type TabOptions, type TestBrowser } from './browser.ts';

/** A long private panel that is edited in place, of a bot that has nothing else: what the page makes of it. */

describe.skipIf(!executable)('a settings panel in the playground', () => {
	let twin: DiscordTwin;
	let bot: TestBot;
	let pages: PageServer;
	let browser: TestBrowser;
	let page: Page;
	let edits = 0;
	const chosen: Record<string, string[]> = {};

	const role = (name: string) => twin.world.guilds[0]!.roles.find((one) => one.name === name)!.id;
	const channel = (name: string) => twin.world.guilds[0]!.channels.find((one) => one.name === name)!.id;
	const user = (name: string) => twin.world.users.find((one) => one.username === name)!.id;
	const row = (component: object) => ({ type: 1, components: [component] });
	const button = (label: string, disabled = false) => ({
		type: 2,
		style: 2,
		label,
		disabled,
		custom_id: `${label}:${edits}`,
	});
	const picker = (type: number, kind: string, custom_id: string, max_values: number) =>
		row({
			type,
			custom_id,
			placeholder: `No ${custom_id}`,
			min_values: 0,
			max_values,
			default_values: chosen[custom_id]!.map((id) => ({ id, type: kind })),
		});
	const panel = (disabled = false) => ({
		flags: MessageFlags.IsComponentsV2,
		components: [
			{
				type: 17,
				components: [
					{
						type: 10,
						content: `## Settings\n-# <@${user('noah')}> <t:${Math.floor(Date.now() / 1000) - 7200}:R>, edit ${edits}`,
					},
					{ type: 14, spacing: 2 },
					{
						type: 9,
						components: [
							{ type: 10, content: `**Limits** <@&${role('Artists')}> in <#${channel('lounge')}> until <t:86400:D>` },
						],
						accessory: button('Change the limits', disabled),
					},
					picker(6, 'role', 'roles', 5),
					picker(8, 'channel', 'channels', 5),
					picker(5, 'user', 'reviewer', 1),
					row(button('Save', disabled)),
				],
			},
			{ type: 13, file: { url: 'attachment://settings.json' } },
			{ type: 13, file: { url: 'attachment://usage.csv' } },
		],
	});
	const form = () => ({
		custom_id: 'form',
		title: 'Limits',
		components: [
			{
				type: 18,
				label: 'Exempt',
				component: {
					type: 7,
					custom_id: 'exempt',
					required: false,
					default_values: [{ type: 'user', id: user('noah') }],
				},
			},
		],
	});

	beforeAll(async () => {
		twin = await createDiscordTwin();
		Object.assign(chosen, { roles: [role('Artists'), role('Boosters')], channels: [channel('studio')], reviewer: [] });
		bot = await startBot(twin, async (interaction) => {
			if (interaction.isChatInputCommand()) {
				await interaction.deferReply({ flags: MessageFlags.Ephemeral });
				const files = ['settings.json', 'usage.csv'].map((name) => ({ name, attachment: Buffer.from('{}') }));
				await interaction.editReply({ ...panel(), files } as never);
			} else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
				edits += 1;
				await interaction.update(panel() as never);
			} else if (interaction.isButton() && interaction.customId.startsWith('Change')) {
				await interaction.showModal(form() as never);
			} else if (interaction.isButton()) {
				edits += 1;
				await interaction.update(panel(true) as never);
				await interaction.editReply(panel() as never);
			} else if (interaction.isAnySelectMenu()) {
				chosen[interaction.customId] = interaction.values;
				edits += 1;
				await interaction.deferUpdate();
				await interaction.editReply(panel() as never);
			}
		});
		pages = await servePage(4900, twin.cdnOrigin);
		browser = await startBrowser();
		await (await twin.as('ada').slash('studio', 'settings', {}, { subcommand: 'show' })).response();
		page = await open('ada');
	});
	afterAll(async () => {
		await browser?.stop();
		await pages?.stop();
		expect(bot.errors).toEqual([]);
		await bot.stop();
		await twin.stop();
	});

	const open = (viewer: string, options: TabOptions = {}) =>
		browser.open(pages.url, { viewer: user(viewer), ...options });

	const select = (name: string) => page.getByRole('combobox', { name: new RegExp(`^No ${name}`) });
	const focused = () => page.evaluate('document.activeElement.dataset.key');
	const edited = (count: number) => page.locator('article').getByText(`edit ${count}`).waitFor();

	it('shows people, roles, channels and times by name, and what is chosen', async () => {
		const text = await page.locator('article').innerText();
		expect(text).toMatch(/@Noah B\.\s+2 hours ago/);
		expect(text).toMatch(/@Artists\s+in\s+#lounge\s+until\s+2 January 1970/);
		expect(await select('roles').innerText()).toBe('Artists, Boosters');
		expect(await select('channels').innerText()).toBe('studio');
		expect(await select('reviewer').innerText()).toBe('No reviewer');
	});

	it('takes an empty choice of several and of one, and keeps the focus on what was used', async () => {
		await select('roles').focus();
		for (const key of ['Enter', 'Enter', 'ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
		await edited(1);
		expect([chosen.roles, await select('roles').innerText(), await focused()]).toEqual([[], 'No roles', 'roles']);
		await select('reviewer').click();
		await page.getByRole('option', { name: 'Mia' }).click();
		await edited(2);
		expect([chosen.reviewer, await select('reviewer').innerText()]).toEqual([[user('mia')], 'Mia']);
		await select('reviewer').click();
		await page.getByRole('option', { name: 'Mia' }).click();
		await edited(3);
		expect([chosen.reviewer, await focused()]).toEqual([[], 'reviewer']);
	});

	it('keeps the focus on a button that gets another id and is disabled for a while', async () => {
		await page.getByRole('button', { name: 'Save' }).focus();
		await page.keyboard.press('Enter');
		await edited(4);
		await expect.poll(focused).toBe('Save:4');
	});

	it('gives the focus back to the button whose form changed the panel', async () => {
		await page.getByRole('button', { name: 'Change the limits' }).focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog');
		expect(await dialog.getByRole('combobox', { name: /Exempt/ }).innerText()).toBe('Noah B.');
		await dialog.getByRole('button', { name: 'Submit' }).click();
		await dialog.waitFor({ state: 'detached' });
		await edited(5);
		await expect.poll(focused).toBe('Change the limits:5');
	});

	it('lets an open list be finished before an edit is drawn', async () => {
		await select('channels').click();
		await page.getByRole('option', { name: 'lounge' }).click();
		const [message] = twin.channel('studio').messages('ada');
		await (await twin.as('ada').press(message!, 'Save')).response((one) => one.text().includes('edit 6'));
		await page.getByRole('option', { name: 'lounge' }).waitFor();
		await page.keyboard.press('Escape');
		await edited(7);
		expect([chosen.channels, await focused()]).toEqual([[channel('studio'), channel('lounge')], 'channels']);
	});

	it('hands its files out', async () => {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: /usage\.csv/ }).click(),
		]);
		expect(download.suggestedFilename()).toBe('usage.csv');
	});

	it('is offered to those whom Discord offers it to', async () => {
		const offered = async (viewer: string) => {
			const tab = await open(viewer);
			await tab.locator('.say').fill('/');
			await tab.getByRole('option', { name: '/imagine' }).waitFor();
			const count = await tab.getByRole('option', { name: '/settings' }).count();
			await tab.context().close();
			return count;
		};
		expect([await offered('mia'), await offered('max'), await offered('ada')]).toEqual([0, 0, 1]);
	});

	it('fits a telephone and has no serious accessibility problem', async () => {
		const tab = await open('ada', { width: 360 });
		await tab.getByText('Settings').first().waitFor();
		const wider = `(() => { const log = document.querySelector('.log'); return log.scrollWidth - log.clientWidth; })()`;
		expect(await tab.evaluate(wider)).toBe(0);
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.context().close();
	});

	it('has met no error of the page', () => {
		expect(browser.failures).toEqual([]);
	});
});
