import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import type { AuditAction } from '../../src/core/moderation/books.ts';
import type { Case } from '../../src/core/moderation/case.ts';
import * as step from '../../src/core/moderation/case.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { canary, caseOf, heldJob, input, line, refusedWithWords } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, day, drawn, type JobChange, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const days = 86_400_000;
const me = { guildId: '22', userId: '11' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`what is kept of a member, in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		const write = async (next: Case, action: AuditAction, job?: arrow.Job) => {
			const audit = [line(next, action, next.changedAt, '99', canary)];
			await store.cases.save(next, { audit, ...(job ? { job } : {}) });
			return next;
		};
		const refused = (change?: JobChange) => refusedWithWords(store, change);

		test("a member's wish empties all that is theirs, and nothing of anybody else", async () => {
			const { job } = await refused();
			const elsewhere = await refused({ asker: { guildId: '23' } });
			const other = await refused({ asker: { userId: '12' } });
			const inDirect = newJob({ asker: { guildId: null }, request: { prompt: canary } });
			await store.ledger.accept(inDirect, [input], {}, agree(inDirect));
			for (const next of drawn(inDirect, 1, noon)) await store.ledger.save(next);
			await store.members.pause(
				{ ...me, until: noon + days, by: '99', case: null },
				{ guildId: '22', at: noon, by: '99', action: 'paused', case: null, about: '11', why: canary },
			);

			const deleted = await store.privacy.emptyMember(null, '11', noon + 100);
			expect(deleted).toMatchObject({ jobs: 3, underWay: [] });
			expect(deleted.cases.map(({ guildId, number, emptied }) => [guildId, number, emptied])).toEqual([
				['22', 1, true],
				['23', 1, true],
			]);
			expect(JSON.stringify(await store.privacy.exportMember('11'))).not.toContain(canary);
			for (const { id } of [job, elsewhere.job, inDirect]) {
				expect(await store.ledger.find(id)).toMatchObject({ emptied: true });
				expect(await store.ledger.pictures(id, 'input')).toEqual([]);
			}
			expect(await store.ledger.sameAs(newJob({ request: { prompt: canary } }), [input], 0)).toBeUndefined();
			const about = (await store.audit.all('22', 0, 100)).filter((it) => it.about === '11');
			expect(about.map(({ why }) => why).join('')).toBe('');
			expect(about.at(-1)).toMatchObject({ action: 'emptied', by: '11' });

			expect(await store.cases.find('22', 2)).toEqual(other.found);
			expect(await store.ledger.find(other.job.id)).toEqual(other.job);
			expect(await store.members.record(me, 0)).toMatchObject({ cases: 1, pausedUntil: noon + days });
			expect(
				(await store.ledger.spent({ guildId: '22', userId: '11' }, { serverMonthSince: day })).serverMonthImages,
			).toBe(0);
			expect(await store.privacy.emptyMember(null, '11', noon + 200)).toEqual({
				...{ jobs: 0, cases: [], personas: 0, underWay: [] },
			});
		});

		test('a wish for one server leaves the others', async () => {
			const { job } = await refused();
			const elsewhere = await refused({ asker: { guildId: '23' } });
			expect(await store.privacy.emptyMember('22', '11', noon)).toMatchObject({ jobs: 1, cases: [{ guildId: '22' }] });
			expect(await store.ledger.find(job.id)).toMatchObject({ emptied: true });
			expect(await store.ledger.find(elsewhere.job.id)).toEqual(elsewhere.job);
		});

		test('what is not over yet is named, and keeps its words', async () => {
			const { job, opened } = await heldJob(store);
			const posted = newJob();
			await store.ledger.accept(posted, [], {}, agree(posted));
			for (const next of drawn(posted, 1, noon)) await store.ledger.save(next);
			await store.cases.open(caseOf(posted, { kind: 'report' }), noon, []);
			const { jobs, cases, underWay } = await store.privacy.emptyMember(null, '11', noon);
			expect({ jobs, cases }).toEqual({ jobs: 0, cases: [] });
			expect(underWay.map(({ id }) => id).toSorted()).toEqual([job.id, posted.id].toSorted());
			expect(await store.cases.find('22', 1)).toEqual(opened);
			expect(await store.ledger.find(job.id)).toEqual(job);
		});

		test('what a member reported loses their words, not those of other reporters', async () => {
			const { job } = await refused({ asker: { userId: '12' }, request: { prompt: 'a fox' } });
			const mine = { userId: '11', at: noon, text: canary };
			const theirs = { userId: '13', at: noon + 1, text: 'theirs' };
			const opened = await store.cases.open(caseOf(job, { kind: 'report', reports: [mine] }), noon, [
				{ guildId: '22', at: noon, by: '11', action: 'reported', case: null, about: '12', why: canary },
			]);
			const again = step.report(opened, theirs, noon + 1);
			const audit = [{ ...line(again, 'reported', noon + 1, '13', 'theirs') }];
			await store.cases.save(again, { audit });
			const { reports } = await store.privacy.exportMember('11');
			expect(reports).toEqual([{ guildId: '22', case: 2, at: noon, text: canary }]);

			await store.privacy.emptyMember(null, '11', noon + 2);
			expect((await store.cases.find('22', 2))?.reports).toEqual([{ ...mine, text: '' }, theirs]);
			const said = (await store.audit.all('22', 0, 100)).filter(({ action }) => action === 'reported');
			expect(said.map(({ why }) => why)).toEqual(['', 'theirs']);
		});

		test('an export has all that is kept of a member, and names nobody else', async () => {
			const { job } = await refused();
			await store.members.pause(
				{ ...me, until: noon + days, by: '98', case: 1 },
				{ guildId: '22', at: noon + 5, by: '98', action: 'paused', case: 1, about: '11', why: 'flood' },
			);
			const report = await store.cases.open(
				caseOf(job, { kind: 'report', reports: [{ userId: '97', at: noon, text: 'rude' }] }),
				noon + 6,
				[{ guildId: '22', at: noon + 6, by: '97', action: 'reported', case: null, about: '11', why: 'rude' }],
			);
			await write(step.claim(report, '96', noon + 7), 'claimed');
			await refused({ asker: { userId: '12' }, request: { prompt: 'not mine' } });

			const data = await store.privacy.exportMember('11');
			expect(data).toMatchObject({
				jobs: [{ id: job.id, guildId: '22', channelId: '33', state: 'refused', request: { prompt: canary } }],
				cases: [
					{
						...{ number: 1, kind: 'prompt', state: 'refused', triggers: [{ found: canary }] },
						decision: { verb: 'refuse', reason: canary, warned: true },
						appeal: { text: canary, answer: { text: canary, granted: false } },
					},
					{ number: 2, kind: 'report', reports: [{ at: noon, text: 'rude' }] },
				],
				strikes: [{ guildId: '22', case: 1 }],
				pauses: [{ guildId: '22', until: noon + days, case: 1 }],
				reports: [],
			});
			expect(data.audit.map(({ action, by }) => [action, by])).toEqual([
				['opened', 'bot'],
				['refused', 'other'],
				['appealed', 'self'],
				['answered', 'other'],
				['paused', 'other'],
				['reported', 'other'],
				['claimed', 'other'],
			]);
			const text = JSON.stringify(data);
			expect(JSON.parse(text)).toEqual(data);
			for (const secret of ['"99"', '"98"', '"97"', '"96"', 'a secret', 'not mine']) expect(text).not.toContain(secret);
			expect(await store.privacy.exportMember('unheard of')).toEqual({
				...{
					jobs: [],
					cases: [],
					personas: [],
					strikes: [],
					pauses: [],
					audit: [],
					reports: [],
					stars: [],
					acts: [],
					stops: [],
					changes: [],
					batches: [],
				},
			});
		});

		test('what somebody did to others as moderator or admin is theirs too, without the others', async () => {
			const line = { guildId: '22', at: noon, by: '96', case: null, why: 'too fast' };
			await store.audit.append({ ...line, action: 'paused', about: '11' });
			await store.audit.append({ ...line, action: 'unpaused', about: '96' });
			await store.usage.stopped({ guildId: '22', userId: '96', code: 'cooldown', at: noon });
			await store.usage.stopped({ guildId: '22', userId: '11', code: 'atOnce', at: noon });
			const patch = { 'limits.cooldownSeconds': 30 };
			await store.settings.change({ guildId: '22', userId: '96', how: 'command', patch, at: noon });
			const data = await store.privacy.exportMember('96');
			expect(data).toMatchObject({
				audit: [{ action: 'unpaused', by: 'self' }],
				stops: [{ guildId: '22', at: noon, code: 'cooldown' }],
				changes: [
					{ guildId: '22', at: noon, how: 'command', differences: [{ path: 'limits.cooldownSeconds', after: 30 }] },
				],
			});
			expect(data.acts).toEqual([{ guildId: '22', at: noon, action: 'paused', case: null, why: 'too fast' }]);
			expect(JSON.stringify(data.acts)).not.toContain('11');
		});

		test('a history of more than a page is exported once each, and emptied whole', async () => {
			const jobs = Array.from({ length: 450 }, (_, n) => newJob({}, noon + Math.floor(n / 4)));
			await Promise.all(jobs.map((job) => store.ledger.accept(job, [], {}, agree(job))));
			for (const job of jobs) await store.ledger.save(arrow.cancel(job, noon + 900));
			const exported = (await store.privacy.exportMember('11')).jobs.map(({ id }) => id);
			expect(exported).toHaveLength(450);
			expect(new Set(exported)).toEqual(new Set(jobs.map(({ id }) => id)));
			expect(await store.privacy.emptyMember(null, '11', noon)).toMatchObject({ jobs: 450, underWay: [] });
		});
	});
}
