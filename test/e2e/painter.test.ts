import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { plain } from '../pictures/samples.ts';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, holdWord } from './easel.ts';
import { expectManners } from './manners.ts';
import { painting, post, startPaintShop } from './paint-shop.ts';
import { adminOf } from './panels.ts';
import { words } from './trouble.ts';

/** Paint: from the button to the page, and from the page back into Discord. */

let easel: Easel;
const clear = { r: 0, g: 0, b: 0, alpha: 0 };
const solid = { r: 0, g: 0, b: 0, alpha: 1 };

beforeAll(async () => {
	easel = await startPaintShop();
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const shop = () => painting(easel);
const as = (user = 'mia') => easel.discord.as(user);
const studio = (viewer = 'noah') => easel.discord.channel('studio').messages(viewer);
const call = () => easel.openai.calls.at(-1)!;

/** Opaque, with a hole in the upper left where the picture may change. */
async function mask(width = 1024, height = width): Promise<Buffer> {
	const hole = await plain(width >> 2, height >> 2, solid)
		.png()
		.toBuffer();
	return plain(width, height, solid)
		.composite([{ input: hole, left: 0, top: 0, blend: 'dest-out' }])
		.png()
		.toBuffer();
}

async function link(options: Record<string, string | number | boolean> = {}) {
	const message = await shop().drawn(options);
	easel.openai.reset();
	const before = new Set(studio().map(({ id }) => id));
	const { answer, address } = await shop().opened(message);
	return {
		message,
		answer,
		address,
		/** What stands in the channel since. */
		since: () => studio().filter(({ id }) => !before.has(id)),
	};
}
const shown = async (look: () => Message[]): Promise<Message> => {
	await expect.poll(() => look().filter((message) => message.pictures().length > 0).length, { timeout: 9000 }).toBe(1);
	return look().find((message) => message.pictures().length > 0)!;
};

describe('the link', () => {
	test('is given privately, and leads to a page with the picture of this press', async () => {
		const { answer, address, message } = await link();
		expect(answer.ephemeral).toBe(true);
		expect(answer.text()).toContain(words('paint.title'));
		expect(address.length).toBeLessThanOrEqual(512);
		const page = await fetch(address);
		expect(page.status).toBe(200);
		expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
		const picture = await fetch(`${address}/picture`);
		expect(picture.headers.get('content-type')).toBe('image/png');
		const [posted] = message.pictures();
		expect(Buffer.from(await picture.bytes())).toEqual(Buffer.from(await easel.discord.download(posted!.url)));
	});

	test('opened as often as one likes uses nothing up', async () => {
		const { address } = await link();
		for (let n = 0; n < 3; n++) expect((await fetch(address)).status).toBe(200);
		expect(await post(address, await mask())).toMatchObject({ status: 200, ok: true });
	});

	test('is not offered where members cannot reach this bot’s pages', async () => {
		const message = await shop().drawn();
		await easel.restart({ PUBLIC_URL: '' });
		const select = message.selects().find(({ customId }) => customId.startsWith('more:'))!;
		const panel = await (await as().choose(message, select.customId, ['region'])).response();
		expect(panel.buttons().map(({ label }) => label)).not.toContain(words('region.paint'));
		const [, jobId] = select.customId.split(':');
		const forced = await as().force(panel, `step:paint:${jobId}:0:o:`);
		expect((await forced.response()).text()).toBe(words('unexpected.stale'));
		await easel.restart();
	});

	test('that is forged, cut or somebody else’s press opens nothing', async () => {
		const { address } = await link();
		for (const forged of [address.slice(0, -1), `${address}x`, address.replace(/paint\/./, 'paint/A')]) {
			expect((await fetch(forged)).status).toBe(403);
			expect((await fetch(`${forged}/picture`)).status).toBe(403);
			expect((await post(forged, await mask())).status).toBe(403);
		}
		expect(easel.openai.calls).toEqual([]);
	});

	test('to somebody else’s private picture is given to nobody', async () => {
		const secret = await shop().drawn({ private: true });
		const message = await shop().drawn({}, 'noah');
		const jobId = secret.selects()[0]!.customId.split(':')[1];
		const forced = await as('noah').force(message, `step:paint:${jobId}:0:o:`);
		expect((await forced.response()).text()).toContain(words('refusal.notYours'));
	});

	test('whose picture was deleted meanwhile opens nothing', async () => {
		const { address, message } = await link();
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as().choose(message, 'More…', ['delete']);
		await gone;
		expect((await fetch(address)).status).toBe(404);
		expect((await post(address, await mask())).status).toBe(404);
		expect(easel.openai.calls).toEqual([]);
	});

	test('works after a restart', async () => {
		const { address, since } = await link();
		await easel.restart();
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		await shown(since);
	});
});

describe('what is painted', () => {
	test('is drawn for everybody to see, in a message of its own that says it is on its way', async () => {
		const { address, since, answer } = await link();
		easel.openai.faults.next.push({ kind: 'delay', ms: 500 });
		expect(await post(address, await mask())).toEqual({ status: 200, ok: true });
		const [waiting] = since();
		expect(waiting!.text()).not.toContain('red balloon');
		const message = await shown(since);
		expect(message.id).toBe(waiting!.id);
		expect(since()).toHaveLength(1);
		expect(message.text()).toContain('> a red balloon');
		expect(message.ephemeral).toBe(false);
		expect(call()).toMatchObject({
			path: '/v1/images/edits',
			prompt: 'a red balloon',
			inputs: [{ width: 1024 }],
			mask: { type: 'image/png', width: 1024, height: 1024 },
		});
		// The answer with the link is left alone.
		expect(
			studio('mia')
				.find(({ id }) => id === answer.id)!
				.text(),
		).toContain(words('paint.title'));
	});

	test('on a private picture comes as the private answer itself', async () => {
		const { address, since, answer } = await link({ private: true });
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		const message = await shown(() => studio('mia').filter(({ id }) => id === answer.id));
		expect(message.ephemeral).toBe(true);
		expect(since()).toEqual([]);
	});

	test('can be gone on from like any other result', async () => {
		const { address, since } = await link();
		await post(address, await mask());
		const message = await shown(since);
		const again = await as('noah').press(message, 'Again');
		expect((await again.response((it) => it.pictures().length > 0)).text()).toContain('> a red balloon');
		expect(call().mask).toMatchObject({ width: 1024 });
	});

	test('as a sketch is for models that read one', async () => {
		const { address } = await link();
		const sketch = await plain(1024, 1024, { r: 200, g: 0, b: 0, alpha: 0.5 }).png().toBuffer();
		const sent = await post(address, sketch, { kind: 'markup' });
		const canMarkup = (await (await fetch(address)).text()).includes('"canMarkup":true');
		if (canMarkup) expect(sent).toMatchObject({ status: 410 });
		else expect(sent).toMatchObject({ ok: true });
		await expect.poll(() => easel.openai.calls.at(-1)?.markup?.width).toBe(1024);
	});
});

describe('what cannot be drawn', () => {
	test.each([
		['an empty mask', async () => plain(1024, 1024, solid).png().toBuffer(), 'empty'],
		['a full mask', async () => plain(1024, 1024, clear).png().toBuffer(), 'full'],
		['a mask for another picture', () => mask(512), 'otherSize'],
		['what is no PNG', async () => plain(1024, 1024).jpeg().toBuffer(), 'notPng'],
	] as const)('%s is told on the page; the link stays good, and nothing is paid or posted', async (_, png, trouble) => {
		const { address, since } = await link();
		const told = await post(address, await png());
		expect(told).toEqual({ status: 422, error: words(`painter.trouble.${trouble}`) });
		expect(since()).toEqual([]);
		expect(easel.openai.calls).toEqual([]);
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		await shown(since);
	});

	test('words that say nothing are told on the page', async () => {
		const { address, since } = await link();
		expect(await post(address, await mask(), { prompt: ' \u200b ' })).toMatchObject({ status: 422 });
		expect(since()).toEqual([]);
	});

	test('a server’s limit is told on the page, and leaves the link as good as it was', async () => {
		const { address, since } = await link();
		const ada = adminOf(easel, 'ada');
		await ada.type('limits', { member_day: '0' });
		const told = await post(address, await mask());
		expect(told.status).toBe(422);
		expect(told.error).not.toMatch(/[*<`]/);
		expect(since()).toEqual([]);
		await ada.type('limits', { member_day: 'none' });
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		await shown(since);
	});

	test('what a moderator has to look at stands in no channel meanwhile', async () => {
		const { address, since } = await link();
		const { id } = easel.discord.world.guilds[0]!;
		await holdWord(easel.env.STORE_URL!, id, 'zeppelin');
		await easel.restart();
		const seen: string[] = [];
		const look = ({ message }: { message: Message }) => void (message.ephemeral || seen.push(message.text()));
		easel.discord.on('message', look);
		easel.discord.on('edit', look);
		expect(await post(address, await mask(), { prompt: 'a zeppelin' })).toMatchObject({ ok: true });
		await expect.poll(() => studio('mia').some((it) => it.text().includes(words('held.title')))).toBe(true);
		expect(since()).toEqual([]);
		expect(seen.filter((text) => text.includes('zeppelin'))).toEqual([]);
		expect(easel.openai.calls).toEqual([]);
		easel.discord.off('message', look);
		easel.discord.off('edit', look);
	});

	test('a model that refuses it is told of privately, and the channel is tidy', async () => {
		const { address, since } = await link();
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked' });
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		await expect.poll(() => studio('mia').some((it) => it.text().includes(words('problem.free')))).toBe(true);
		await expect.poll(since).toEqual([]);
	});
});

describe('a link', () => {
	test('works once', async () => {
		const { address, since } = await link();
		expect(await post(address, await mask())).toMatchObject({ ok: true });
		await shown(since);
		expect(await post(address, await mask())).toEqual({ status: 410, error: words('painter.closed.used.text') });
		expect((await fetch(address)).status).toBe(410);
		expect((await fetch(`${address}/picture`)).status).toBe(410);
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('that is sent twice at once makes one picture', async () => {
		const { address, since } = await link();
		const png = await mask();
		const [one, two] = await Promise.all([
			post(address, png, { prompt: 'a red balloon' }),
			post(address, png, { prompt: 'a blue balloon' }),
		]);
		expect([one, two].filter(({ ok }) => ok)).toHaveLength(1);
		expect([one, two].find(({ ok }) => !ok)).toEqual({ status: 410, error: words('painter.closed.used.text') });
		await shown(since);
		await expect.poll(() => since().length).toBe(1);
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('that is sent by a double click makes one picture as well', async () => {
		const { address, since } = await link();
		const png = await mask();
		const both = await Promise.all([post(address, png), post(address, png)]);
		expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
		await shown(since);
		await expect.poll(() => since().length).toBe(1);
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('that is sent from another site is refused', async () => {
		const { address } = await link();
		const form = new FormData();
		form.set('kind', 'mask');
		const response = await fetch(address, { method: 'POST', body: form, headers: { origin: 'https://evil.example' } });
		expect(response.status).toBe(403);
		expect(easel.openai.calls).toEqual([]);
	});
});

test('a link is good for ten minutes, down to the last of them', async () => {
	// Bot and twin look at the same clock; timers stay real, so that sockets do.
	vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
	const [before, minute] = [easel, 60_000];
	easel = await startPaintShop({ discord: { now: () => Date.now() } });
	try {
		const [one, two] = [await link(), await link()];
		vi.setSystemTime(Date.now() + 9.9 * minute);
		expect(await post(one.address, await mask())).toMatchObject({ ok: true });
		await shown(one.since);
		vi.setSystemTime(Date.now() + 0.2 * minute);
		expect((await fetch(two.address)).status).toBe(410);
		expect(await post(two.address, await mask())).toEqual({
			status: 410,
			error: words('painter.closed.expired.text'),
		});
		expect(easel.openai.calls).toHaveLength(1);
	} finally {
		vi.useRealTimers();
		await easel.stop();
		easel = before;
	}
});
