import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { heldJob } from './cases.ts';
import { startDatabases } from './databases.ts';

const databases = await startDatabases();
const children = new Set<ChildProcess>();
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await databases.remove();
});

/** Starts `deciding-process.ts`; resolves when it has the store open. */
async function startModerator(url: string, what: 'open' | 'decide', count: number, by: string) {
	const script = join(import.meta.dirname, 'deciding-process.ts');
	const args = ['--disable-warning=ExperimentalWarning', script, url, what, String(count), by];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	children.add(child);
	const ended = once(child, 'close').then(([code]) => {
		children.delete(child);
		return code as number | null;
	});
	const lines: string[] = [];
	const output = createInterface(child.stdout).on('line', (line) => lines.push(line));
	await Promise.race([once(output, 'line'), ended]);
	const said = (word: string) =>
		lines.flatMap((line) => (line.startsWith(`${word} `) ? [Number(line.split(' ')[1])] : []));
	return { child, output, ended, said, go: () => child.stdin.end('go\n') };
}

for (const { name, fresh } of databases.kinds.filter((kind) => kind.name !== 'SQLite in memory')) {
	describe.skipIf(!fresh)(`two moderators' processes at ${name}`, () => {
		test('decide on the same 100 cases, and every case is decided by one', async () => {
			const url = await fresh!();
			const store = await openStore(url);
			for (let n = 0; n < 100; n++) await heldJob(store);
			const both = await Promise.all(['98', '99'].map((by) => startModerator(url, 'decide', 100, by)));
			for (const { go } of both) go();
			expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);

			const [a, b] = both.map(({ said }) => said('decided'));
			expect([...a!, ...b!].toSorted((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
			expect(both.flatMap(({ said }) => said('late'))).toHaveLength(100);
			const { cases } = await store.cases.list({ guildId: '22', show: 'all', limit: 200 });
			const byOf = new Map(cases.map(({ number, decision }) => [number, decision?.by]));
			for (const number of a!) expect(byOf.get(number)).toBe('98');
			for (const number of b!) expect(byOf.get(number)).toBe('99');
			const { strikes } = await store.members.record({ guildId: '22', userId: '11' }, 0);
			expect(new Map(strikes.map((strike) => [strike.case, strike.by]))).toEqual(byOf);
			const lines = await store.audit.list('22', { limit: 500 });
			expect(new Map(lines.filter((it) => it.action === 'refused').map((it) => [it.case, it.by]))).toEqual(byOf);
			expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, n) => 200 - n));
			expect((await store.ledger.owed()).every(({ state }) => state === 'refused')).toBe(true);
			await store.close();
		});

		test('open cases at once, and each has a number of its own', async () => {
			const url = await fresh!();
			const both = await Promise.all(['98', '99'].map((by) => startModerator(url, 'open', 50, by)));
			for (const { go } of both) go();
			expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
			const numbers = both.flatMap(({ said }) => said('opened'));
			expect(numbers.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
		});

		test('one that is killed in the midst leaves no decision half done', async () => {
			const url = await fresh!();
			const store = await openStore(url);
			for (let n = 0; n < 100; n++) await heldJob(store);
			for (const moment of [5, 30]) {
				const moderator = await startModerator(url, 'decide', 100, '99');
				moderator.go();
				while (moderator.said('decided').length < moment) await once(moderator.output, 'line');
				moderator.child.kill('SIGKILL');
				await moderator.ended;
			}
			const { cases } = await store.cases.list({ guildId: '22', show: 'all', limit: 200 });
			const { strikes } = await store.members.record({ guildId: '22', userId: '11' }, 0);
			const struck = new Set(strikes.map((strike) => strike.case));
			const logged = new Set(
				(await store.audit.list('22', { limit: 500 })).filter((it) => it.action === 'refused').map((it) => it.case),
			);
			expect(struck.size).toBeGreaterThanOrEqual(35);
			for (const { number, state, jobId } of cases) {
				const isDecided = state === 'refused';
				expect((await store.ledger.find(jobId))?.state).toBe(isDecided ? 'refused' : 'held');
				expect([struck.has(number), logged.has(number)]).toEqual([isDecided, isDecided]);
			}
			await store.close();
		});
	});
}
