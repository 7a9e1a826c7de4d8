import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeptPersona, keyOf, type PersonaOwner } from '../../src/core/personas.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const me: PersonaOwner = { kind: 'member', id: '11' };
const us: PersonaOwner = { kind: 'server', id: '22' };

const personaOf = (name: string, change: Partial<KeptPersona> = {}): KeptPersona => ({
	name,
	perspective: `“${name}” 雪 🦊`,
	defaults: { shape: 'wide' },
	key: keyOf(name),
	owner: me,
	by: '11',
	at: noon,
	...change,
});
const beforeOf = ({ key, at }: KeptPersona) => ({ key, at });

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the personas in ${name}`, () => {
		let url: string;
		let store: Store;
		beforeEach(async () => {
			url = await fresh!();
			store = await openStore(url);
		});
		afterEach(() => store.close());

		const put = (...args: Parameters<Store['personas']['put']>) => store.personas.put(...args);
		const of = (userId: string, guildId: string | null) => store.personas.of({ userId, guildId });
		const names = async (userId: string, guildId: string | null) => (await of(userId, guildId)).map((it) => it.name);

		test('are found as they were kept: a member’s own and those of the server', async () => {
			const [mine, ours] = [personaOf('Noir 雪'), personaOf('house', { owner: us, by: '99' })];
			expect(await put(mine, null)).toEqual({ kept: mine });
			await put(ours, null);
			await put(personaOf('a', { owner: { kind: 'member', id: '12' } }), null);
			await put(personaOf('b', { owner: { kind: 'server', id: '23' } }), null);
			// Ids of members and servers are of one kind.
			await put(personaOf('c', { owner: { kind: 'server', id: '11' } }), null);
			expect(await of('11', '22')).toEqual([mine, ours]);
			expect(await of('11', null)).toEqual([mine]);
			expect(await of('13', '24')).toEqual([]);
		});

		test('with a name that its owner has already are not kept, and say what is there', async () => {
			const first = personaOf('Old Sailor');
			await put(first, null);
			expect(await put(personaOf('old sailor', { perspective: 'another' }), null)).toEqual({
				not: 'exists',
				found: first,
			});
			expect(await of('11', null)).toEqual([first]);
			expect(await put(personaOf('Old Sailor', { owner: us }), null)).toHaveProperty('kept');
		});

		test('are replaced, under the same name or another, by whoever knows what is there', async () => {
			const first = personaOf('a');
			await put(first, null);
			const second = { ...first, perspective: 'second' };
			expect(await put(second, beforeOf(first))).toEqual({ kept: { ...second, at: noon + 1 } });
			const third = personaOf('b', { at: noon + 50 });
			expect(await put(third, { key: 'a', at: noon + 1 })).toEqual({ kept: third });
			expect(await of('11', null)).toEqual([third]);
		});

		test('that changed or went meanwhile are not overwritten', async () => {
			const first = personaOf('a');
			await put(first, null);
			const changed = { ...first, perspective: 'changed', at: noon + 9 };
			await put(changed, beforeOf(first));
			expect(await put(first, beforeOf(first))).toEqual({ not: 'changed', found: changed });
			await put(personaOf('b'), null);
			expect(await put({ ...changed, name: 'b', key: 'b' }, beforeOf(changed))).toMatchObject({ not: 'exists' });
			expect(await store.personas.remove(me, 'a')).toBe(true);
			expect(await put(first, beforeOf(changed))).toEqual({ not: 'gone' });
			expect(await names('11', null)).toEqual(['b']);
		});

		test('are removed once, and only their owner’s', async () => {
			await put(personaOf('a'), null);
			await put(personaOf('a', { owner: us }), null);
			expect(await store.personas.remove({ kind: 'member', id: '12' }, 'a')).toBe(false);
			const removed = await Promise.all([1, 2, 3].map(() => store.personas.remove(me, 'a')));
			expect(removed.filter((it) => it)).toHaveLength(1);
			expect((await of('11', '22')).map(({ owner }) => owner)).toEqual([us]);
		});

		test.each([
			{ owner: me, limit: 50 },
			{ owner: us, limit: 100 },
		])(
			'are at most $limit for a $owner.kind, however many are added at once',
			async ({ owner, limit }) => {
				// Another process at the same database; one in memory has none.
				const other = url.includes(':memory:') ? store : await openStore(url);
				const puts = await Promise.all(
					Array.from({ length: limit + 20 }, (_, n) =>
						(n % 2 ? store : other).personas.put(personaOf(`p${n}`, { owner }), null),
					),
				);
				if (other !== store) await other.close();
				expect(puts.filter((it) => 'kept' in it)).toHaveLength(limit);
				expect(puts.filter((it) => 'not' in it)).toEqual(Array(20).fill({ not: 'full', limit }));
				const found = await of(owner.id, owner.id);
				expect(found).toHaveLength(limit);
				// A full shelf can still be changed.
				expect(await put({ ...found[0]!, perspective: 'new' }, beforeOf(found[0]!))).toHaveProperty('kept');
			},
			30_000,
		);

		test('of a member go with everything that is theirs, and what they wrote is in their export', async () => {
			await put(personaOf('mine'), null);
			await put(personaOf('for all', { owner: us }), null);
			await put(personaOf('hers', { owner: { kind: 'member', id: '12' }, by: '12' }), null);
			const { personas } = await store.privacy.exportMember('11');
			expect(personas).toHaveLength(2);
			expect(personas).toEqual(
				expect.arrayContaining([
					{ guildId: null, at: noon, name: 'mine', perspective: '“mine” 雪 🦊', defaults: { shape: 'wide' } },
					{ guildId: '22', at: noon, name: 'for all', perspective: '“for all” 雪 🦊', defaults: { shape: 'wide' } },
				]),
			);
			expect(await store.privacy.emptyMember('22', '11', noon)).toMatchObject({ personas: 0 });
			expect(await store.privacy.emptyMember(null, '11', noon)).toMatchObject({ personas: 1 });
			expect(await names('11', '22')).toEqual(['for all']);
			expect(await names('12', null)).toEqual(['hers']);
		});

		test('of a server go with the server', async () => {
			await put(personaOf('mine'), null);
			await put(personaOf('for all', { owner: us }), null);
			expect(await store.guilds.all()).toEqual(['22']);
			await store.guilds.forget('22');
			expect(await store.guilds.all()).toEqual([]);
			expect(await names('11', '22')).toEqual(['mine']);
		});
	});
}
