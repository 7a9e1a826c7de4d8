import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import { type AuditAction, StaleCase } from '../../src/core/moderation/books.ts';
import type { Case } from '../../src/core/moderation/case.ts';
import * as step from '../../src/core/moderation/case.ts';
import { AlreadyAccepted, StaleJob } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { caseOf, found, heldJob, line, refusedJob, scored } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, drawn, newJob, noon, picture } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const minute = 60_000;
const me = { guildId: '22', userId: '11' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`cases in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		const write = async (next: Case, action: AuditAction) => {
			await store.cases.save(next, { audit: [line(next, action, next.changedAt)] });
			return next;
		};
		const numbers = async (filter: Omit<Parameters<Store['cases']['list']>[0], 'guildId' | 'limit'>) => {
			const { cases, total } = await store.cases.list({ guildId: '22', limit: 10, ...filter });
			expect(total).toBe(cases.length);
			return cases.map(({ number }) => number);
		};
		const actions = async () => (await store.audit.all('22', 0, 100)).map(({ action }) => action);

		test('a job that is held has its case from the first, and the log says so', async () => {
			const { job, opened } = await heldJob(store);
			expect(opened).toEqual({
				...{ guildId: '22', number: 1, revision: 1, kind: 'prompt', state: 'open', userId: '11', jobId: job.id },
				...{ openedAt: noon, changedAt: noon, triggers: [found, scored], reports: [] },
			});
			expect(await store.cases.find('22', 1)).toEqual(opened);
			expect(await store.ledger.find(job.id)).toEqual(job);
			expect(await store.audit.list('22', { limit: 10 })).toEqual([
				{ guildId: '22', n: 1, at: noon, by: null, action: 'opened', case: 1, about: '11', why: '' },
			]);
			expect(await store.cases.find('23', 1)).toBeUndefined();
			expect(await store.cases.ofJob('unheard of')).toBeUndefined();
		});

		test('an acceptance that comes to nothing leaves no case and no number behind', async () => {
			const { job } = await heldJob(store);
			const again = () => ({ job, opened: caseOf(job, { kind: 'budget' }) });
			await expect(store.ledger.accept(job, [], {}, again)).rejects.toThrow(AlreadyAccepted);
			await store.ledger.accept(newJob(), [], {}, () => ({ refusal: { code: 'closing' } }));
			expect(await numbers({ show: 'all' })).toEqual([1]);
			expect(await actions()).toEqual(['opened']);
			expect((await heldJob(store)).opened.number).toBe(2);
		});

		test('each server counts its own cases', async () => {
			expect((await heldJob(store)).opened.number).toBe(1);
			expect((await heldJob(store, { asker: { guildId: '23' } })).opened.number).toBe(1);
			expect((await heldJob(store)).opened.number).toBe(2);
			expect(await store.cases.find('23', 2)).toBeUndefined();
		});

		test('a later doubt opens a case together with the job and its pictures, or nothing is written', async () => {
			const job = newJob();
			await store.ledger.accept(job, [], {}, agree(job));
			const made = drawn(job, 1, noon).slice(0, 4);
			for (const next of made) await store.ledger.save(next);
			const held = arrow.holdFor(made[3]!, { reason: 'result' }, noon + minute);
			const opened = caseOf(job, { kind: 'result' });
			await store.ledger.save(held, [picture('result', new Uint8Array([1]))], opened);
			expect(await store.cases.ofJob(job.id)).toMatchObject({ number: 1, kind: 'result', openedAt: noon + minute });

			const late = arrow.holdFor(made[3]!, { reason: 'result' }, noon + minute);
			const again = store.ledger.save(late, [picture('result', new Uint8Array([2]), 1)], {
				...opened,
				kind: 'provider',
			});
			await expect(again).rejects.toThrow(StaleJob);
			expect(await store.ledger.pictures(job.id, 'result')).toHaveLength(1);
			expect(await numbers({ show: 'all' })).toEqual([1]);
			expect(await actions()).toEqual(['opened']);
		});

		test('what a crash does twice is one case: that of the same job and kind stays as it is', async () => {
			const { job, opened } = await heldJob(store);
			const claimed = await write(step.claim(opened, '99', noon + 1), 'claimed');
			const going = arrow.approve(job, noon + 2);
			await store.ledger.save(going);
			await store.ledger.save(arrow.holdAgain(going, noon + 3), [], caseOf(job));
			expect(await store.cases.open(caseOf(job), noon + 4, [line(opened, 'reported', noon + 4)])).toEqual(claimed);
			expect(await numbers({ show: 'all' })).toEqual([1]);
			expect(await actions()).toEqual(['opened', 'claimed']);
		});

		test('of several cases of a job the newest is found, or that of one kind', async () => {
			const { job, opened } = await heldJob(store);
			const result = await store.cases.open(caseOf(job, { kind: 'result', state: 'refused' }), noon, []);
			expect(await store.cases.ofJob(job.id)).toEqual(result);
			expect(await store.cases.ofJob(job.id, 'prompt')).toEqual(opened);
			expect(await store.cases.ofJob(job.id, 'report')).toBeUndefined();
		});

		test('a report opens a case with its number in the log', async () => {
			const job = newJob();
			const reports = [{ userId: '12', at: noon, text: 'rude\u0000' }];
			const opened = await store.cases.open(caseOf(job, { kind: 'report', triggers: [], reports }), noon, [
				{ guildId: '22', at: noon, by: '12', action: 'reported', case: null, about: '11', why: 'rude\u0000' },
			]);
			expect(opened).toMatchObject({ number: 1, kind: 'report', reports });
			expect(await store.cases.find('22', 1)).toEqual(opened);
			expect(await store.audit.list('22', { limit: 10, case: 1 })).toMatchObject([{ by: '12', why: 'rude\u0000' }]);
		});

		test('a decision is written with its job, its lines, its strike and its pause', async () => {
			const { job, opened } = await heldJob(store);
			const at = noon + minute;
			const next = step.decide(opened, { verb: 'refuse', by: '99', reason: 'no', warned: true }, at);
			const refused = arrow.refuse(job, { code: 'notApproved', reason: 'no' }, at);
			const strike = { guildId: '22', userId: '11', case: 1, at, by: '99' };
			const pause = { guildId: '22', userId: '11', until: at + minute, by: '99', case: 1 };
			const audit = [line(next, 'refused', at, '99', 'no'), line(next, 'warned', at), line(next, 'paused', at)];
			await store.cases.save(next, { audit, job: refused, strike, pause });
			expect(await store.cases.find('22', 1)).toEqual(next);
			expect(await store.ledger.find(job.id)).toEqual(refused);
			expect(await actions()).toEqual(['opened', 'refused', 'warned', 'paused']);
			expect(await store.members.record(me, 0)).toEqual({ cases: 1, strikes: [strike], pausedUntil: at + minute });

			const back = step.undo(next, at + 1);
			await store.cases.save(back, {
				audit: [line(back, 'undone', at + 1)],
				job: arrow.holdAgain(refused, at + 1),
				forgiven: true,
			});
			expect(await store.cases.find('22', 1)).toEqual(back);
			expect((await store.members.record(me, 0)).strikes).toEqual([]);
			expect(await store.ledger.find(job.id)).toMatchObject({ state: 'held' });
		});

		test('when case or job was changed meanwhile nothing at all is written', async () => {
			const { job, opened } = await heldJob(store);
			const decided = step.decide(opened, { verb: 'refuse', by: '99', warned: true }, noon + 1);
			const together = {
				audit: [line(opened, 'refused', noon + 1), line(opened, 'warned', noon + 1)],
				strike: { guildId: '22', userId: '11', case: 1, at: noon + 1, by: '99' },
				pause: { guildId: '22', userId: '11', until: noon + minute, by: '99', case: 1 },
			};
			const staleJob = { ...arrow.refuse(job, { code: 'notApproved' }, noon + 1), revision: 9 };
			await expect(store.cases.save(decided, { ...together, job: staleJob })).rejects.toThrow(StaleJob);
			const nothing = async () => {
				expect(await store.cases.find('22', 1)).toEqual(opened);
				expect(await store.ledger.find(job.id)).toEqual(job);
				expect(await store.members.record(me, 0)).toEqual({ cases: 1, strikes: [], pausedUntil: null });
				expect(await actions()).toEqual(['opened']);
			};
			await nothing();
			const refused = arrow.refuse(job, { code: 'notApproved' }, noon + 1);
			const staleCase = { ...decided, revision: 9 };
			await expect(store.cases.save(staleCase, { ...together, job: refused })).rejects.toThrow(StaleCase);
			await nothing();
			await expect(store.cases.save({ ...decided, number: 7 }, { audit: [] })).rejects.toThrow(StaleCase);
			// Whatever breaks at the last step takes all the others with it.
			const broken = { ...line(opened, 'refused', noon + 1), action: null as unknown as AuditAction };
			await expect(store.cases.save(decided, { ...together, job: refused, audit: [broken] })).rejects.toThrow();
			await nothing();
		});

		test('lists show what waits, oldest first, what was appealed against, and all, newest first', async () => {
			const held = await heldJob(store);
			const refused = await refusedJob(store);
			await heldJob(store, { asker: { userId: '12' } });
			await heldJob(store, { asker: { guildId: '23' } });
			await write(step.claim(held.opened, '99', noon + 1), 'claimed');
			const appealed = await write(step.appeal(refused.opened, 'please', noon + 1), 'appealed');
			expect(await numbers({ show: 'open' })).toEqual([1, 3]);
			expect(await numbers({ show: 'appeals' })).toEqual([2]);
			expect(await numbers({ show: 'all' })).toEqual([3, 2, 1]);
			expect(await numbers({ show: 'all', userId: '11' })).toEqual([2, 1]);
			expect(await numbers({ show: 'open', claimedBy: '99' })).toEqual([1]);
			expect(await numbers({ show: 'all', kind: 'budget' })).toEqual([]);
			await write(step.answerAppeal(appealed, { by: '99', text: 'no', granted: false }, noon + 2), 'answered');
			expect(await numbers({ show: 'appeals' })).toEqual([]);
			const page = { guildId: '22', show: 'all', limit: 1, offset: 1 } as const;
			expect(await store.cases.list(page)).toMatchObject({ cases: [{ number: 2 }], total: 3 });
		});

		test('response times are of what was decided since then', async () => {
			const nothing = { waiting: 0, appeals: 0, oldestOpenedAt: null, decided: 0, medianMs: null, slowestMs: null };
			expect(await store.cases.responseTimes('22', 0)).toEqual(nothing);
			for (const [n, took] of [1, 5, 30, 10].entries()) {
				const { opened } = await heldJob(store, {}, noon + n);
				await write(step.decide(opened, { verb: 'refuse', by: '99' }, noon + n + took * minute), 'refused');
			}
			await heldJob(store, {}, noon + minute);
			const { opened } = await heldJob(store);
			await write(step.claim(opened, '99', noon + 1), 'claimed');
			await write(step.appeal((await refusedJob(store)).opened, 'please', noon), 'appealed');
			await heldJob(store, { asker: { guildId: '23' } }, noon - minute);
			expect(await store.cases.responseTimes('22', noon)).toEqual({
				...{ waiting: 2, appeals: 1, oldestOpenedAt: noon },
				...{ decided: 4, medianMs: 7.5 * minute, slowestMs: 30 * minute },
			});
			expect(await store.cases.responseTimes('22', noon + 6 * minute)).toMatchObject({
				...{ decided: 2, medianMs: 20 * minute, slowestMs: 30 * minute },
			});
		});

		test('what waits too long is found in all servers, oldest first', async () => {
			await heldJob(store, {}, noon + 2);
			await heldJob(store, { asker: { guildId: '23' } }, noon + 1);
			await refusedJob(store, {}, noon);
			await heldJob(store, {}, noon + 3);
			const before = await store.cases.openedBefore(noon + 3);
			expect(before.map(({ guildId, number }) => [guildId, number])).toEqual([
				['23', 1],
				['22', 1],
			]);
		});

		test('what should have a card and has none is found until it has one', async () => {
			const card = { channelId: '66', messageId: '77' };
			const unshown = async () => (await store.cases.unshown()).map(({ number }) => number);
			const held = await heldJob(store);
			const refused = await refusedJob(store);
			expect(await unshown()).toEqual([1]);
			const shown = await write(step.note(held.opened, { card }, noon + 1), 'claimed');
			expect(shown.card).toEqual(card);
			expect(await unshown()).toEqual([]);
			const appealed = await write(step.appeal(refused.opened, 'please', noon + 1), 'appealed');
			expect(await unshown()).toEqual([2]);
			await write(step.note(appealed, { card }, noon + 2), 'claimed');
			expect(await unshown()).toEqual([]);
			await write(step.decide((await heldJob(store)).opened, { verb: 'refuse', by: '99' }, noon), 'refused');
			expect(await unshown()).toEqual([]);
		});
	});
}
