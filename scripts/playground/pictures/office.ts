import type { Browser } from 'playwright-core';
import { openStore } from '../../../src/store/index.ts';
import type { DiscordTwin } from '../../../test/twins/discord/index.ts';
import { keep, monthOfJobs } from '../month.ts';
import { startPlayground } from '../start.ts';
import { look, portrait, type Scheme, write } from './camera.ts';

/** What admins and moderators see. */
export async function office(browser: Browser): Promise<void> {
	const { discord, storeUrl, url, stop } = await startPlayground({ port: 4800 });
	await fillMonth(storeUrl, discord);
	await shootAdmin(browser, url, 'dark', '/settings show', 'settings');
	await shootAdmin(browser, url, 'light', '/settings show', 'settings-light');
	await shootAdmin(browser, url, 'dark', '/usage server', 'usage');
	await doubt(discord);
	await shootCase(browser, url, 'dark', 'case');
	await shootCase(browser, url, 'light', 'case-light');
	await stop();
}

/** A month of drawing, as the store would have it by now, and admins who have decided a few things. */
async function fillMonth(storeUrl: string, { world }: DiscordTwin): Promise<void> {
	const [guild] = world.guilds as [(typeof world.guilds)[number]];
	const { id, ownerId, roles, channels } = guild;
	const artists = roles.find(({ name }) => name === 'Artists')!.id;
	const store = await openStore(storeUrl);
	const patch = {
		'limits.memberImagesPerDay': 10,
		'limits.serverImagesPerDay': 500,
		'limits.jobsAtOnce': 3,
		'budget.microsPerMonth': 25_000_000,
		'budget.landing': 'cheaper',
		[`roles.${artists}`]: { imagesPerDay: 40, qualities: null, models: null, priority: 'high' },
		'look.timeZone': 'Europe/Berlin',
		'safety.reviewChannel': channels.find(({ name }) => name === 'mod-review')!.id,
	};
	await store.settings.change({ guildId: id, userId: ownerId, how: 'panel', patch, at: Date.now() });
	for (const job of monthOfJobs(guild, Date.now())) await keep(store, job);
	await store.close();
}

/** What the panel, or the answer to a command, looks like to the admin; only that message. */
async function shootAdmin(browser: Browser, url: string, scheme: Scheme, typed: string, name: string): Promise<void> {
	const page = await look(browser, url, { scheme, member: 'Ada' });
	await page.locator('.say').fill(typed);
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	const shown = page.locator('article.message').last();
	await shown.locator('.container').waitFor();
	await write(await portrait(shown), name);
	await page.close();
}

/** Something that waits for a moderator. */
async function doubt(discord: DiscordTwin): Promise<void> {
	const prompt = 'A bloody sunset over the battlefield, a bloodbath of poppies, in the style of an old master';
	const asked = await discord.as('mia').slash('studio', 'imagine', { prompt, quality: 'high' });
	await asked.response(({ ephemeral, thinking }) => ephemeral && !thinking);
}

/** The case's card as a moderator sees it. */
async function shootCase(browser: Browser, url: string, scheme: Scheme, name: string): Promise<void> {
	const page = await look(browser, url, { scheme, member: 'Max' });
	await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'mod-review' }).click();
	const card = page.locator('article.message').last();
	await card.getByRole('button', { name: 'Approve', exact: true }).waitFor();
	await write(await portrait(card), name);
	await page.close();
}
