import { describe, expect, test } from 'vitest';
import type { Patch } from '../../../src/core/settings-change.ts';
import { standingUnder } from '../../../src/core/standing.ts';
import { bar } from '../../../src/discord/usage/amounts.ts';
import { chartOf, chartWords } from '../../../src/discord/usage/chart.ts';
import { meView } from '../../../src/discord/usage/me-view.ts';
import { modelsOf } from '../../../src/discord/usage/models.ts';
import type { ServerUsage } from '../../../src/discord/usage/server.ts';
import { type ServerFiles, serverView } from '../../../src/discord/usage/server-view.ts';
import { noon } from '../../core/jobs.ts';
import { artist, guildId, limitsOf, roleOf, settingsOf, spentOf } from '../../core/servers.ts';
import { buttonsOf, componentsOf, expectSendable, galleryOf, textOf } from '../limits.ts';
import { ada, emptyReport, line, mia, monthOfUsage, november } from './months.ts';

describe('/usage me', () => {
	const used = { today: { images: 4, micros: 212_000 }, thisMonth: { images: 41, micros: 1_900_000 } };
	const kolkata = { 'look.timeZone': 'Asia/Kolkata' };
	interface Reading {
		managesServer?: boolean;
		roleIds?: string[];
		spent?: Parameters<typeof spentOf>[0];
		operatorMicrosPerDay?: number;
	}
	const view = (patch: Patch, { managesServer = false, spent = {}, ...who }: Reading = {}) => {
		const standing = standingUnder(limitsOf(settingsOf({ ...kolkata, ...patch }), who), spentOf(spent), used, noon);
		const message = meView(standing, { locale: 'en-US', guildId, managesServer });
		expectSendable(message);
		return textOf(message);
	};
	const seconds = (iso: string) => Date.parse(iso) / 1000;
	const tomorrow = `<t:${seconds('2026-11-21T18:30:00Z')}:R>`;
	const december = `<t:${seconds('2026-11-30T18:30:00Z')}:R>`;

	test('says what is left under each rule, and when it is full again', () => {
		const all = {
			'limits.memberImagesPerDay': 10,
			'limits.serverImagesPerDay': 100,
			'limits.serverImagesPerMonth': 1000,
			'budget.microsPerMonth': 20_000_000,
			'limits.jobsAtOnce': 3,
			'limits.cooldownSeconds': 90,
		};
		const spent = { memberImages: 4, serverDayImages: 12, serverMonthImages: 400, serverMonthMicros: 12_400_000 };
		expect(view(all, { spent: { ...spent, memberRunning: 1, memberLastAt: noon - 30_000 } })).toBe(
			[
				'### Your usage in this server',
				'**Today** · 4 pictures · $0.21',
				'**November 2026** · 41 pictures · $1.90',
				'**6 left today**',
				`- **Your day** · 6 of 10 left · as everybody here · resets ${tomorrow}`,
				`- **The server's day** · 88 of 100 left · resets ${tomorrow}`,
				`- **The server's month** · 600 of 1,000 left · resets ${december}`,
				`- **The server's budget** · ▰▰▰▰▰▰▱▱▱▱ 62\u00a0% used · resets ${december}`,
				'- **At once** · 1 of 3 under way',
				`- **Pause between requests** · 90 s · ready <t:${noon / 1000 + 60}:R>`,
				'-# Days and months turn at midnight in Asia/Kolkata. What failed, was refused or was cancelled does not count; what is under way does.',
			].join('\n'),
		);
	});

	test('shows what the server spends to those who manage it, and to nobody else', () => {
		const budget = { 'budget.microsPerMonth': 20_000_000 };
		const spent = { serverMonthMicros: 12_400_000 };
		expect(view(budget, { spent, managesServer: true })).toContain('62\u00a0% used · $12.40 of $20.00 · resets');
		expect(view(budget, { spent })).not.toMatch(/12\.40|20\.00/);
	});

	test('says what limits nothing in one line', () => {
		const text = view({ 'limits.jobsAtOnce': 1 });
		expect(text).toContain('**Your pictures are not limited here.**');
		expect(text).toContain(
			"-# Not limited: Your day · The server's day · The server's month · The server's budget · Pause between requests",
		);
		expect(text).toContain('- **At once** · 0 of 1 under way');
	});

	test('names the role whose allowance holds, and @everyone without pinging', () => {
		const byRole = (id: string, roleIds: string[]) =>
			view({ 'limits.memberImagesPerDay': 5, [`roles.${id}`]: roleOf({ imagesPerDay: 20 }) }, { roleIds });
		expect(byRole(artist, [artist])).toContain(`20 of 20 left · as <@&${artist}> · resets`);
		expect(byRole(guildId, [])).toContain('20 of 20 left · as @everyone · resets');
		expect(byRole(artist, [])).toContain('5 of 5 left · as everybody here · resets');
	});

	test('says until when nothing is left, by the rule that holds longest', () => {
		const limits = { 'limits.memberImagesPerDay': 2, 'limits.serverImagesPerMonth': 50 };
		expect(view(limits, { spent: { memberImages: 2 } })).toContain(
			`**Nothing left today.** The next picture is possible ${tomorrow}.`,
		);
		expect(view(limits, { spent: { memberImages: 2, serverMonthImages: 50 } })).toContain(
			`**Nothing left today.** The next picture is possible ${december}.`,
		);
	});

	test('says that the budget is used up, beside the pictures that are left', () => {
		const limits = { 'limits.memberImagesPerDay': 2, 'budget.microsPerMonth': 1_000_000 };
		const text = view(limits, { spent: { serverMonthMicros: 1_000_000 } });
		expect(text).toContain(
			`**2 left today**\nThe server's budget is used up: what costs money can be drawn again ${december}.`,
		);
		expect(text).toContain('▰▰▰▰▰▰▰▰▰▰ 100\u00a0% used');
	});

	test('tells the operator’s budget in percent only', () => {
		const text = view({}, { operatorMicrosPerDay: 5_000_000, spent: { operatorMicros: 1_000_000 } });
		expect(text).toContain(
			`- **This bot's budget** · ▰▰▱▱▱▱▱▱▱▱ 20\u00a0% used · resets <t:${seconds('2026-11-22T00:00:00Z')}:R>`,
		);
	});

	test('leaves money out where a server does not want its members to see prices', () => {
		expect(view({ 'look.showPrice': false })).toContain('**Today** · 4 pictures\n');
		expect(view({ 'look.showPrice': false }, { managesServer: true })).toContain('**Today** · 4 pictures · $0.21\n');
	});
});

describe('/usage server', () => {
	const chart = { name: 'usage-2026-11.png', type: 'image/png', bytes: new Uint8Array(10) };
	const csv = { name: 'usage-2026-11.csv', type: 'text/csv', bytes: new Uint8Array(10) };
	const files = (usage: ServerUsage): ServerFiles => ({
		chart: { file: chart, description: chartWords(usage, 'en-US') },
		csv: { file: csv, description: 'the requests', rows: usage.lines.length },
	});
	const view = (usage: ServerUsage, attached = files(usage)) => {
		const message = serverView(usage, attached, 'en-US');
		expectSendable(message);
		return message;
	};

	test('shows the month: sums, budget, forecast, chart, members, refusals and the table', () => {
		const usage = november();
		const message = view(usage);
		expect(textOf(message)).toBe(
			[
				'### This server in November 2026',
				'**13 pictures · $1.23**',
				"▰▰▰▰▰▰▱▱▱▱ **61\u00a0%** of the month's budget of $2.00",
				"At this pace about **20 pictures · $1.90** by the month's end, 95\u00a0% of the budget",
				"-# The pace is the average since November 1, carried on evenly to the month's end.",
				'**Most pictures**',
				`1. <@${ada}> · 9 pictures · $1.00`,
				`2. <@${mia}> · 4 pictures · $0.23`,
				'**Refused or stopped: 9**',
				'- **3** by a safety filter or a moderator',
				"- **5** by a member's pictures a day",
				"- **1** by the server's budget for the month",
				'-# All 2 requests as a table, without their words:',
				'-# Days turn at midnight in Asia/Kolkata. Money is what this server was charged, with what is still being drawn at its estimate.',
			].join('\n'),
		);
		expect(galleryOf(message)).toEqual([
			{ media: { url: 'attachment://usage-2026-11.png' }, description: chartWords(usage, 'en-US') },
		]);
		expect(componentsOf(message).find(({ type }) => type === 13)).toMatchObject({
			file: { url: 'attachment://usage-2026-11.csv' },
		});
		expect(message.attachments.map(({ filename, description }) => [filename, description])).toEqual([
			['usage-2026-11.png', chartWords(usage, 'en-US')],
			['usage-2026-11.csv', 'the requests'],
		]);
	});

	test('turns to the months there are, and to no other', () => {
		expect(buttonsOf(view(november()))).toEqual(['‹ October 2026']);
		expect(buttonsOf(view(november({ later: '2026-12' })))).toEqual(['‹ October 2026', 'December 2026 ›']);
		expect(buttonsOf(view(november({ earlier: undefined })))).toEqual([]);
		const ids = componentsOf(view(november({ later: '2026-12' }))).flatMap(({ custom_id }) => custom_id ?? []);
		expect(ids).toEqual(['usage:server:2026-10', 'usage:server:2026-12']);
	});

	test('of a month that is over, says that the budget is today’s and forecasts nothing', () => {
		const text = textOf(view(november({ isOver: true, forecast: undefined })));
		expect(text).toContain("**61\u00a0%** of $2.00, the month's budget as it is today");
		expect(text).not.toContain('At this pace');
	});

	test('says so where there is no budget', () => {
		const text = textOf(view(november({ budget: settingsOf().budget })));
		expect(text).toContain('No budget for the month: `/settings limits` sets one.');
		expect(text).toContain("about **20 pictures · $1.90** by the month's end\n");
		expect(textOf(view(november({ budget: settingsOf().budget, isOver: true })))).not.toMatch(/▰|No budget/);
	});

	test('of an empty month says so, with no picture and no table', () => {
		const message = view(monthOfUsage('2026-10', 'UTC', { isOver: true, later: '2026-11' }), {});
		expect(textOf(message)).toBe(
			'### This server in October 2026\nNothing was drawn in October 2026.\n' +
				'-# Days turn at midnight in UTC. Money is what this server was charged, with what is still being drawn at its estimate.',
		);
		expect(message.attachments).toEqual([]);
		expect(buttonsOf(message)).toEqual(['November 2026 ›']);
	});

	test('shows members whose data was deleted as someone', () => {
		const members = [
			{ userId: '0', images: 3, micros: 1 },
			{ userId: 'deleted', images: 1, micros: 0 },
		];
		expect(textOf(view(november({ report: { ...november().report, members } })))).toContain(
			'1. someone · 3 pictures · $0.00\n2. someone · 1 picture · $0.00',
		);
	});

	test('sums up what stopped people under rules that have no words', () => {
		const stopped = [
			{ code: 'phaseOfTheMoon', count: 4 },
			{ code: 'cooldown', count: 3 },
			{ code: 'other', count: 2 },
		];
		const text = textOf(view(november({ report: { ...november().report, stopped } })));
		expect(text).toContain('**Refused or stopped: 9**\n- **3** by the pause between requests\n- **6** by other rules');
	});

	test('says where the table is cut', () => {
		const lines = Array.from({ length: 1234 }, () => line());
		const cut = november({ lines, isCut: true });
		expect(textOf(view(cut))).toContain(
			'The first 1,234 requests as a table, without their words; there are more than it can hold:',
		);
		const full = november({ lines });
		const some = { csv: { file: csv, description: 'the requests', rows: 1000 } };
		expect(textOf(view(full, some))).toContain('The first 1,000 requests as a table');
		expect(textOf(view(full))).toContain('All 1,234 requests as a table');
		expect(textOf(view(november({ lines: [line()] })))).toContain('-# 1 request as a table, without its words:');
	});

	test('stays within what Discord takes with everything at its longest', () => {
		const codes = ['operatorBudget', 'serverBudget', 'serverMonth', 'serverDay', 'memberDay', 'atOnce', 'cooldown'];
		const more = ['noModelAllowed', 'modelNotOffered', 'qualityNotAllowed', 'shapeNotAllowed', 'countNotAllowed'];
		const stopped = [...codes, ...more, 'channelNotAllowed', 'privateNotAllowed', 'x'].map((code) => ({
			code,
			count: 1_000_000,
		}));
		const members = Array.from({ length: 10 }, () => ({ userId: ada, images: 9e9, micros: 9e15 }));
		const total = { images: 9e9, micros: 9e15 };
		const refused = [{ day: 0, count: 9e9 }];
		view(november({ report: { ...november().report, total, members, stopped, refused }, later: '2026-12' }));
	});
});

describe('the chart', () => {
	test('gets a number for every day and model, the most used model first', () => {
		const chart = chartOf(november(), 'en-US');
		expect(chart.words).toMatchObject({ title: 'November 2026', subtitle: '13 pictures · $1.23' });
		expect(chart.days).toEqual(Array.from({ length: 30 }, (_, i) => String(i + 1)));
		expect(chart.models.map(({ name }) => name)).toEqual(['gpt-image-2', 'dall-e-3']);
		for (const { pictures } of chart.models) expect(pictures).toHaveLength(30);
		expect(chart.models[0]?.pictures[11]).toBe(6);
		expect(chart.micros[11]).toBe(940_000);
		expect(chart.refused.map((count, day) => [day, count]).filter(([, count]) => count)).toEqual([
			[3, 2],
			[29, 7],
		]);
		expect(chart.money(1_500_000)).toBe('$1.50');
	});

	test('sums up the rest of more than six models', () => {
		const days = Array.from({ length: 9 }, (_, i) => ({ day: i, model: `model-${i}`, images: 9 - i, micros: 1 }));
		const usage = november({ report: { ...emptyReport, total: { images: 45, micros: 9 }, days } });
		expect(modelsOf(usage).map(({ name, total }) => [name, total])).toEqual([
			['model-0', 9],
			['model-1', 8],
			['model-2', 7],
			['model-3', 6],
			['model-4', 5],
			[undefined, 4 + 3 + 2 + 1],
		]);
		expect(chartOf(usage, 'en-US').models.at(-1)?.name).toBe('other models');
		const six = november({ report: { ...usage.report, days: days.slice(0, 6) } });
		expect(modelsOf(six).map(({ name }) => name)).toEqual(days.slice(0, 6).map(({ model }) => model));
	});

	test('has the numbers in its alt text', () => {
		expect(chartWords(november(), 'en-US')).toBe(
			'Usage in November 2026: 13 pictures · $1.23 in all. Most on November 12: 7 pictures, $0.94. ' +
				'By model: gpt-image-2 10, dall-e-3 3. Refused or stopped: 9.',
		);
	});

	test('has an alt text that fits, however long the models’ names are, and one for a month of refusals only', () => {
		const days = Array.from({ length: 6 }, (_, i) => ({ day: i, model: `${i}`.repeat(300), images: 1, micros: 1 }));
		const long = november({ report: { ...emptyReport, total: { images: 6, micros: 6 }, days } });
		expect(chartWords(long, 'en-US').length).toBeLessThanOrEqual(1024);
		const refusals = monthOfUsage('2026-11', 'UTC', { report: { ...emptyReport, refused: [{ day: 1, count: 3 }] } });
		expect(chartWords(refusals, 'en-US')).toBe(
			'Usage in November 2026: 0 pictures · $0.00 in all. Refused or stopped: 3.',
		);
		expect(chartOf(refusals, 'en-US').models).toEqual([]);
	});
});

test.each([
	[0, 0],
	[1, 1],
	[10, 1],
	[99, 9],
	[100, 10],
	[250, 10],
])('%i percent fill %i of ten cells', (percent, full) => {
	expect(bar(percent)).toBe('▰'.repeat(full) + '▱'.repeat(10 - full));
});
