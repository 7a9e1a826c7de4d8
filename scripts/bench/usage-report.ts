import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { daysOfMonth, monthOf } from '../../src/core/calendar.ts';
import { accept, conclude, deliver, type Job, queue, send, settleCall } from '../../src/core/job.ts';
import type { Wanted } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { toRow } from '../../src/store/rows.ts';
import { requestOf } from '../../test/core/jobs.ts';
import { atMost, median, percentile, type Row } from './table.ts';

const members = 2_000;
const models = ['gpt-image-2', 'gpt-image-1.5', 'gpt-image-1', 'gpt-image-1-mini', 'dall-e-3'];
const guildId = '934188725630984202';
const now = Date.UTC(2026, 9, 31, 12);
const zone = 'Europe/Berlin';
const rounds = 50;

/** A server's month of 100,000 jobs, alone and beside as many of other servers; and what limits cost an acceptance. */
export async function benchUsage(): Promise<Row[]> {
	const alone = await withLedger([guildId], 100_000, reportRows('usage, 100,000 jobs'));
	const beside = await withLedger([guildId, '2', '3', '4', '5'], 200_000, reportRows('usage, 100,000 of 200,000 jobs'));
	const limits = await withLedger([guildId], 10_000, limitRows);
	return [...alone, ...beside, ...limits];
}

/** The first of the servers has half of the jobs where there are several. */
async function withLedger(
	guilds: readonly string[],
	jobs: number,
	measure: (store: Store, file: DatabaseSync) => Promise<Row[]>,
): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
	const path = join(folder, 'easel.sqlite');
	const store = await openStore(`sqlite://${path}`);
	const file = new DatabaseSync(path);
	try {
		fill(file, guilds, jobs);
		return await measure(store, file);
	} finally {
		file.close();
		await store.close();
		rmSync(folder, { recursive: true });
	}
}

function fill(file: DatabaseSync, guilds: readonly string[], count: number): void {
	file.exec('begin');
	let insert: ReturnType<DatabaseSync['prepare']> | undefined;
	for (let n = 0; n < count; n++) {
		const others = guilds.length - 1;
		const guild = others === 0 || n % 2 === 0 ? guildId : guilds[1 + (((n - 1) / 2) % others)]!;
		const row = { ...toRow(drawnJob(n, guild)), sameness: `${n}`.padStart(64, '0') };
		const names = Object.keys(row);
		insert ??= file.prepare(`insert into jobs (${names.join()}) values (${names.map((name) => `:${name}`).join()})`);
		insert.run(row);
	}
	file.exec('commit');
}

/** One of many: spread over the month, its members and the models, and now and then refused. */
function drawnJob(n: number, guild: string): Job {
	const { start } = monthOf(now, zone);
	const at = start + ((n * 7_919_111) % (now - start));
	const job = newJob(
		`${1_400_000_000_000_000_000n + BigInt(n)}`,
		guild,
		(n * 31) % members,
		models[(n >> 1) % models.length]!,
		at,
	);
	const sending = send(queue(job, at), 0, at);
	if (n % 33 === 0) return conclude(settleCall(sending, 0, { state: 'refused', costMicros: 0 }, at + 900), at + 900);
	const made = settleCall(sending, 0, { state: 'made', costMicros: 41_000, revisedPrompt: 'a red fox' }, at + 9_000);
	return deliver(conclude(made, at + 9_000), at + 9_900, { messageId: job.id, altered: false });
}

function newJob(id: string, guild: string, member: number, model: string, at: number): Job {
	const prompt = 'a lighthouse in a storm, oil on canvas, thick strokes, warm light in its windows, by night';
	const userId = `${900_000_000_000_000_000n + BigInt(member)}`;
	return accept(
		{
			id,
			asker: { userId, guildId: guild, channelId: guildId, locale: 'en-US', guildLocale: 'en-US' },
			reply: {
				applicationId: guildId,
				interactionId: id,
				token: '',
				until: at,
				private: false,
				attachmentLimit: 10_000_000,
			},
			request: requestOf({ model, prompt, sent: prompt }),
			reservedMicros: 50_000,
		},
		at,
	);
}

const reportRows =
	(what: string) =>
	async (store: Store, file: DatabaseSync): Promise<Row[]> => {
		const days = daysOfMonth(now, zone);
		const sum = file.prepare('select sum(counted_images) from jobs where guild_id = ? and created_at >= ?');
		const least = await timed(() => sum.get(guildId, days[0]!.start));
		const report = await timed(() => store.usage.report(guildId, days, 10));
		const own = await timed((n) =>
			store.usage.member({ guildId, userId: `${900_000_000_000_000_000n + BigInt(n)}` }, days[0]!.start),
		);
		return [
			{
				what: `${what}: report p50`,
				unit: 'ms',
				easel: median(report),
				bare: median(least),
				goal: goal(median(report)),
			},
			{ what: `${what}: report p95`, unit: 'ms', easel: percentile(report, 0.95), bare: percentile(least, 0.95) },
			{ what: `${what}: a member’s own p50`, unit: 'ms', easel: median(own), goal: goal(median(own)) },
		];
	};

const goal = (ms: number) => atMost(50, ms, 'ms');

/** Jobs under every limit there is take turns with jobs under none, which is the bare contestant here. */
async function limitRows(store: Store): Promise<Row[]> {
	const since = monthOf(now, zone).start;
	const day = now - 86_400_000;
	const all = { operatorSince: day, serverDaySince: day, serverMonthSince: since, memberSince: day, member: true };
	const acceptUnder = async (wanted: Wanted, id: string, member: number) => {
		const job = newJob(id, guildId, member, models[0]!, now);
		const start = performance.now();
		await store.ledger.accept(job, [], wanted, () => ({ job }));
		return performance.now() - start;
	};
	const limited: number[] = [];
	const free: number[] = [];
	for (let n = 0; n < 300; n++) {
		limited.push(await acceptUnder(all, `limited-${n}`, n));
		free.push(await acceptUnder({}, `free-${n}`, n));
	}
	return [
		{ what: 'accept under all limits, 10,000 jobs this month', unit: 'ms', easel: median(limited), bare: median(free) },
	];
}

/** Milliseconds of each round, after a few that do not count. */
async function timed(work: (round: number) => unknown): Promise<number[]> {
	const times: number[] = [];
	for (let round = -5; round < rounds; round++) {
		const start = performance.now();
		await work(Math.abs(round));
		if (round >= 0) times.push(performance.now() - start);
	}
	return times;
}
