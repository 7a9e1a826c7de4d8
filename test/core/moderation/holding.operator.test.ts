import { beforeEach, expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { appeal } from '../../../src/core/moderation/case.ts';
import { Refused } from '../../../src/core/refusal.ts';
import { jobOf, noon } from '../jobs.ts';
import { guildId } from '../servers.ts';
import { createDesk, type Desk, never } from './desk.ts';

/** What the operator refuses, no moderator of a server can let on. */

const moderator = { guildId, by: '298855170346352641' };
let desk: Desk;
beforeEach(() => {
	desk = createDesk();
});

const refused = async (work: Promise<unknown>) =>
	expect(work).rejects.toEqual(new Refused({ code: 'operatorRefuses' }));

test('not by granting an appeal; denying one is open to them', async () => {
	const { number } = desk.put(arrow.refuse(jobOf(), { code: 'filtered' }, noon), 'prompt', {
		state: 'refused',
		triggers: [never],
	});
	desk.cases.set(number, appeal(desk.cases.get(number)!, 'please, it is for a lesson', noon));
	const before = desk.jobs.get(jobOf().id);
	await refused(desk.holding.answer(number, moderator, { text: 'fine', granted: true }));
	expect(desk.jobs.get(jobOf().id)).toEqual(before);
	await desk.holding.answer(number, moderator, { text: 'it cannot be', granted: false });
	expect(desk.cases.get(number)!.appeal!.answer).toMatchObject({ granted: false });
});

test('not by words of their own', async () => {
	const { number } = desk.put(arrow.holdFor(jobOf(), { reason: 'prompt' }, noon));
	await refused(desk.holding.approve(number, moderator, { prompt: 'what never may be' }));
	expect(desk.cases.get(number)).toMatchObject({ state: 'open' });
	await desk.holding.approve(number, moderator, { prompt: 'a calm sea' });
	expect(desk.jobs.get(jobOf().id)!.request.prompt).toBe('a calm sea');
});
