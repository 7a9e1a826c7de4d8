import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../../src/core/job.ts';
import * as arrow from '../../../src/core/job.ts';
import type { NewCase } from '../../../src/core/moderation/case.ts';
import { createInspecting } from '../../../src/core/moderation/inspecting.ts';
import { judgementOf, type Trigger } from '../../../src/core/moderation/judgement.ts';
import type { Ledger, StoredPicture } from '../../../src/core/ports.ts';
import type { Patch } from '../../../src/core/settings-change.ts';
import { follow } from '../../../src/core/track.ts';
import { jobOf, noon } from '../jobs.ts';
import { createSetClock, guildId, settingsOf } from '../servers.ts';

const picture: StoredPicture = { kind: 'result', role: 'image', index: 0, type: 'image/png', bytes: new Uint8Array(1) };
const trigger = (verdict: Trigger['verdict']): Trigger => {
	return { source: 'endpoint', verdict, category: 'sexual', score: 0.9, subject: { on: 'result', index: 0 } };
};

type Ended = 'made' | 'refused' | 'failed' | 'unknown';
/** Every call has come back so. */
function settled(states: readonly Ended[], of = jobOf({ count: states.length, calls: states.map(() => 1) })): Job {
	const sent = of.calls.reduce((it, { n }) => arrow.send(it, n, noon), arrow.queue(of, noon));
	return states.reduce((it, state, n) => arrow.settleCall(it, n, { state, costMicros: 10 }, noon), sent);
}
const drawn = (job = jobOf()) => arrow.conclude(settled(['made'], job), noon);
const inMessages = () => jobOf({}, { asker: { ...jobOf().asker, guildId: null } });

let saved: { job: Job; opened: NewCase | undefined }[];
let judged: unknown[];
beforeEach(() => {
	saved = [];
	judged = [];
});

function inspectingUnder(patch: Patch, triggers: readonly Trigger[]) {
	const ledger: Partial<Ledger> = {
		save: async (job, _results, opened) => void saved.push({ job, opened }),
		pictures: async () => [picture],
	};
	const inspecting = createInspecting({
		clock: createSetClock(),
		ledger: ledger as Ledger,
		settings: { read: async () => ({ settings: settingsOf(patch), revision: 1 }) },
		moderator: {
			judgeRequest: () => expect.fail('the request was judged before'),
			async judgeResults(...asked) {
				judged.push(asked);
				return judgementOf(triggers, {});
			},
		},
	});
	const trackOf = (job: Job) => follow(job, { ledger: ledger as Ledger, clock: createSetClock(), moved: () => {} });
	return { inspecting, trackOf };
}

async function inspected(job: Job, patch: Patch, ...triggers: Trigger[]): Promise<Job> {
	const { inspecting, trackOf } = inspectingUnder(patch, triggers);
	const track = trackOf(job);
	await inspecting.results(track);
	return track.job;
}

describe('what was drawn', () => {
	const caseOf = (state: 'open' | 'refused', verdict: Trigger['verdict']) => {
		const { id, asker } = jobOf();
		return { guildId, userId: asker.userId, jobId: id, kind: 'result', state, triggers: [trigger(verdict)] };
	};

	test('is looked at by the settings of its server, and goes on when nothing is wrong with it', async () => {
		const job = drawn();
		expect(await inspected(job, { 'moderation.preset': 'strict' })).toBe(job);
		expect(judged).toEqual([[guildId, [picture], settingsOf({ 'moderation.preset': 'strict' })]]);
		expect(saved).toEqual([]);
	});

	test('and is in doubt is held with its case, in one write', async () => {
		const job = await inspected(drawn(), {}, trigger('held'));
		expect(job).toMatchObject({ state: 'held', hold: { reason: 'result' }, costMicros: 10 });
		expect(saved).toEqual([{ job, opened: caseOf('open', 'held') }]);
	});

	test('and is in doubt goes on behind a spoiler where the server chose that', async () => {
		const look = { language: 'ko' };
		const job = await inspected(drawn({ ...jobOf(), look }), { 'moderation.results': 'spoiler' }, trigger('held'));
		expect(job).toMatchObject({ state: 'made', look: { language: 'ko', spoiler: true } });
		expect(saved).toEqual([{ job, opened: undefined }]);
	});

	test.each(['hold', 'spoiler', 'show'])(
		'and may not be shown is refused, also where doubtful ones are for “%s”',
		async (results) => {
			const job = await inspected(drawn(), { 'moderation.results': results }, trigger('held'), trigger('refused'));
			expect(job).toMatchObject({
				state: 'refused',
				told: false,
				problem: { code: 'filtered', categories: ['sexual'] },
			});
			expect(saved[0]?.opened).toMatchObject({ kind: 'result', state: 'refused' });
			// Nobody is charged for it but the operator.
			expect([arrow.chargeOf(job).images, job.costMicros]).toEqual([0, 10]);
		},
	);

	test('and a moderator let on is not looked at again', async () => {
		const job = { ...drawn(), cleared: true };
		expect(await inspected(job, {}, trigger('refused'))).toBe(job);
		expect(judged).toEqual([]);
	});

	test.each(['held', 'refused'] as const)('in a direct message is refused where it would be %s', async (verdict) => {
		expect(await inspected(drawn(inMessages()), {}, trigger(verdict))).toMatchObject({ state: 'refused' });
		expect(saved).toEqual([{ job: expect.anything(), opened: undefined }]);
	});
});

describe('a job whose calls have all come back', () => {
	async function concluded(job: Job) {
		const { inspecting, trackOf } = inspectingUnder({}, []);
		await inspecting.conclude(trackOf(job));
		return saved[0]!;
	}

	test('and that the provider’s own filter refused is a case that nobody has to decide on', async () => {
		const { job, opened } = await concluded(settled(['refused', 'failed']));
		expect(job.state).toBe('refused');
		const { id, asker } = job;
		const expected = { guildId, userId: asker.userId, jobId: id, kind: 'provider', state: 'refused', triggers: [] };
		expect(opened).toEqual(expected);
	});

	test.each<[Ended[], string]>([
		[['made', 'refused'], 'made'],
		[['refused', 'unknown'], 'unknown'],
		[['failed'], 'failed'],
	])('as %j is none', async (states, state) => {
		expect(await concluded(settled(states))).toMatchObject({ job: { state }, opened: undefined });
	});

	test('in a direct message is none either', async () => {
		const { job, opened } = await concluded(settled(['refused'], inMessages()));
		expect([job.state, opened]).toEqual(['refused', undefined]);
	});
});
