import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import { judgementOf, type Verdict } from '../../src/core/moderation/judgement.ts';
import type { Frame } from '../../src/core/ports.ts';
import { createPreviewing, type Previewing } from '../../src/core/previewing.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { jobOf } from './jobs.ts';
import { createLogBook } from './servers.ts';

const frame = (n: number): Frame => ({ bytes: new Uint8Array([n]), type: 'image/png' });
const settled = () => new Promise(setImmediate);

let shown: [call: number, frame: number][];
let judged: (string | null)[];
let verdict: Verdict;
/** Each judgement waits for one of these, where there are any. */
let gates: PromiseWithResolvers<void>[];
let log: ReturnType<typeof createLogBook>;
let previewing: Previewing;

beforeEach(() => {
	[shown, judged, gates, verdict] = [[], [], [], 'allowed'];
	log = createLogBook();
	previewing = createPreviewing({
		pictures: {
			async frame(bytes) {
				if (bytes[0] === 0) throw new Error('no picture');
				return { bytes, type: 'image/webp' };
			},
		},
		moderator: {
			async judgeResults(guildId) {
				judged.push(guildId);
				await gates.shift()?.promise;
				return { ...judgementOf([], {}), verdict };
			},
		},
		delivery: { preview: (_job, call, { bytes }) => void shown.push([call, bytes[0]!]) },
		settings: { read: async () => ({ settings: defaultSettings, revision: 0 }) as never },
		log,
	});
});

const job: Job = jobOf();
function gate() {
	const made = Promise.withResolvers<void>();
	gates.push(made);
	return made;
}

test('a frame is looked at by moderation before it is shown', async () => {
	const first = gate();
	previewing.show(job, 0, frame(1));
	await settled();
	expect(judged).toEqual([job.asker.guildId]);
	expect(shown).toEqual([]);
	first.resolve();
	await settled();
	expect(shown).toEqual([[0, 1]]);
});

test.each(['held', 'refused'] as const)('a frame that would be %s is seen by nobody', async (how) => {
	verdict = how;
	previewing.show(job, 0, frame(1));
	await settled();
	expect(judged).toHaveLength(1);
	expect(shown).toEqual([]);
	// The next one is looked at for itself.
	verdict = 'allowed';
	previewing.show(job, 0, frame(2));
	await settled();
	expect(shown).toEqual([[0, 2]]);
});

test('what a moderator has let on is not asked about again', async () => {
	previewing.show({ ...job, cleared: true }, 0, frame(1));
	await settled();
	expect([judged, shown]).toEqual([[], [[0, 1]]]);
});

test('outside of servers the usual rules hold', async () => {
	const inMessages = { ...job, asker: { ...job.asker, guildId: null } };
	previewing.show(inMessages, 0, frame(1));
	await settled();
	expect(judged).toEqual([null]);
	verdict = 'held';
	previewing.show(inMessages, 0, frame(2));
	await settled();
	expect(shown).toEqual([[0, 1]]);
});

test('while one is looked at, only the newest of those that come is kept', async () => {
	const first = gate();
	for (const n of [1, 2, 3, 4]) previewing.show(job, 0, frame(n));
	await settled();
	first.resolve();
	await settled();
	expect(shown).toEqual([
		[0, 1],
		[0, 4],
	]);
});

test('calls of one job do not wait for each other', async () => {
	const first = gate();
	previewing.show(job, 0, frame(1));
	previewing.show(job, 1, frame(2));
	await settled();
	expect(shown).toEqual([[1, 2]]);
	first.resolve();
	await settled();
	expect(shown).toEqual([
		[1, 2],
		[0, 1],
	]);
});

describe('once a call has ended', () => {
	test('what is still looked at comes to nobody', async () => {
		const first = gate();
		previewing.show(job, 0, frame(1));
		await settled();
		previewing.end(job.id, 0);
		first.resolve();
		await settled();
		expect(shown).toEqual([]);
	});

	test('another call goes on', async () => {
		previewing.end(job.id, 0);
		previewing.show(job, 1, frame(3));
		await settled();
		expect(shown).toEqual([[1, 3]]);
	});
});

test('bytes that are no picture are logged, and the next frame comes all the same', async () => {
	previewing.show(job, 0, frame(0));
	await settled();
	expect(log.entries).toMatchObject([['error', { message: 'no picture' }]]);
	previewing.show(job, 0, frame(2));
	await settled();
	expect(shown).toEqual([[0, 2]]);
});
