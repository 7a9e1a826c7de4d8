import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { monthFromId, monthId } from '../../src/core/calendar.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { parseCsv } from '../discord/usage/parse-csv.ts';
import { agree, drawn, newJob } from '../store/jobs.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, notice, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** What members and admins are told of their usage, against what the provider has billed. */

const atelier = '934188725630984202';
const printRoom = '1012846350418620499';
const artists = '934189010768064548';

let easel: Easel & { gate: Gate };
let store: Store;

beforeAll(async () => {
	const env = { IMAGE_MODELS: 'gpt-image-2.5-flare,gpt-image-2,dall-e-3', MAX_CONCURRENT: '1' };
	easel = await startGated({ env });
	easel.gate.open();
	store = await openStore(easel.env.STORE_URL!);
});
afterAll(async () => {
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});

const as = (name: string) => easel.discord.as(name);
const channelOf = (name: string) => (name === 'sam' ? 'general' : 'studio');
const draw = (name: string, options: Record<string, string | number | boolean> = {}) =>
	as(name).slash(channelOf(name), 'imagine', { prompt: 'a red fox', ...options });

async function usage(name: string, subcommand: 'me' | 'server'): Promise<Message> {
	const asked = await as(name).slash(channelOf(name), 'usage', {}, { subcommand });
	return shown(asked);
}
const shown = (asked: Interaction) => asked.response(({ thinking }) => !thinking, 9000);

/** By another process, as it were: the bot may remember the old ones for ten seconds. */
async function set(guildId: string, patch: Patch): Promise<void> {
	await store.settings.change({ guildId, userId: '271364825918767104', how: 'command', patch, at: Date.now() });
}

async function fileOf(message: Message, ending: string): Promise<Buffer> {
	const file = message.attachments.find(({ filename }) => filename.endsWith(ending));
	return Buffer.from(await easel.discord.download(file?.url ?? ''));
}

const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(2)}`;
const spentIn = (rows: string[][]) => rows.slice(1).reduce((sum, row) => sum + Number(row[10]?.replace('.', '')), 0);

describe('a server that was busy', () => {
	beforeAll(async () => {
		await result(draw('mia', { count: 2, quality: 'low' }));
		await result(draw('mia', { model: 'gpt-image-2', quality: 'medium', private: true }));
		await result(draw('noah', { model: 'dall-e-3' }));
		await result(draw('max', { quality: 'high' }));
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked' });
		await notice(draw('noah', { prompt: 'an unlucky fox' }));

		easel.gate.shut();
		const calls = easel.gate.came.length;
		const drawing = await draw('max', { quality: 'low' });
		await easel.gate.has(calls + 1);
		const waiting = await draw('mia', { prompt: 'a hare, taken back' });
		await as('mia').press(await waiting.response((it) => it.text().includes('in line')), 'Cancel');
		await notice(waiting);
		easel.gate.open();
		await result(drawing);
	});

	test('tells its admin exactly what the provider billed, in the message, the alt text and the table', async () => {
		const bill = easel.openai.bill();
		expect(bill.calls).toBe(5);
		const message = await usage('ada', 'server');
		expect(message.ephemeral).toBe(true);
		const text = message.text();
		expect(text).toContain(`**6 pictures · ${dollars(bill.micros)}**`);
		expect(text).toMatch(/1\. <@327418590244601857> · 3 pictures · /);
		expect(text).toContain(`**Refused or stopped: 1**\n- **1** by a safety filter or a moderator`);
		expect(text).toContain('All 7 requests as a table');

		const [picture] = message.pictures();
		expect(picture?.description).toContain(`6 pictures · ${dollars(bill.micros)} in all.`);
		expect(picture?.description).toContain('By model: gpt-image-2.5-flare 4, dall-e-3 1, gpt-image-2 1.');
		const { format, width = 0 } = await sharp(await fileOf(message, '.png')).metadata();
		expect([format, width > 800]).toEqual(['png', true]);

		const csv = (await fileOf(message, '.csv')).toString();
		const rows = parseCsv(csv);
		expect(spentIn(rows)).toBe(bill.micros);
		expect(rows.slice(1).map((row) => row.slice(5))).toEqual([
			['gpt-image-2.5-flare', 'low', 'delivered', '2', '2', expect.any(String)],
			['gpt-image-2', 'medium', 'delivered', '1', '1', expect.any(String)],
			['dall-e-3', 'standard', 'delivered', '1', '1', expect.any(String)],
			['gpt-image-2.5-flare', 'high', 'delivered', '1', '1', expect.any(String)],
			['gpt-image-2.5-flare', 'medium', 'refused', '1', '0', '0.000000'],
			['gpt-image-2.5-flare', 'low', 'delivered', '1', '1', expect.any(String)],
			['gpt-image-2.5-flare', 'medium', 'cancelled', '1', '0', '0.000000'],
		]);
		// Private or not, nobody's words are in there.
		expect(csv + text).not.toMatch(/fox|hare/);
	});

	test('tells members their own, and nothing of what others or the server spent', async () => {
		const [mia, ada] = [await usage('mia', 'me'), await usage('ada', 'me')];
		expect(mia.ephemeral).toBe(true);
		expect(mia.text()).toMatch(/\*\*Today\*\* · 3 pictures · \$0\.0\d\n/);
		expect(ada.text()).toContain('**Today** · 0 pictures · $0.00');
		expect(mia.text()).toContain(
			"Not limited: Your day · The server's day · The server's month · The server's budget · At once · Pause between requests",
		);
		for (const message of [mia, ada]) expect(message.text()).not.toMatch(/<@\d|fox/);
	});

	test('counts down with the same numbers as the small line under the pictures', async () => {
		const patch = {
			'limits.memberImagesPerDay': 5,
			'limits.serverImagesPerMonth': 100,
			'budget.microsPerMonth': 1_000_000,
			[`roles.${artists}`]: { imagesPerDay: 20, qualities: null, models: null, priority: 'normal' },
		};
		await set(atelier, patch);
		const drawnNow = await result(draw('mia', { quality: 'low' }));
		const [left] = /\d+ left today/.exec(drawnNow.text()) ?? [];
		expect(left).toBe('1 left today');
		const text = (await usage('mia', 'me')).text();
		expect(text).toContain(`**${left}**\n- **Your day** · 1 of 5 left · as everybody here · resets <t:`);
		expect(text).toContain('93 of 100 left');
		const percent = Math.floor(easel.openai.bill().micros / 10_000);
		expect(text).toContain(`${percent}\u00a0% used · resets`);
		expect((await usage('ada', 'me')).text()).toContain(
			`${percent}\u00a0% used · ${dollars(easel.openai.bill().micros)} of $1.00 · resets`,
		);
		expect((await usage('noah', 'me')).text()).toContain(`19 of 20 left · as <@&${artists}>`);
	});

	test('counts what a rule stopped', async () => {
		await notice(draw('mia', { count: 3 }));
		const text = (await usage('ada', 'server')).text();
		expect(text).toContain(
			"**Refused or stopped: 2**\n- **1** by a safety filter or a moderator\n- **1** by a member's pictures a day",
		);
	});

	test('tells the same after a restart', async () => {
		const before = (await usage('ada', 'server')).text();
		await easel.restart();
		expect((await usage('ada', 'server')).text()).toBe(before);
	});
});

test('a server where nothing happened says so, with no picture and nothing to turn to', async () => {
	const message = await usage('sam', 'server');
	expect(message.text()).toContain('Nothing was drawn in ');
	expect([message.attachments, message.buttons()]).toEqual([[], []]);
});

describe('a server’s months', () => {
	const zone = 'Asia/Kolkata';
	const now = Date.now();
	const present = monthId(now, zone);
	const { start } = monthFromId(present, zone)!;
	const earlier = monthId(start - 1, zone);
	const named = (at: number) =>
		new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: zone }).format(at);

	beforeAll(async () => {
		await set(printRoom, { 'look.timeZone': zone });
		// Half an hour off the hour: one is the last of its month, the other the first of the next.
		for (const [at, costMicros] of [
			[start - 1, 30_000],
			[start, 70_000],
		] as const) {
			const job = newJob({ asker: { guildId: printRoom, userId: '415273094866960394' } }, at);
			await store.ledger.accept(job, [], {}, agree(job));
			for (const revision of drawn(job, costMicros, at)) await store.ledger.save(revision);
		}
	});

	test('turn at midnight by its own clocks, by the buttons, and back', async () => {
		const message = await usage('sam', 'server');
		expect(message.text()).toContain(`### This server in ${named(start)}\n**1 picture · $0.07**`);
		expect(message.buttons().map(({ label }) => label)).toEqual([`‹ ${named(start - 1)}`]);

		const turned = await shownAfter(await as('sam').press(message, `‹ ${named(start - 1)}`), named(start - 1));
		expect(turned.id).toBe(message.id);
		expect(turned.text()).toContain(`### This server in ${named(start - 1)}\n**1 picture · $0.03**`);
		expect(turned.attachments.map(({ filename }) => filename)).toEqual([
			`usage-${earlier}.png`,
			`usage-${earlier}.csv`,
		]);
		const [, row] = parseCsv((await fileOf(turned, '.csv')).toString());
		const lastDay = new Intl.DateTimeFormat('en', { day: 'numeric', timeZone: zone }).format(start - 1);
		expect(row?.slice(1, 3)).toEqual([new Date(start - 1).toISOString(), `${earlier}-${lastDay}`]);
		expect(turned.buttons().map(({ label }) => label)).toEqual([`${named(start)} ›`]);

		const back = await shownAfter(await as('sam').press(turned, `${named(start)} ›`), named(start));
		expect(back.text()).toContain('**1 picture · $0.07**');
	});

	test.each([
		['of a month to come', () => monthId(start + 40 * 86_400_000, zone)],
		['of a month before the first job', () => '2019-01'],
		['of no month', () => '2026-13'],
		['with more than a month', () => `${present}:x`],
		['with nothing', () => ''],
	])('an id %s leads nowhere, and says so', async (_, id) => {
		const message = await usage('sam', 'server');
		const told = await notice(as('sam').force(message, `usage:server:${id()}`));
		expect(told.text()).toBe(words('unexpected.stale'));
	});

	test('keep their numbers when the server’s data is deleted, and name nobody', async () => {
		await store.guilds.forget(printRoom);
		await set(printRoom, { 'look.timeZone': zone });
		const message = await usage('sam', 'server');
		expect(message.text()).toContain('1 picture · $0.07');
		expect(message.text()).not.toMatch(/<@\d/);
		const [, row] = parseCsv((await fileOf(message, '.csv')).toString());
		expect(row?.slice(3)).toEqual(['', '', 'gpt-image-2', '', 'delivered', '1', '1', '0.070000']);
	});
});

async function shownAfter(pressed: Interaction, title: string): Promise<Message> {
	return pressed.response((message) => message.text().includes(`### This server in ${title}`), 9000);
}

describe('who may not manage the server', () => {
	test.each(['mia', 'max'])('%s is refused in words, and sees nothing', async (name) => {
		const told = await usage(name, 'server');
		expect(told.ephemeral).toBe(true);
		expect(told.text()).toBe(words('refusal.notAllowed', { permission: words('permission.manageServer') }));
		expect(told.attachments).toEqual([]);
	});

	test('is refused at every press, whatever they could open before', async () => {
		const message = await usage('mia', 'me');
		const told = await notice(as('mia').force(message, `usage:server:${monthId(Date.now(), 'UTC')}`));
		expect(told.text()).toBe(words('refusal.notAllowed', { permission: words('permission.manageServer') }));
	});
});
