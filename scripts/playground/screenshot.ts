import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { openStore } from '../../src/store/index.ts';
import type { DiscordTwin } from '../../test/twins/discord/index.ts';
import { findBrowser, howToGetOne, launchBrowser } from './browser.ts';
import { keep, monthOfJobs } from './month.ts';
import { startPlayground } from './start.ts';

/** The README's pictures: the playground and the admins' panel in dark and light, and a server's usage. */

const executable = findBrowser();
if (!executable) throw new Error(`There is no browser. ${howToGetOne}`);

const playground = await startPlayground({ port: 4800 });
const browser = await launchBrowser(executable);
try {
	await fillChannel(playground.discord);
	await mkdir('docs', { recursive: true });
	await shoot(browser, playground.url, 'dark', join('docs', 'playground.png'));
	await shoot(browser, playground.url, 'light', join('docs', 'playground-light.png'));
	await fillMonth(playground.storeUrl, playground.discord);
	await shootAdmin(browser, playground.url, 'dark', '/settings show', join('docs', 'settings.png'));
	await shootAdmin(browser, playground.url, 'light', '/settings show', join('docs', 'settings-light.png'));
	await shootAdmin(browser, playground.url, 'dark', '/usage server', join('docs', 'usage.png'));
	await doubt(playground.discord);
	await shootCase(browser, playground.url, 'dark', join('docs', 'case.png'));
	await shootCase(browser, playground.url, 'light', join('docs', 'case-light.png'));
} finally {
	await browser.close();
	await playground.stop();
}

/** A conversation worth looking at. */
async function fillChannel(discord: DiscordTwin): Promise<void> {
	const drawn = {
		timeout: 30_000,
		test: (message: { pictures(): unknown[]; buttons(): unknown[] }) =>
			message.pictures().length > 0 && message.buttons().length > 0,
	};
	await discord
		.as('noah')
		.say('studio', 'We need a cover for the autumn issue. A lighthouse, maybe? **Wide**, please.');
	const asked = await discord.as('mia').slash('studio', 'imagine', {
		prompt: 'A lighthouse on a cliff above the sea at sunset, a small boat on its way home',
		shape: 'wide',
		count: 4,
	});
	await asked.response(drawn.test, drawn.timeout);
	await discord.as('noah').say('studio', 'The second one! Could it be night there?');
}

/** A month of drawing, as the store would have it by now, and admins who have decided a few things. */
async function fillMonth(storeUrl: string, { world }: DiscordTwin): Promise<void> {
	const [{ id, ownerId, roles }] = world.guilds as [(typeof world.guilds)[number]];
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
		'safety.reviewChannel': world.guilds[0]!.channels.find(({ name }) => name === 'mod-review')!.id,
	};
	await store.settings.change({ guildId: id, userId: ownerId, how: 'panel', patch, at: Date.now() });
	for (const job of monthOfJobs(world.guilds[0]!, Date.now())) await keep(store, job);
	await store.close();
}

/** What the panel, or the answer to a command, looks like to the admin; only that message. */
async function shootAdmin(
	browser: Browser,
	url: string,
	colorScheme: 'dark' | 'light',
	typed: string,
	path: string,
): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1000, height: 1600 }, colorScheme, deviceScaleFactor: 1.5 });
	await page.goto(url);
	await page.locator('.say').waitFor();
	await page.getByRole('button', { name: /Switch member/ }).click();
	await page.getByRole('menuitemradio', { name: /Ada/ }).click();
	await page.locator('.say').fill(typed);
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	const answer = page.locator('article.message').last();
	await answer.locator('.container').waitFor();
	await page.waitForFunction('[...document.images].every((image) => image.complete)');
	await page.mouse.move(0, 0);
	await write(await answer.screenshot({ animations: 'disabled' }), path);
	await page.close();
}

/** Something that waits for a moderator. */
async function doubt(discord: DiscordTwin): Promise<void> {
	const prompt = 'A bloody sunset over the battlefield, a bloodbath of poppies, in the style of an old master';
	const asked = await discord.as('mia').slash('studio', 'imagine', { prompt, quality: 'high' });
	await asked.response(({ ephemeral, thinking }) => ephemeral && !thinking);
}

/** The case's card as a moderator sees it. */
async function shootCase(browser: Browser, url: string, colorScheme: 'dark' | 'light', path: string): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1000, height: 1600 }, colorScheme, deviceScaleFactor: 1.5 });
	await page.goto(url);
	await page.locator('.say').waitFor();
	await page.getByRole('button', { name: /Switch member/ }).click();
	await page.getByRole('menuitemradio', { name: /Max/ }).click();
	await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'mod-review' }).click();
	const card = page.locator('article.message').last();
	await card.getByRole('button', { name: 'Approve', exact: true }).waitFor();
	await page.mouse.move(0, 0);
	await write(await card.screenshot({ animations: 'disabled' }), path);
	await page.close();
}

async function write(picture: Buffer, path: string): Promise<void> {
	await sharp(picture).png({ compressionLevel: 9, effort: 10, palette: true, quality: 92, dither: 0.8 }).toFile(path);
	console.log(`wrote ${path}`);
}

async function shoot(browser: Browser, url: string, colorScheme: 'dark' | 'light', path: string): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme, deviceScaleFactor: 1.5 });
	await page.goto(url);
	await page.locator('.picture img.loaded').nth(3).waitFor();
	await page.locator('.say').fill('/imagine');
	await page.keyboard.press('Enter');
	await page.keyboard.type('A fox in a snowy forest, morning light');
	await page.getByRole('button', { name: 'shape' }).click();
	await page.getByRole('option').first().waitFor();
	await page.mouse.move(0, 0);
	await write(await page.screenshot({ animations: 'disabled' }), path);
	await page.close();
}
