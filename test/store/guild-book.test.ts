import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert } from '../../src/core/books.ts';
import { cancel, expire, fail, type Job, note } from '../../src/core/job.ts';
import * as step from '../../src/core/moderation/case.ts';
import { StaleJob } from '../../src/core/ports.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { heldJob, line, refusedJob } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, day, drawn, type JobChange, newJob, noon, picture } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const alert: Alert = {
	guildId: '22',
	month: '2026-11',
	percent: 80,
	spentMicros: 8_100_000,
	budgetMicros: 10_000_000,
	at: noon,
};

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the guild and alert books in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		const accepted = async (change: JobChange = {}, at = noon) => {
			const job = newJob(change, at);
			await store.ledger.accept(job, [picture('input', randomBytes(10))], {}, agree(job));
			return job;
		};
		const saved = async (...jobs: readonly Job[]) => {
			for (const job of jobs) await store.ledger.save(job);
			return jobs.at(-1)!;
		};
		const inGuild = (guildId: string | null) => ({ asker: { guildId } });
		const setting = (guildId: string) =>
			store.settings.change({ guildId, userId: '11', how: 'panel', patch: { 'limits.cooldownSeconds': 5 }, at: noon });

		test('a server is greeted once, however many ask at once', async () => {
			const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => store.guilds.greet('22', noon + n)));
			expect(answers.filter((isFirst) => isFirst)).toHaveLength(1);
			expect(await store.guilds.greet('23', noon)).toBe(true);
			expect(await store.guilds.greet('22', noon)).toBe(false);
		});

		test('a server that was only noted as left is still to be greeted when the bot comes back', async () => {
			await store.guilds.absent(['22'], noon);
			expect(await store.guilds.leftBefore(noon + 1)).toEqual(['22']);
			expect(await store.guilds.greet('22', noon + 2)).toBe(true);
			expect(await store.guilds.leftBefore(noon + 3)).toEqual([]);
		});

		test('every server is known that anything is kept of', async () => {
			await store.guilds.greet('24', noon);
			await setting('23');
			await accepted(inGuild('22'));
			await accepted(inGuild('22'));
			await accepted(inGuild('25'));
			await accepted(inGuild(null));
			await store.usage.stopped({ guildId: '26', userId: '11', code: 'memberDay', at: noon });
			const paused = { at: noon, by: '99', action: 'serverPaused', case: null, about: null, why: '' } as const;
			await store.audit.append({ guildId: '27', ...paused });
			expect(await store.guilds.all()).toEqual(['22', '23', '24', '25', '26', '27']);
		});

		test('a server is left since the first time it was missing, and until the bot is there again', async () => {
			for (const id of ['22', '23']) await store.guilds.greet(id, noon);
			await store.guilds.absent(['22', '24'], noon);
			await store.guilds.absent(['22', '23', '24'], noon + 10);
			const left = async (before: number) => (await store.guilds.leftBefore(before)).toSorted();
			expect(await left(noon)).toEqual([]);
			expect(await left(noon + 1)).toEqual(['22', '24']);
			expect(await left(noon + 11)).toEqual(['22', '23', '24']);
			await store.guilds.absent(['24'], noon + 20);
			expect(await left(noon + 30)).toEqual(['24']);
			await store.guilds.absent([], noon + 40);
			expect(await left(noon + 50)).toEqual([]);
		});

		test('forgetting a server leaves the amounts of its jobs, and nothing of anybody', async () => {
			await store.guilds.greet('22', noon);
			await setting('22');
			await store.alerts.raise(alert);
			await store.usage.stopped({ guildId: '22', userId: '11', code: 'memberDay', at: noon });
			const delivered = await saved(...drawn(await accepted(), 31_234, noon));
			const untold = await saved(fail(await accepted(), { code: 'internal' }, noon));
			const spentBefore = await store.ledger.spent(delivered.asker, { operatorSince: day, serverMonthSince: day });

			expect(await store.guilds.forget('22')).toBe(2);
			expect(await store.guilds.all()).toEqual([]);
			expect(await store.settings.read('22')).toEqual({ settings: defaultSettings, revision: 0 });
			expect(await store.settings.history('22', { limit: 10 })).toEqual([]);
			expect(await store.alerts.untold()).toEqual([]);
			expect(await store.ledger.owed()).toEqual([]);
			for (const { id } of [delivered, untold]) {
				expect(await store.ledger.find(id)).toBeUndefined();
				expect(await store.ledger.pictures(id, 'input')).toEqual([]);
			}
			expect(await store.ledger.sameAs(newJob(), [picture('input', randomBytes(10))], 0)).toBeUndefined();
			expect(await store.ledger.recentTimes(10)).toEqual([]);

			expect(await store.ledger.spent(delivered.asker, { operatorSince: day, serverMonthSince: day })).toEqual(
				spentBefore,
			);
			const days = [{ start: day, end: day + 86_400_000 }];
			expect(await store.usage.report('22', days, 10)).toEqual({
				total: { images: 1, micros: 31_234 },
				days: [{ day: 0, model: 'gpt-image-2', images: 1, micros: 31_234 }],
				refused: [],
				stopped: [],
				members: [],
			});
			const lines = await store.usage.lines('22', days[0]!, 10);
			expect(lines.map(({ userId, channelId, quality }) => [userId, channelId, quality])).toEqual([
				['0', '0', ''],
				['0', '0', ''],
			]);
		});

		/** Everything that moderators can leave in a server. */
		const moderated = async (guildId: string, at = noon) => {
			const { job, opened } = await refusedJob(store, inGuild(guildId), at);
			const entry = { guildId, at, by: '99', case: null, about: null, why: 'why' } as const;
			const strike = { guildId, userId: '11', case: opened.number, at: noon, by: '99' };
			const pause = { guildId, userId: '11', until: noon + 1, by: '99', case: null };
			const next = step.report(opened, { userId: '12', at: noon, text: 'rude' }, noon);
			await store.cases.save(next, { audit: [], strike, pause });
			const word = { id: 'a', guildId, kind: 'word', text: 'fox', verdict: 'hold', by: '99', at } as const;
			await store.words.add(word, { ...entry, action: 'wordAdded' });
			await store.removed.add(guildId, ['0123456789abcdef'], opened.number, noon);
			return { job, opened: next };
		};
		const leftOf = async (guildId: string) => ({
			...(await store.members.record({ guildId, userId: '11' }, 0)),
			words: (await store.words.list(guildId)).length,
			lines: (await store.audit.list(guildId, { limit: 100 })).length,
			near: await store.removed.near(guildId, '0123456789abcdef', 0),
		});

		test('forgetting a server takes all that its moderators decided, and leaves other servers theirs', async () => {
			await moderated('22');
			const { opened } = await moderated('23');
			const others = await leftOf('23');
			const version = await store.words.version('22');
			await store.guilds.forget('22');
			const nothing = { cases: 0, strikes: [], pausedUntil: null, words: 0, lines: 0, near: undefined };
			expect(await leftOf('22')).toEqual(nothing);
			expect(await store.guilds.all()).toEqual(['23']);
			expect(await leftOf('23')).toEqual(others);
			expect(await store.cases.find('23', 1)).toEqual(opened);
			const { reports } = await store.privacy.exportMember('12');
			expect(reports.map(({ guildId }) => guildId)).toEqual(['23']);

			// It comes back: cases are counted anew, and no list of words is taken for an earlier one.
			const again = await moderated('22', noon + 1);
			expect(again.opened.number).toBe(1);
			expect(await store.words.version('22')).toBeGreaterThan(version);
		});

		test('the case of a job that is under way stays, so that it can end', async () => {
			await store.guilds.absent(['22'], noon);
			await refusedJob(store);
			const { job, opened } = await heldJob(store);
			await store.guilds.forget('22');
			expect(await store.cases.openedBefore(noon + 1)).toEqual([opened]);
			expect((await store.audit.all('22', 0, 9)).map((it) => it.case)).toEqual([2]);
			const expired = step.endWithout(opened, 'expired', noon + 1);
			await store.cases.save(expired, { audit: [line(expired, 'expired', noon + 1)], job: expire(job, noon + 1) });
			await store.guilds.forget('22');
			expect(await store.cases.find('22', 2)).toBeUndefined();
			expect(await store.audit.all('22', 0, 9)).toEqual([]);
			expect(await store.guilds.all()).toEqual([]);
		});

		test('nothing comes back by somebody who still holds a job that was forgotten', async () => {
			const failed = await saved(fail(await accepted(), { code: 'internal' }, noon));
			await store.guilds.forget('22');
			await expect(store.ledger.save(note(failed, { told: true }, noon + 1))).rejects.toThrow(StaleJob);
			expect(await store.guilds.forget('22')).toBe(0);
		});

		test('other servers and direct messages keep all', async () => {
			const jobs = [await accepted(inGuild('23')), await accepted(inGuild(null))];
			const ended: Job[] = [];
			for (const job of jobs) ended.push(await saved(...drawn(job, 1, noon)));
			await setting('23');
			await store.alerts.raise({ ...alert, guildId: '23' });
			await store.guilds.forget('22');
			for (const job of ended) {
				expect(await store.ledger.find(job.id)).toEqual(job);
				expect(await store.ledger.pictures(job.id, 'input')).toHaveLength(1);
			}
			expect(await store.settings.read('23')).toMatchObject({ revision: 1 });
			expect(await store.alerts.untold()).toHaveLength(1);
		});

		test('a job that is under way stays until it has ended, and its server is noted until then', async () => {
			await store.guilds.absent(['22'], noon);
			const open = await accepted();
			const made = drawn(await accepted(), 1, noon).slice(0, 4);
			await saved(...made);
			await saved(cancel(await accepted(), noon));
			expect(await store.guilds.forget('22')).toBe(1);
			expect((await store.ledger.owed()).map(({ id }) => id).toSorted()).toEqual([open.id, made[0]!.id].toSorted());
			expect(await store.ledger.pictures(open.id, 'input')).toHaveLength(1);
			expect(await store.guilds.leftBefore(noon + 1)).toEqual(['22']);
			await saved(cancel(open, noon + 1));
			await saved(fail(made[3]!, { code: 'unusable' }, noon + 1));
			expect(await store.guilds.forget('22')).toBe(2);
			expect(await store.guilds.leftBefore(noon + 1)).toEqual([]);
			expect(await store.guilds.all()).toEqual([]);
		});

		test('an alert is raised once, told once, and comes back as it was raised', async () => {
			const answers = await Promise.all([1, 2, 3].map((n) => store.alerts.raise({ ...alert, at: noon + n })));
			expect(answers.filter((isFirst) => isFirst)).toHaveLength(1);
			const others = [
				{ ...alert, percent: 100, at: noon + 20 },
				{ ...alert, month: '2026-12', at: noon + 10 },
				{ ...alert, guildId: '23', at: noon - 10 },
				{ ...alert, budgetMicros: alert.budgetMicros * 2, at: noon + 30 },
			];
			for (const other of others) expect(await store.alerts.raise(other)).toBe(true);
			const [hundred, december, elsewhere, raised] = others;
			const untold = await store.alerts.untold();
			expect(untold).toEqual([elsewhere, { ...alert, at: expect.any(Number) }, december, hundred, raised]);
			await store.alerts.told(alert);
			await store.alerts.told(elsewhere!);
			expect(await store.alerts.untold()).toEqual([december, hundred, raised]);
			expect(await store.alerts.raise(alert)).toBe(false);
			expect(await store.alerts.untold()).toEqual([december, hundred, raised]);
		});
	});
}
