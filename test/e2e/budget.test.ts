import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Easel, startEasel } from './easel.ts';
import { bystanderSees, hasPictures, unpaid, words } from './trouble.ts';

const budgetMicros = 1_000_000;
const requests = 50;

let easel: Easel;
let ledger: DatabaseSync;

beforeAll(async () => {
	easel = await startEasel({
		env: { DAILY_BUDGET_USD: '1', MAX_CONCURRENT: '50' },
		openai: { latencyMs: 200 },
	});
	ledger = new DatabaseSync(easel.env.STORE_URL!.replace('sqlite://', ''), { readOnly: true });
});

afterAll(async () => {
	ledger.close();
	await easel.stop();
});

/** Micro-dollars that are spent, or reserved while nobody knows. */
function committed(): number {
	const row = ledger.prepare('select sum(coalesce(cost_micros, reserved_micros)) as micros from jobs').get();
	return Number(row?.micros ?? 0);
}

const endOfDay = () => Math.ceil((Math.floor(Date.now() / 86_400_000) + 1) * 86_400);
const spent = () => words('refusal.operatorBudget', { resets: `<t:${endOfDay()}:R>` });

test('fifty requests at once never take the ledger over the daily budget, and the bill stays within the ledger', async () => {
	let most = 0;
	const look = () => {
		most = Math.max(most, committed());
	};
	for (const event of ['message', 'edit', 'delete'] as const) easel.discord.on(event, look);
	// Some are billed without a picture, some are neither: the ledger must count both.
	easel.openai.faults.next.push({ kind: 'reset-after-work' }, { kind: 'bill-then-500' }, { kind: 'html-200' });
	easel.openai.faults.next.push({ kind: 'status', status: 401 }, { kind: 'refuse', code: 'moderation_blocked' });

	const asked = await Promise.all(
		Array.from({ length: requests }, (_, i) =>
			easel.discord.as('mia').slash('studio', 'imagine', { prompt: `fox ${i}` }),
		),
	);
	const isEnd = (text: string) =>
		[words('problem.title'), words('problem.unknownTitle'), unpaid].some((end) => text.includes(end));
	const answers = await Promise.all(asked.map((it) => it.response((m) => hasPictures(m) || isEnd(m.text()), 9000)));

	const refused = answers.filter((it) => it.text().includes(spent()));
	const reservedEach = 53_000;
	expect(refused.length).toBeGreaterThanOrEqual(requests - Math.floor(budgetMicros / reservedEach) - 2);
	expect(refused.every((it) => it.ephemeral && it.text().includes(unpaid))).toBe(true);
	expect(easel.openai.calls).toHaveLength(requests - refused.length);

	expect(most).toBeGreaterThan(budgetMicros / 2);
	expect(most).toBeLessThanOrEqual(budgetMicros);
	expect(easel.openai.bill().micros).toBeLessThanOrEqual(committed());
	await vi.waitFor(() => expect(bystanderSees(easel)).toHaveLength(answers.filter(hasPictures).length), 5000);
});

test('what costs more than is left is refused, and what fits is still drawn', async () => {
	const draw = (options: Record<string, string>) =>
		easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'a calm lake', ...options });
	const refused = await (await draw({ quality: 'max' })).response();
	expect(refused.text()).toContain(spent());
	const small = await (await draw({ quality: 'low' })).response(hasPictures);
	expect(small.pictures()).toHaveLength(1);
	expect(easel.openai.bill().micros).toBeLessThanOrEqual(committed());
	expect(committed()).toBeLessThanOrEqual(budgetMicros);
});
