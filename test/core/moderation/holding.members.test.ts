import { beforeEach, describe, expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { appeal as appealAgainst, decide, endWithout } from '../../../src/core/moderation/case.ts';
import { jobOf, noon } from '../jobs.ts';
import { ada, closed, createDesk, type Desk, held, max, member, refusal, withheld } from './desk.ts';

/** What members and time make of a case. */

const minute = 60_000;
const hour = 60 * minute;
const refusedByRule = () => arrow.refuse(jobOf(), { code: 'filtered' }, noon);

let desk: Desk;
beforeEach(() => {
	desk = createDesk();
});

const job = () => desk.jobs.get(jobOf().id)!;
const audited = () => desk.audit.map(({ action, by, why }) => [action, by, why]);

describe('an appeal', () => {
	const why = 'It is only a duck.';

	test('against a rule gets a card of its own, for nobody had to see it before', async () => {
		const { number } = desk.put(refusedByRule(), 'prompt', { state: 'refused' });
		await desk.holding.appeal(job(), why);
		expect(desk.cases.get(number)).toMatchObject({ appeal: { text: why, at: noon }, card: { messageId: '1' } });
		expect(audited()).toEqual([['appealed', member, '']]);
		expect((await closed(desk.holding.appeal(job(), why))).appeal).toBeDefined();
		expect(desk.travelled).toEqual([]);
	});

	test('against a moderator stands on the card that is there', async () => {
		const { number } = desk.put(held(), 'prompt', { card: { channelId: '1', messageId: '7' } });
		await desk.holding.refuse(number, ada);
		await desk.holding.appeal(job(), why);
		expect(desk.posted).toEqual([]);
		expect(desk.redrawn.at(-1)).toMatchObject({ appeal: { text: why }, card: { messageId: '7' } });
	});

	test('against the provider, or what was not refused, is none', async () => {
		desk.put(refusedByRule(), 'provider', { state: 'refused' });
		expect((await closed(desk.holding.appeal(job(), why))).kind).toBe('provider');
		desk.put(held(), 'prompt');
		await closed(desk.holding.appeal(job(), why));
		expect(await refusal(desk.holding.appeal(jobOf({}, { id: 'unknown' }), why))).toEqual({ code: 'caseGone' });
		expect(desk.audit).toEqual([]);
	});

	/** A case that was refused by a rule and appealed against. */
	function appealed() {
		const { number } = desk.put(arrow.note(refusedByRule(), { told: true }, noon), 'prompt', { state: 'refused' });
		desk.cases.set(number, appealAgainst(desk.cases.get(number)!, why, noon));
		return number;
	}

	test('that is granted is drawn', async () => {
		await desk.holding.answer(appealed(), ada, { text: 'You are right.', granted: true });
		expect(desk.travelled).toMatchObject([{ state: 'queued', cleared: true, told: false }]);
		expect(job()).not.toHaveProperty('problem');
		expect(audited()).toEqual([['answered', ada.by, 'You are right.']]);
	});

	test('that is denied is told, and stays refused', async () => {
		const number = appealed();
		await desk.holding.answer(number, ada, { text: 'No.', granted: false });
		expect(desk.travelled).toMatchObject([{ state: 'refused', told: false, problem: { code: 'filtered' } }]);
		const found = await closed(desk.holding.answer(number, max, { text: 'Yes.', granted: true }));
		expect(found.appeal?.answer).toMatchObject({ by: ada.by, granted: false });
		expect(desk.travelled).toHaveLength(1);
	});

	test('that has lost its words is answered, but cannot be drawn', async () => {
		const number = appealed();
		desk.cases.set(number, { ...desk.cases.get(number)!, emptied: true });
		expect(await refusal(desk.holding.answer(number, ada, { text: '', granted: true }))).toEqual({ code: 'jobGone' });
		await desk.holding.answer(number, ada, { text: 'Too late.', granted: false });
		expect(desk.travelled).toMatchObject([{ state: 'refused' }]);
	});
});

describe('taking a request back', () => {
	test('ends what waits, in its member’s name', async () => {
		const { number } = desk.put(held());
		expect(await desk.holding.takeBack(job().id)).toBe(true);
		expect(desk.cases.get(number)!.state).toBe('withdrawn');
		expect(desk.travelled).toMatchObject([{ state: 'cancelled', costMicros: 0 }]);
		expect(audited()).toEqual([['withdrawn', member, '']]);
	});

	test('is too late for what does not wait any more', async () => {
		const { number } = desk.put(held());
		await desk.holding.approve(number, ada);
		expect(await desk.holding.takeBack(job().id)).toBe(false);
		expect(await desk.holding.takeBack('unknown')).toBe(false);
		expect(job().state).toBe('queued');
	});

	test('is too late when a moderator is faster by a moment', async () => {
		const found = desk.put(held());
		// The job was read as held, and its case is decided by now.
		desk.cases.set(found.number, decide(found, { verb: 'approve', by: ada.by }, noon));
		expect(await desk.holding.takeBack(job().id)).toBe(false);
	});
});

describe('time', () => {
	const other = '41771983423143999';
	const states = () => [...desk.cases.values()].map(({ state }) => state);

	test('ends what nobody decided on, by the hours of each server', async () => {
		desk.put(held());
		desk.put(held({ id: 'b' }), 'prompt', { guildId: other });
		desk.hours.set(other, 2);
		await desk.holding.expire(noon + 2 * hour);
		expect(states()).toEqual(['open', 'open']);
		await desk.holding.expire(noon + 2 * hour + 1);
		expect(states()).toEqual(['open', 'expired']);
		expect(desk.travelled).toMatchObject([{ id: 'b', state: 'expired', costMicros: 0 }]);
		expect(audited()).toEqual([['expired', null, '']]);
		await desk.holding.expire(noon + 24 * hour + 1);
		expect(states()).toEqual(['expired', 'expired']);
	});

	test('ends nothing that somebody is doing something about', async () => {
		desk.put(held());
		desk.underWay.add(job().id);
		await desk.holding.expire(noon + 1000 * hour);
		expect(states()).toEqual(['open']);
	});

	test('ends a report when its words have had their time, and tells nobody that no picture came', async () => {
		const posted = arrow.deliver(arrow.approve(withheld(), noon), noon, { messageId: '9', altered: false });
		desk.put(posted, 'report');
		await desk.holding.expire(noon + 30 * 24 * hour);
		expect(states()).toEqual(['open']);
		await desk.holding.expire(noon + 30 * 24 * hour + 1);
		expect(states()).toEqual(['expired']);
		expect([desk.travelled, desk.jobs.get(posted.id)]).toEqual([[], posted]);
	});

	test('is beaten by a moderator who decides at that moment', async () => {
		const found = desk.put(held());
		const rest = desk.put(held({ id: 'b' }));
		const { get } = desk.hours;
		desk.hours.get = (server) => {
			if (desk.cases.get(found.number)!.state === 'open') {
				desk.cases.set(found.number, endWithout(found, 'withdrawn', noon));
			}
			return get.call(desk.hours, server);
		};
		await desk.holding.expire(noon + 1000 * hour);
		expect(states()).toEqual(['withdrawn', 'expired']);
		expect(desk.cases.get(rest.number)!.state).toBe('expired');
	});
});

describe('catching up', () => {
	test('tells the member too, if the process that held it ended before, and can be answered still', async () => {
		desk.put(held());
		await desk.holding.catchUp();
		expect(desk.held).toHaveLength(1);
		desk.put(held({ id: 'b' }));
		await desk.clock.pass(15 * minute);
		await desk.holding.catchUp();
		expect([desk.held.length, desk.posted.length]).toEqual([1, 2]);
	});

	test('leaves alone what is being shown this moment', async () => {
		desk.put(held());
		desk.underWay.add(job().id);
		await desk.holding.catchUp();
		expect([desk.held, desk.posted]).toEqual([[], []]);
	});

	test('with one server is not kept back by another', async () => {
		desk.put(held());
		desk.put(held({ id: 'b' }));
		desk.post = async ({ number }) => {
			if (number === 1) throw new Error('Discord is away');
			return { channelId: '1', messageId: '2' };
		};
		await expect(desk.holding.catchUp()).rejects.toThrow('Discord is away');
		expect(desk.posted.map(({ number }) => number)).toEqual([2]);
	});
});
