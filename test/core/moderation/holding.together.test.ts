import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { CaseClosed } from '../../../src/core/moderation/case.ts';
import { jobOf, noon } from '../jobs.ts';
import { guildId } from '../servers.ts';
import { createDesk, type Desk, trackOn } from './desk.ts';

/** Several at once, in every order in which their questions to the store can come. */

const held = () => arrow.holdFor(jobOf(), { reason: 'prompt' }, noon);
const { id } = jobOf();

type Act = 'approve' | 'change' | 'refuse' | 'warn' | 'claim' | 'takeBack' | 'expire' | 'present' | 'catchUp';
const anyAct = fc.constantFrom<Act>(
	'approve',
	'change',
	'refuse',
	'warn',
	'claim',
	'takeBack',
	'expire',
	'present',
	'catchUp',
);

async function act(what: Act, desk: Desk, by: string): Promise<unknown> {
	const { holding, clock } = desk;
	const who = { guildId, by };
	switch (what) {
		case 'approve':
			return holding.approve(1, who);
		case 'change':
			return holding.approve(1, who, { prompt: `the words of ${by}` });
		case 'refuse':
			return holding.refuse(1, who, { reason: by });
		case 'warn':
			return holding.refuse(1, who, { warn: true });
		case 'claim':
			return holding.claim(1, who);
		case 'takeBack':
			return holding.takeBack(id);
		case 'expire':
			return holding.expire(clock.now() + 1000 * 3_600_000);
		case 'present':
			return holding.present(trackOn(desk, id));
		case 'catchUp':
			return holding.catchUp();
	}
}

test('whoever presses when: one decision stands, with its job, its audit line and its one journey', async () => {
	const anyActs = fc.array(anyAct, { minLength: 2, maxLength: 5 });
	const seen = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), anyActs, async (scheduler, acts) => {
			const desk = createDesk((ask) => scheduler.schedule(Promise.resolve()).then(ask));
			desk.put(held());
			const done = Promise.allSettled(acts.map((what, n) => act(what, desk, String(n))));
			await scheduler.waitFor(done);

			// Whoever was not the first is told what stands, and nothing else goes wrong.
			const refused = (await done).flatMap((it) => (it.status === 'rejected' ? [it.reason] : []));
			for (const error of refused) expect(error).toBeInstanceOf(CaseClosed);

			const found = desk.cases.get(1)!;
			const job = desk.jobs.get(id)!;
			seen.add(found.state);
			const ends = ['approved', 'changed', 'refused', 'withdrawn', 'expired'];
			const decisions = desk.audit.filter(({ action }) => ends.includes(action));
			expect(decisions).toHaveLength(found.state === 'open' ? 0 : 1);
			expect(desk.travelled).toHaveLength(decisions.length);
			const stateOf = {
				open: 'held',
				approved: 'queued',
				refused: 'refused',
				withdrawn: 'cancelled',
				expired: 'expired',
			};
			expect(job.state).toBe(stateOf[found.state as keyof typeof stateOf]);

			const { decision } = found;
			if (decision) {
				expect(decisions[0]!.by).toBe(decision.by);
				if (decision.changedTo) expect(job.request.prompt).toBe(`the words of ${decision.by}`);
				if (decision.verb === 'refuse') expect(job.problem?.reason).toBe(decision.reason);
			}
			expect(desk.strikes).toHaveLength(decision?.warned ? 1 : 0);
			// A card that was drawn as if it were open was drawn anew.
			const isDecided = found.card && found.state !== 'open';
			if (isDecided) expect(desk.redrawn.some(({ state, card }) => state === found.state && card)).toBe(true);
		}),
		{ numRuns: 600 },
	);
	expect([...seen].toSorted()).toEqual(['approved', 'expired', 'open', 'refused', 'withdrawn']);
});

test('a hundred cases that two moderators press on at once are a hundred decisions, each by one', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), async (scheduler) => {
			const desk = createDesk((ask) => scheduler.schedule(Promise.resolve()).then(ask));
			const numbers = Array.from({ length: 100 }, (_, n) => desk.put({ ...held(), id: String(n) }).number);
			const pressed = Promise.allSettled(
				numbers.flatMap((number) => [
					desk.holding.approve(number, { guildId, by: 'ada' }),
					desk.holding.refuse(number, { guildId, by: 'max' }),
				]),
			);
			await scheduler.waitFor(pressed);
			const went = (await pressed).map(({ status }) => status);
			expect(went.filter((it) => it === 'fulfilled')).toHaveLength(100);
			for (const number of numbers) {
				const { decision } = desk.cases.get(number)!;
				const lines = desk.audit.filter((it) => it.case === number);
				expect(lines.map(({ by }) => by)).toEqual([decision!.by]);
			}
			expect(desk.travelled).toHaveLength(100);
		}),
		{ numRuns: 5 },
	);
});
