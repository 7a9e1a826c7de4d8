import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Batch, concluded } from '../../src/core/batch.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { canary } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, asker, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const { prompt: _, sent: __, ...request } = newJob().request;

const batchOf = (change: Partial<Batch> = {}): Batch => ({
	id: '41771983429993940',
	at: noon,
	asker,
	roleIds: ['7'],
	place: { canAttach: true, canThread: true },
	applicationId: '44',
	attachmentLimit: 10_000_000,
	look: { hidePrice: true },
	request,
	prompts: [{ prompt: canary, sent: canary }],
	sources: [],
	total: { jobs: 1, pictures: 1, micros: 50_000 },
	isAccepted: false,
	isOpen: true,
	...change,
});

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`batches, in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		test('a batch is opened once, and comes back as it was', async () => {
			expect(await store.batches.open(batchOf())).toBe(true);
			expect(await store.batches.open(batchOf({ at: noon + 1 }))).toBe(false);
			expect(await store.batches.find(batchOf().id)).toEqual(batchOf());
			expect(await store.batches.find('1')).toBeUndefined();
		});

		test('changes that come at the same time lose none of each other', async () => {
			await store.batches.open(batchOf({ roleIds: [] }));
			const { id } = batchOf();
			const add = (role: string) => store.batches.change(id, (it) => ({ ...it, roleIds: [...it.roleIds, role] }));
			await Promise.all(['1', '2', '3', '4', '5'].map(add));
			expect((await store.batches.find(id))?.roleIds.toSorted()).toEqual(['1', '2', '3', '4', '5']);
			expect(await store.batches.change('1', (it) => it)).toBeUndefined();
		});

		test('open batches are known until they are over or dropped', async () => {
			await store.batches.open(batchOf({ id: '2', at: noon + 1 }));
			await store.batches.open(batchOf({ id: '1' }));
			await store.batches.open(batchOf({ id: '3', at: noon + 2 }));
			await store.batches.change('2', (it) => ({ ...it, isOpen: false }));
			await store.batches.drop('3');
			expect((await store.batches.allOpen()).map(({ id }) => id)).toEqual(['1']);
		});

		test("a batch's jobs are those that were accepted for it", async () => {
			for (const n of [0, 1]) {
				const job = newJob({ batch: { id: 'a', n } }, noon + n);
				await store.ledger.accept(job, [], {}, agree(job));
			}
			const other = newJob();
			await store.ledger.accept(other, [], {}, agree(other));
			expect((await store.batches.jobs('a')).map(({ batch }) => batch?.n)).toEqual([0, 1]);
		});

		test("a member's batches are in their export, and their wish empties them", async () => {
			await store.batches.open(batchOf({ id: '1' }));
			await store.batches.open(batchOf({ id: '2', isOpen: false }));
			await store.batches.open(batchOf({ id: '3', asker: { ...asker, guildId: '23' } }));
			await store.batches.open(batchOf({ id: '4', asker: { ...asker, userId: '12' } }));
			const { batches } = await store.privacy.exportMember('11');
			expect(batches.map(({ id, guildId }) => [id, guildId])).toEqual([
				['1', '22'],
				['2', '22'],
				['3', '23'],
			]);
			expect(batches[0]).toMatchObject({ at: noon, channelId: '33', prompts: [{ prompt: canary }], isOpen: true });

			await store.privacy.emptyMember('22', '11', noon + 1);
			expect(await store.batches.find('1')).toEqual(concluded(batchOf({ id: '1' }), { by: 'privacy' }));
			expect(await store.batches.find('2')).toBeUndefined();
			expect((await store.batches.find('3'))?.prompts).toHaveLength(1);
			await store.privacy.emptyMember(null, '11', noon + 1);
			expect(JSON.stringify(await store.privacy.exportMember('11'))).not.toContain(canary);
			expect((await store.batches.find('4'))?.prompts).toHaveLength(1);
		});

		test('a server that is forgotten leaves no batches, and old ones go by themselves', async () => {
			const days = 86_400_000;
			await store.batches.open(batchOf({ id: '1' }));
			await store.batches.open(batchOf({ id: '2', asker: { ...asker, guildId: '23' } }));
			await store.batches.open(batchOf({ id: '3', asker: { ...asker, guildId: '23' }, isOpen: false }));
			await store.guilds.forget('22');
			expect(await store.batches.find('1')).toBeUndefined();
			await store.sweep(noon + 39 * days);
			expect(await store.batches.find('3')).toBeDefined();
			await store.sweep(noon + 41 * days);
			expect(await store.batches.find('2')).toBeDefined();
			expect(await store.batches.find('3')).toBeUndefined();
		});
	});
}
