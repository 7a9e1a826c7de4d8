import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import type { AuditAction } from '../../src/core/moderation/books.ts';
import type { Case } from '../../src/core/moderation/case.ts';
import * as step from '../../src/core/moderation/case.ts';
import { StaleJob } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { canary, caseOf, heldJob, input, line, refusedJob, refusedWithWords } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, drawn, type JobChange, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const days = 86_400_000;
const me = { guildId: '22', userId: '11' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`words that go, in ${name}`, () => {
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
		const thirty = async () => 30;
		const refused = (change?: JobChange) => refusedWithWords(store, change);
		const everything = async () =>
			JSON.stringify([
				await store.cases.list({ guildId: '22', show: 'all', limit: 100 }),
				await store.audit.all('22', 0, 100),
				await store.privacy.exportMember('11'),
				await store.prompts.recent('22', 0, 100),
			]);

		test("a case loses its words after its server's retention, and keeps what happened", async () => {
			const { job, found } = await refused();
			expect(await store.privacy.emptyCases(noon + 30 * days, thirty)).toEqual([]);
			expect(await everything()).toContain(canary);

			const emptied = await store.privacy.emptyCases(noon + 30 * days + 1, thirty);
			expect(await everything()).not.toContain(canary);
			const kept = (await store.cases.find('22', 1))!;
			expect(emptied).toEqual([kept]);
			expect(kept).toEqual({
				...{ ...found, revision: found.revision + 1, changedAt: noon + 30 * days + 1, emptied: true },
				triggers: [{ source: 'words', verdict: 'held', subject: { on: 'prompt' }, entry: 'w', found: '' }],
				decision: { verb: 'refuse', by: '99', at: noon + 1, warned: true },
				appeal: { text: '', at: noon + 2, answer: { by: '99', at: noon + 3, text: '', granted: false } },
			});
			const empty = (await store.ledger.find(job.id))!;
			expect(empty).toMatchObject({ state: 'refused', emptied: true, scores: { violence: 0.7 } });
			expect(empty.reply.token).toBe('');
			expect(empty.changedAt).toBe(job.changedAt);
			expect(await store.ledger.pictures(job.id, 'input')).toEqual([]);
			expect((await store.members.record(me, 0)).strikes).toHaveLength(1);
			const log = await store.audit.list('22', { limit: 1 });
			expect(log).toMatchObject([{ by: null, action: 'emptied', case: 1, about: '11' }]);
			expect(await store.privacy.emptyCases(noon + 90 * days, thirty)).toEqual([]);
		});

		test('each server keeps its cases as long as it wants to', async () => {
			await refused();
			await refused({ asker: { guildId: '23' } });
			const retentionOf = async (guildId: string) => (guildId === '22' ? 7 : 90);
			const emptied = await store.privacy.emptyCases(noon + 8 * days, retentionOf);
			expect(emptied.map(({ guildId }) => guildId)).toEqual(['22']);
		});

		test('whoever still holds what was emptied cannot write its words back', async () => {
			const { job, found } = await refused();
			await store.privacy.emptyCases(noon + 31 * days, thirty);
			await expect(store.ledger.save(arrow.note(job, { told: true }, noon))).rejects.toThrow(StaleJob);
			await expect(write(step.note(found, {}, noon), 'claimed')).rejects.toThrow('case 1 was changed meanwhile');
		});

		test('what waits for a decision, or is under way, keeps its words until it has ended', async () => {
			const { job, opened } = await heldJob(store);
			const late = noon + 40 * days;
			expect(await store.privacy.emptyCases(late, thirty)).toEqual([]);
			const approved = await write(step.decide(opened, { verb: 'approve', by: '99' }, late), 'approved', {
				...arrow.approve(job, late),
			});
			expect(await store.privacy.emptyCases(late + 1, thirty)).toEqual([]);
			for (const next of drawn(job, 1, late).slice(1)) await store.ledger.save(next);
			// A moderator may still take the decision back.
			expect(await store.privacy.emptyCases(late + 1, thirty)).toEqual([]);
			const later = late + 6 * 60_000;
			expect(await store.privacy.emptyCases(later, thirty)).toMatchObject([{ number: approved.number }]);
			expect(await store.ledger.find(job.id)).toMatchObject({ emptied: true, state: 'delivered' });
		});

		test('a job keeps its words while another case about it is to be decided', async () => {
			const { job } = await refusedJob(store);
			const report = await store.cases.open(caseOf(job, { kind: 'report' }), noon + 20 * days, []);
			const now = noon + 31 * days;
			expect(await store.privacy.emptyCases(now, thirty)).toMatchObject([{ number: 1 }]);
			expect(await store.ledger.find(job.id)).toEqual(job);
			await write(step.decide(report, { verb: 'keep', by: '99' }, now), 'kept');
			expect(await store.privacy.emptyCases(noon + 51 * days, thirty)).toMatchObject([{ number: 2 }]);
			expect(await store.ledger.find(job.id)).toMatchObject({ emptied: true });
		});

		test('new words of an emptied case go too', async () => {
			const { job } = await refusedJob(store);
			await store.privacy.emptyCases(noon + 31 * days, thirty);
			const found = (await store.cases.ofJob(job.id))!;
			await write(
				step.report(found, { userId: '77', at: noon + 32 * days, text: canary }, noon + 32 * days),
				'reported',
			);
			expect(await everything()).toContain(canary);
			expect(await store.privacy.emptyCases(noon + 33 * days, thirty)).toHaveLength(1);
			expect(await everything()).not.toContain(canary);
		});

		test('a sweep leaves pictures that a moderator may still need, and retention takes them', async () => {
			const { job } = await refused();
			await store.ledger.save(arrow.note(job, { told: true }, noon + 4));
			const plain = newJob();
			await store.ledger.accept(plain, [input], {}, agree(plain));
			for (const next of drawn(plain, 1, noon)) await store.ledger.save(next);
			expect(await store.ledger.sweep(noon + days, noon + days)).toBe(1);
			expect(await store.ledger.pictures(job.id, 'input')).toHaveLength(1);
			await store.privacy.emptyCases(noon + 31 * days, thirty);
			expect(await store.ledger.pictures(job.id, 'input')).toEqual([]);
		});
	});
}
