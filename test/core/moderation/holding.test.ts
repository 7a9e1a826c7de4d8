import { beforeEach, describe, expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { decide } from '../../../src/core/moderation/case.ts';
import { jobOf, noon } from '../jobs.ts';
import { guildId } from '../servers.ts';
import { ada, closed, createDesk, type Desk, held, max, member, refusal, trackOn, withheld } from './desk.ts';

/** What moderators decide. */

const minute = 60_000;

let desk: Desk;
beforeEach(() => {
	desk = createDesk();
});

const job = () => desk.jobs.get(jobOf().id)!;
const audited = () => desk.audit.map(({ action, by, why }) => [action, by, why]);

describe('a held job', () => {
	test('is shown to its member, and to moderators by one card that is remembered', async () => {
		const { number } = desk.put(held());
		await desk.holding.present(trackOn(desk, job().id));
		expect(desk.held).toEqual([job()]);
		expect(desk.posted.map((it) => it.number)).toEqual([number]);
		expect(desk.cases.get(number)).toMatchObject({ card: { channelId: '1', messageId: '1' }, state: 'open' });
		await desk.holding.present(trackOn(desk, job().id));
		expect(desk.posted).toHaveLength(1);
	});

	test('is shown by the case of what it waits for now, not of what was decided before', async () => {
		const drawn = withheld();
		const asked = desk.put(drawn, 'prompt', { state: 'approved' });
		const result = desk.put(drawn, 'result');
		desk.put(drawn, 'report', { state: 'kept' });
		await desk.holding.present(trackOn(desk, drawn.id));
		expect(desk.posted.map((it) => it.number)).toEqual([result.number]);
		expect(desk.cases.get(asked.number)).not.toHaveProperty('card');
	});

	test('that cannot be shown to moderators is not lost', async () => {
		const { number } = desk.put(held());
		desk.post = async () => undefined;
		await desk.holding.present(trackOn(desk, job().id));
		expect(desk.cases.get(number)).not.toHaveProperty('card');
		desk.post = async () => ({ channelId: '1', messageId: '2' });
		await desk.holding.catchUp();
		expect(desk.cases.get(number)).toMatchObject({ card: { messageId: '2' } });
	});

	test('that was decided on while its card was posted has a card that says so', async () => {
		const { number } = desk.put(held());
		desk.post = async () => {
			await desk.holding.approve(number, ada);
			return { channelId: '1', messageId: '2' };
		};
		await desk.holding.present(trackOn(desk, job().id));
		expect(desk.redrawn.at(-1)).toMatchObject({ state: 'approved', card: { messageId: '2' } });
	});
});

describe('an approval', () => {
	test('sends the job on, once, and redraws the card', async () => {
		const { number } = desk.put(held());
		const written = await desk.holding.approve(number, ada);
		expect(written).toMatchObject({ state: 'approved', decision: { verb: 'approve', by: ada.by, at: noon } });
		expect(desk.travelled).toEqual([job()]);
		expect(job()).toMatchObject({ state: 'queued', cleared: true });
		expect(desk.redrawn).toEqual([written]);
		expect(desk.audit).toEqual([
			{ guildId, at: noon, by: ada.by, action: 'approved', case: number, about: member, why: '' },
		]);
	});

	test('is made anew when its job was changed meanwhile, as by a note of where its message is', async () => {
		const { number } = desk.put(held());
		const { get } = desk.jobs;
		let reads = 0;
		desk.jobs.get = (id) => {
			const found = get.call(desk.jobs, id);
			if (found && ++reads === 1) desk.jobs.set(id, arrow.note(found, { postingAt: 7 }, noon));
			return found;
		};
		await desk.holding.approve(number, ada);
		expect(job()).toMatchObject({ state: 'queued', postingAt: 7, revision: 4 });
		expect([desk.travelled.length, desk.audit.length]).toEqual([1, 1]);
	});

	test('with other words draws those, and keeps the member’s', async () => {
		const { number } = desk.put(held());
		const written = await desk.holding.approve(number, ada, { prompt: 'a harbour' });
		expect(written.decision).toMatchObject({ changedTo: 'a harbour' });
		expect(job().request).toMatchObject({ prompt: 'a harbour', sent: 'a harbour' });
		expect(job().asked?.prompt).toBe('a lighthouse in a storm');
		expect(audited()).toEqual([['changed', ada.by, 'a harbour']]);
	});

	test('of a drawn picture brings it to its member', async () => {
		const { number } = desk.put(withheld());
		await desk.holding.approve(number, ada);
		expect(desk.travelled).toMatchObject([{ state: 'made', cleared: true, costMicros: 10 }]);
	});

	test('of what has lost its words draws nothing', async () => {
		const { number } = desk.put(held(), 'prompt', { emptied: true });
		expect(await refusal(desk.holding.approve(number, ada))).toEqual({ code: 'jobGone' });
		expect(desk.travelled).toEqual([]);
	});
});

describe('a refusal', () => {
	test('is told with its reason, and may be a strike', async () => {
		const { number } = desk.put(held());
		const written = await desk.holding.refuse(number, ada, { reason: 'not here', warn: true });
		expect(written).toMatchObject({ state: 'refused', decision: { reason: 'not here', warned: true } });
		expect(desk.travelled).toMatchObject([
			{ state: 'refused', told: false, problem: { code: 'notApproved', reason: 'not here' } },
		]);
		expect(desk.strikes).toEqual([{ guildId, userId: member, case: number, at: noon, by: ada.by }]);
		expect(audited()).toEqual([
			['refused', ada.by, 'not here'],
			['warned', ada.by, 'not here'],
		]);
	});

	test('needs no reason', async () => {
		const { number } = desk.put(held());
		expect((await desk.holding.refuse(number, ada)).decision).toEqual({ verb: 'refuse', by: ada.by, at: noon });
		expect(job().problem).toEqual({ code: 'notApproved' });
		expect([desk.strikes, audited()]).toEqual([[], [['refused', ada.by, '']]]);
	});
});

test('a number of another server reaches nothing', async () => {
	const { number } = desk.put(held());
	const stranger = { guildId: '41771983423143999', by: ada.by };
	const { holding } = desk;
	for (const work of [
		holding.approve(number, stranger),
		holding.refuse(number, stranger),
		holding.claim(number, stranger),
		holding.undo(number, stranger),
		holding.answer(number, stranger, { text: '', granted: true }),
		holding.approve(number + 1, ada),
	]) {
		expect(await refusal(work)).toEqual({ code: 'caseGone' });
	}
	expect([job().state, desk.audit]).toEqual(['held', []]);
});

describe('taking a decision back', () => {
	test('lets an approved job wait again, as it was, while nothing of it is bought', async () => {
		const { number } = desk.put(held());
		await desk.holding.approve(number, ada, { prompt: 'a harbour' });
		desk.line.add(job().id);
		await desk.clock.pass(5 * minute - 1);
		expect(await desk.holding.undo(number, max)).toMatchObject({ state: 'open' });
		expect(job()).toMatchObject({ state: 'held', cleared: false, request: held().request });
		expect(desk.line.size).toBe(0);
		expect(desk.travelled.at(-1)).toEqual(job());
		expect(audited().at(-1)).toEqual(['undone', max.by, '']);
	});

	test('comes too late when the picture is being bought, or is in another process’s line', async () => {
		const { number } = desk.put(held());
		await desk.holding.approve(number, ada);
		// Nobody of this process can take it out of the line.
		expect((await closed(desk.holding.undo(number, max))).state).toBe('approved');
		desk.jobs.set(job().id, arrow.send(job(), 0, noon));
		desk.line.add(job().id);
		expect((await closed(desk.holding.undo(number, max))).state).toBe('approved');
		// Not taken out of the line either.
		expect(desk.line.size).toBe(1);
		expect(job().state).toBe('sending');
	});

	test('comes too late after five minutes', async () => {
		const { number } = desk.put(held());
		await desk.holding.refuse(number, ada);
		await desk.clock.pass(5 * minute);
		expect((await closed(desk.holding.undo(number, ada))).decision?.by).toBe(ada.by);
	});

	test('of a refusal takes its strike back too', async () => {
		const { number } = desk.put(held());
		await desk.holding.refuse(number, ada, { warn: true });
		await desk.holding.undo(number, ada);
		expect(desk.strikes).toEqual([]);
		expect(job()).toMatchObject({ state: 'held' });
		expect(job()).not.toHaveProperty('problem');
	});

	test('about a posted picture leaves its job alone, and tells its member nothing', async () => {
		const posted = arrow.deliver(arrow.approve(withheld(), noon), noon, { messageId: '9', altered: false });
		const { number } = desk.put(posted, 'report');
		desk.cases.set(number, decide(desk.cases.get(number)!, { verb: 'keep', by: ada.by }, noon));
		await desk.holding.undo(number, ada);
		expect(desk.travelled).toEqual([]);
		expect(desk.jobs.get(posted.id)).toBe(posted);
	});
});

test('a claim is written and shown, given back by its owner, and nobody else’s to take', async () => {
	const { number } = desk.put(held());
	await desk.holding.claim(number, ada);
	expect((await closed(desk.holding.claim(number, max))).claimedBy).toBe(ada.by);
	expect(desk.redrawn).toMatchObject([{ claimedBy: ada.by }]);
	await desk.holding.claim(number, ada);
	expect(desk.cases.get(number)).not.toHaveProperty('claimedBy');
	expect(audited()).toEqual([
		['claimed', ada.by, ''],
		['unclaimed', ada.by, ''],
	]);
	expect([desk.travelled, job().state]).toEqual([[], 'held']);
});
