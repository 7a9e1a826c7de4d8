import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../scripts/playground/start.ts';
import { seriousProblems } from './accessibility.ts';
import { executable, startBrowser, type TabOptions, type TestBrowser } from './browser.ts';

describe.skipIf(!executable)('the playground in a browser', () => {
	let playground: Playground;
	let browser: TestBrowser;
	let page: Page;

	beforeAll(async () => {
		// The bot is made to answer too late below, and would say so.
		playground = await startPlayground({ port: 4700, logLevel: 'silent' });
		browser = await startBrowser();
	});
	afterAll(async () => {
		await browser?.stop();
		await playground?.stop();
	});

	/** A tab of its own on the studio channel. */
	const open = (options: TabOptions = {}) => browser.open(playground.url, { height: 860, ...options });
	const answers = (tab: Page) => tab.locator('article.message');
	const pictures = (tab: Page) => tab.locator('article .picture img');

	/** Waits until the last message has so many pictures with buttons under them, all of them really loaded. */
	async function lastPictures(tab: Page, messages: number, count: number): Promise<void> {
		const last = answers(tab).nth(messages - 1);
		await last.getByRole('button', { name: 'Again' }).waitFor();
		const images = last.locator('.picture img');
		expect(await images.count()).toBe(count);
		for (const image of await images.all()) {
			await image.evaluate((element: { decode(): Promise<void> }) => element.decode());
			const width = await image.evaluate((element: { naturalWidth: number }) => element.naturalWidth);
			expect(width).toBeGreaterThan(0);
		}
	}

	it('draws with /imagine, typed and chosen with nothing but the keyboard', async () => {
		page = await open();
		await page.locator('.say').focus();
		await page.keyboard.type('/imag');
		await page.getByRole('option', { name: '/imagine' }).waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.type('a lighthouse above a calm sea');
		await page.getByRole('button', { name: 'shape' }).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('option', { name: /wide/i }).first().waitFor();
		await page.keyboard.type('wide');
		await page.keyboard.press('Enter');
		await lastPictures(page, 1, 1);
		expect(await page.locator('.interaction-line').innerText()).toContain('/imagine');
		const shape = await pictures(page).evaluate((image: { naturalWidth: number; naturalHeight: number }) => [
			image.naturalWidth,
			image.naturalHeight,
		]);
		expect(shape).toEqual([1536, 864]);
	});

	it('opens a picture large, with its description and a link to the original', async () => {
		await page.locator('article .picture').first().click();
		const box = page.getByRole('dialog', { name: 'Picture' });
		await box.getByText('a lighthouse above a calm sea').waitFor();
		const original = await box.getByRole('link', { name: 'Open original' }).getAttribute('href');
		const answer = await page.request.get(new URL(original!, playground.url).href);
		expect(answer.headers()['content-type']).toBe('image/png');
		await page.keyboard.press('Escape');
		await box.waitFor({ state: 'detached' });
	});

	it('edits a file that is dropped on the chat', async () => {
		const square = { width: 256, height: 256, channels: 3 as const, background: '#2a6' };
		const file = (await sharp({ create: square }).png().toBuffer()).toString('base64');
		await page.locator('main').evaluate((chat, base64) => {
			const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
			const data = new (globalThis as unknown as { DataTransfer: new () => { items: Set<File> } }).DataTransfer();
			data.items.add(new File([bytes], 'meadow.png', { type: 'image/png' }));
			chat.dispatchEvent(Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: data }));
		}, file);
		await page.getByRole('button', { name: '/edit' }).click();
		await page.getByText('meadow.png').waitFor();
		await page.getByRole('textbox', { name: 'prompt' }).fill('flowers in the grass');
		await page.keyboard.press('Enter');
		await lastPictures(page, 2, 1);
		expect(playground.openai.calls.at(-1)).toMatchObject({ path: '/v1/images/edits', prompt: 'flowers in the grass' });
	});

	it('varies a picture with the button under it', async () => {
		await answers(page).first().getByRole('button', { name: 'Vary' }).click();
		await lastPictures(page, 3, 1);
	});

	it('edits a picture through the form its button opens', async () => {
		await answers(page).first().getByRole('button', { name: 'Edit' }).click();
		const form = page.getByRole('dialog');
		await form.getByRole('button', { name: 'Submit' }).click();
		await form.getByText('This field is required').waitFor();
		await form.getByRole('textbox').first().fill('at night');
		await form.locator('input[type=file]').setInputFiles({
			name: 'mask.png',
			mimeType: 'image/png',
			buffer: await leftHalf(1536, 864),
		});
		await form.getByText('mask.png').waitFor();
		await form.getByRole('button', { name: 'Submit' }).click();
		await form.waitFor({ state: 'detached' });
		await lastPictures(page, 4, 1);
		expect(playground.openai.calls.at(-1)).toMatchObject({ prompt: 'at night', mask: {} });
	});

	it('says what is missing before anything is sent', async () => {
		await page.locator('.say').fill('/edit');
		await page.keyboard.press('Enter');
		await page.getByRole('textbox', { name: 'prompt' }).fill('a boat');
		await page.keyboard.press('Enter');
		await page.getByText('This option is required.').waitFor();
		await page.getByRole('button', { name: 'fit', exact: true }).click();
		await page.getByText('contain keeps the whole picture, cover its square centre').waitFor();
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
		expect(await answers(page).count()).toBe(4);
	});

	it('shows a private answer to its member and to nobody else', async () => {
		await page.locator('.say').fill('/imagine');
		await page.keyboard.press('Enter');
		await page.keyboard.type('a secret garden');
		await page.getByRole('button', { name: 'private' }).click();
		await page.getByRole('option', { name: 'True' }).click();
		await page.getByRole('button', { name: 'Send /imagine' }).click();
		await lastPictures(page, 5, 1);
		await answers(page).nth(4).getByText('Only you can see this').waitFor();

		await become('Noah');
		await expect.poll(() => answers(page).count()).toBe(4);
		expect(await page.locator('.log').innerText()).not.toContain('a secret garden');

		await become('Mia');
		await expect.poll(() => answers(page).count()).toBe(5);
	});

	it('opens the moderators’ channel to moderators only', async () => {
		const channels = page.getByRole('navigation', { name: 'Channels' });
		expect(await channels.innerText()).not.toContain('mod-review');
		await become('Max');
		await channels.getByText('mod-review').waitFor();
		await become('Mia');
	});

	it('shows Discord’s own line when the bot does not answer in time', async () => {
		playground.discord.faults.callbackDelayMs = 4000;
		await page.locator('.say').fill('/imagine');
		await page.keyboard.press('Enter');
		await page.keyboard.type('too late');
		await page.keyboard.press('Enter');
		await answers(page).first().getByRole('button', { name: 'Vary' }).click();
		await page.getByText('The application did not respond').first().waitFor();
		await answers(page).first().getByText('This interaction failed').waitFor();
		playground.discord.faults.callbackDelayMs = 0;
	});

	it('deletes an answer through the menu under it', async () => {
		const count = await answers(page).count();
		await answers(page).nth(1).getByRole('combobox', { name: /More/ }).focus();
		await page.keyboard.press('ArrowDown');
		await page.getByRole('option', { name: /Delete/ }).waitFor();
		// The last of them.
		const options = await page.getByRole('option').count();
		for (let n = 1; n < options; n++) await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect.poll(() => answers(page).count()).toBe(count - 1);
		expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('log');
	});

	it('changes between dark and light, and remembers it', async () => {
		const tab = await open();
		const ground = () => tab.evaluate('getComputedStyle(document.body).backgroundColor');
		const dark = await ground();
		await tab.getByRole('button', { name: 'Use the light theme' }).click();
		const light = await ground();
		expect(light).not.toBe(dark);
		await tab.reload();
		await tab.locator('.say').waitFor();
		expect(await ground()).toBe(light);
		await tab.context().close();
	});

	it('has no serious accessibility problem', async () => {
		const tab = await open();
		await lastPictures(tab, 3, 1);
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.locator('.say').fill('/imagine');
		await tab.getByRole('option', { name: '/imagine' }).waitFor();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.keyboard.press('Enter');
		await tab.getByRole('button', { name: 'quality' }).click();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.keyboard.press('Escape');
		await answers(tab).last().getByRole('button', { name: 'Edit' }).click();
		await tab.getByRole('dialog').waitFor();
		expect(await seriousProblems(tab)).toEqual([]);
		await tab.context().close();
	});

	it('fits a screen 360 pixels wide, with the channels in a drawer', async () => {
		const tab = await open({ width: 360 });
		await lastPictures(tab, 3, 1);
		expect(await overflow(tab)).toBe(0);
		await tab.locator('.say').fill('/imagine');
		await tab.keyboard.press('Enter');
		await tab.getByRole('button', { name: 'quality' }).click();
		expect(await overflow(tab)).toBe(0);
		await tab.keyboard.press('Escape');
		await tab.keyboard.press('Escape');
		await tab.getByRole('button', { name: 'Servers and channels' }).click();
		await tab.getByRole('button', { name: 'gallery' }).click();
		await tab.getByRole('heading', { name: 'Welcome to #gallery' }).waitFor();
		expect(await overflow(tab)).toBe(0);
		await tab.context().close();
	});

	it('has met no error of its own', () => {
		expect(browser.failures).toEqual([]);
	});

	async function become(name: string): Promise<void> {
		await page.getByRole('button', { name: /Switch member/ }).click();
		await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
		await page.getByRole('button', { name: new RegExp(`You are ${name}`) }).waitFor();
	}

	/** Pixels by which anything in the document or the log is wider than its box. */
	const overflow = (tab: Page): Promise<number> =>
		tab.evaluate(`Math.max(...['html', '.log', '.composer'].map((selector) => {
			const element = document.querySelector(selector);
			return element.scrollWidth - element.clientWidth;
		}))`);

	/** A black and white mask: the left half may change. */
	function leftHalf(width: number, height: number): Promise<Buffer> {
		const half = { create: { width: width / 2, height, channels: 3 as const, background: '#fff' } };
		return sharp({ create: { width, height, channels: 3, background: '#000' } })
			.composite([{ input: half, left: 0, top: 0 }])
			.png()
			.toBuffer();
	}
});
