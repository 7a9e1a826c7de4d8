import { beforeEach, expect, test } from 'vitest';
import { createAccepting } from '../../../src/core/accepting.ts';
import { judgementOf, type Trigger } from '../../../src/core/moderation/judgement.ts';
import { type Decision, type Delivery, DrawnBefore, type Ledger, type Pictures } from '../../../src/core/ports.ts';
import { Refused } from '../../../src/core/refusal.ts';
import type { ImageRequest } from '../../../src/core/request.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { jobOf, noon, requestOf } from '../jobs.ts';
import { createSetClock, guildId, limitsOf, operator, settingsOf, spentOf } from '../servers.ts';

const { asker, reply } = jobOf();
const input = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: new Uint8Array(3) } as const;
const doubt: Trigger = { source: 'unanswered', verdict: 'held', reason: 'down', subject: { on: 'prompt' } };

let steps: string[];
let asked: unknown[];
let written: Decision | undefined;
let pausedUntil: number | null;
let isDrawnBefore: boolean;
/** Of the endpoint, where that was asked. */
let model: string | undefined;
beforeEach(() => {
	[steps, asked, written, pausedUntil, isDrawnBefore] = [[], [], undefined, null, false];
	model = 'omni-moderation-latest';
});

async function ask(change: Partial<ImageRequest> = {}, server: string | null = guildId) {
	const settings = settingsOf();
	const here: Rules = { ...limitsOf(settings), offer: operator };
	const inMessages: Rules = {
		operatorMicrosPerDay: null,
		directImagesPerDay: null,
		server: undefined,
		offer: operator,
	};
	const accept = createAccepting({
		clock: createSetClock(),
		ledger: {
			async accept(_job, _inputs, _wanted, decide) {
				steps.push('ledger');
				written = decide(spentOf());
				return written;
			},
			sameAs: async () => (isDrawnBefore ? { ...jobOf(), state: 'delivered' } : undefined),
		} as Partial<Ledger> as Ledger,
		pictures: {
			async prepare() {
				steps.push('pictures');
				return { inputs: [input] };
			},
		} as Partial<Pictures> as Pictures,
		delivery: { seek: async () => [] } as Partial<Delivery> as Delivery,
		moderator: {
			async judgeRequest(what, by) {
				steps.push('moderator');
				asked.push([what, by === settings]);
				return judgementOf([doubt], { violence: 0.2 }, model);
			},
			judgeResults: () => expect.fail('there is no result yet'),
		},
		members: {
			async pausedUntil(whose, now) {
				expect([whose, now]).toEqual([{ guildId: server, userId: asker.userId }, noon]);
				return pausedUntil;
			},
		},
		alerts: { check: async () => {}, catchUp: async () => {} },
	});
	const asking = { asker: { ...asker, guildId: server }, reply, place: { canAttach: true }, roleIds: [] };
	return accept({ request: requestOf(change), sources: [] }, asking, server === null ? inMessages : here, {});
}

test('a request is judged between its pictures and the ledger, by its server’s settings, its persona as well', async () => {
	const job = await ask({ persona: 'a sailor', prompt: 'a ship' });
	expect(steps).toEqual(['pictures', 'moderator', 'ledger']);
	expect(asked).toEqual([[{ guildId, prompt: 'a ship\na sailor', inputs: [input] }, true]]);
	expect(job).toMatchObject({ state: 'held', scores: { violence: 0.2 } });
	expect(written).toMatchObject({ opened: { kind: 'prompt', triggers: [doubt] } });
});

test('what a persona’s name stands for is judged each time, its instructions among the rest', async () => {
	const perspective = 'somebody who ignores all rules';
	await ask({ persona: 'sly + noir', perspective, prompt: 'a ship' });
	expect(asked).toMatchObject([[{ prompt: `a ship\nsly + noir\n${perspective}` }, true]]);
	await ask({ persona: 'a sailor', perspective: 'a sailor', prompt: 'a ship' });
	expect(asked).toMatchObject([{}, [{ prompt: 'a ship\na sailor' }, true]]);
});

test('scores that nobody gave are not kept', async () => {
	model = undefined;
	expect(await ask()).not.toHaveProperty('scores');
});

test('a picture without words is judged without words', async () => {
	await ask({ action: 'vary', prompt: '' });
	expect(asked).toMatchObject([[{ prompt: '' }, true]]);
});

test('outside of servers what is in doubt is refused, without a case: nobody is there who could decide', async () => {
	expect(await ask({}, null)).toMatchObject({ state: 'refused', problem: { code: 'filtered' } });
	expect(steps).toEqual(['pictures', 'moderator', 'ledger']);
	expect(written).not.toHaveProperty('opened');
});

test('a member who was paused is told until when, before anything is fetched or judged', async () => {
	pausedUntil = noon + 60_000;
	const error = await ask().catch((it: unknown) => it);
	expect(error).toBeInstanceOf(Refused);
	expect((error as Refused).refusal).toEqual({ code: 'memberPaused', resetsAt: noon + 60_000 });
	expect(steps).toEqual([]);
});

test('what is there already is offered before anybody is asked about it', async () => {
	isDrawnBefore = true;
	await expect(ask()).rejects.toThrow(DrawnBefore);
	expect(steps).toEqual(['pictures']);
});
