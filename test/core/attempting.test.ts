import { describe, expect, test } from 'vitest';
import { createAttempting } from '../../src/core/attempting.ts';
import { accept, type Call, conclude, deliver, type Job, queue, send, settleCall } from '../../src/core/job.ts';
import type { Ledger, Outcome, ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import { follow } from '../../src/core/track.ts';
import { jobOf, noon, requestOf } from './jobs.ts';
import { createLogBook, createSetClock } from './servers.ts';

const usage = { inputText: 10, inputImage: 0, output: 1000 };
const made: Outcome = { kind: 'made', pictures: [{ bytes: new Uint8Array([1]), type: 'image/png' }], usage };
const input: StoredPicture = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: new Uint8Array([7]) };

/** Sends the first call of a job; what the provider was asked, and what the ledger was told. */
async function attempt(job: Job, { outcome = made, before }: { outcome?: Outcome; before?: Job | undefined } = {}) {
	const asked: ProviderCall[] = [];
	const told: string[] = [];
	const clock = createSetClock();
	const ledger = {
		save: async (saved: Job) => void told.push(saved.calls[0]!.state),
		find: async () => before,
		pictures: async () => [input],
	} as Partial<Ledger> as Ledger;
	const attemptCall = createAttempting({
		clock,
		ledger,
		provider: {
			async draw(call) {
				asked.push(call);
				told.push('asked');
				call.previews?.show({ bytes: new Uint8Array([1]), type: 'image/png' });
				return outcome;
			},
		},
		estimates: { learn: () => {} },
		previews: { show: (_, n) => void told.push(`frame of ${n}`), end: (_, n) => void told.push(`end of ${n}`) },
		log: createLogBook(),
	});
	const track = follow(queue(job, noon), { ledger, clock, moved: () => {} });
	const attempted = await attemptCall(track, 0);
	return { call: asked[0]!, asked, told, attempted, job: track.job };
}

/** A delivered job with these calls. */
function delivered(calls: Partial<Call>[], change: Partial<Job> = {}): Job {
	const request = requestOf({ endpoint: 'responses', turns: true, count: calls.length, calls: calls.map(() => 1) });
	const { asker, reply } = jobOf();
	const job = accept({ id: '0aaaaaaaaaaaaaaa', asker, reply, request, reservedMicros: 1 }, noon);
	const sent = calls.reduce<Job>((it, _, n) => send(it, n, noon), queue(job, noon));
	const settled = calls.reduce<Job>((it, call, n) => settleCall(it, n, { state: 'made', ...call }, noon), sent);
	return { ...deliver(conclude(settled, noon), noon, { messageId: '1', altered: false }), ...change };
}

const next = (picture: number) =>
	jobOf({
		action: 'edit',
		endpoint: 'responses',
		inputs: 1,
		turns: true,
		continues: { jobId: '0aaaaaaaaaaaaaaa', picture },
	});

describe('a step of a conversation', () => {
	test('goes on from the answer that its picture came with, and is remembered as well', async () => {
		const before = delivered([{ responseId: 'resp_1' }, { responseId: 'resp_2' }]);
		expect((await attempt(next(1), { before })).call).toMatchObject({ previousResponse: 'resp_2', keepResponse: true });
	});

	test('counts only pictures that came', async () => {
		const before = delivered([{ state: 'failed', images: 0 }, { responseId: 'resp_2' }]);
		expect((await attempt(next(0), { before })).call.previousResponse).toBe('resp_2');
	});

	test.each([
		['the job before is gone', undefined],
		['it kept no answer', delivered([{}])],
		['it has no such picture', delivered([{ responseId: 'resp_1', images: 0 }])],
		[
			'the picture was cropped, which the provider does not know of',
			delivered([{ responseId: 'resp_1' }], {
				crop: {
					side: 1024,
					content: { left: 0, top: 0, width: 1024, height: 512 },
					original: { width: 2, height: 1 },
				},
			}),
		],
	])('sends the picture where %s', async (_, before) => {
		const { call } = await attempt(next(0), { before });
		expect(call).not.toHaveProperty('previousResponse');
		expect(call).toMatchObject({ keepResponse: true, inputs: [input] });
	});

	test('always has the picture with it, for an answer that the provider has forgotten', async () => {
		const { call } = await attempt(next(0), { before: delivered([{ responseId: 'resp_1' }]) });
		expect(call.inputs).toEqual([input]);
	});

	test('writes down by which name the provider remembers it', async () => {
		const { job } = await attempt(next(0), { outcome: { ...made, responseId: 'resp_3', revisedPrompt: 'night' } });
		expect(job.calls[0]).toMatchObject({ responseId: 'resp_3', revisedPrompt: 'night' });
	});
});

test('a job that is no conversation asks the provider to keep nothing', async () => {
	const { call } = await attempt(jobOf());
	expect(call).not.toHaveProperty('keepResponse');
	expect(call).not.toHaveProperty('previousResponse');
	expect(call).not.toHaveProperty('previews');
	expect(call.inputs).toEqual([]);
});

test('frames are shown between the paid call and what came of it, and none afterwards', async () => {
	const { call, told } = await attempt(jobOf({ previews: 2 }));
	expect(call.previews?.count).toBe(2);
	expect(told).toEqual(['sent', 'asked', 'frame of 0', 'end of 0', 'made']);
});

test('pictures on the way are paid for', async () => {
	const costOf = async (previews?: number) => {
		const { usage: _, ...untold } = made as Extract<Outcome, { kind: 'made' }>;
		const { job } = await attempt(jobOf(previews ? { previews } : {}), { outcome: untold });
		return job.calls[0]!.costMicros!;
	};
	const [none, three] = [await costOf(), await costOf(3)];
	// About a hundred tokens each, at 30 dollars a million.
	expect(three - none).toBe(9000);
});

test('a stream that ended without its picture is unknown: it may be billed, and is never bought again', async () => {
	const { job, attempted, asked } = await attempt(jobOf({ previews: 2 }), {
		outcome: { kind: 'unknown', detail: 'the stream ended early' },
	});
	expect(attempted).toEqual({ value: true });
	expect(asked).toHaveLength(1);
	expect(job.calls[0]).toMatchObject({ state: 'unknown', problem: { code: 'lost' } });
	expect(job.calls[0]!.costMicros).toBeGreaterThan(0);
});
