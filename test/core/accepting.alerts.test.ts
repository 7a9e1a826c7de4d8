import { expect, test } from 'vitest';
import { createAccepting } from '../../src/core/accepting.ts';
import type { Alerts } from '../../src/core/alerts.ts';
import { judgementOf } from '../../src/core/moderation/judgement.ts';
import { reservationFor } from '../../src/core/outcome.ts';
import type { Delivery, Ledger, Pictures, Spent } from '../../src/core/ports.ts';
import type { ImageRequest } from '../../src/core/request.ts';
import type { Rules } from '../../src/core/rules.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { jobOf, requestOf } from './jobs.ts';
import { createSetClock, guildId, limitsOf, operator, settingsOf, spentOf } from './servers.ts';

const { asker, reply } = jobOf();
const asking = { asker, reply, place: { canAttach: true }, roleIds: [] };
const budget: Patch = { 'budget.microsPerMonth': 10_000_000, 'look.offerEarlier': false, 'look.previews': 0 };
const settings = settingsOf(budget);
const here: Rules = { ...limitsOf(settings), offer: operator };
const inMessages: Rules = { operatorMicrosPerDay: null, directImagesPerDay: null, server: undefined, offer: operator };

/** What the admins are told of after this request, when this was spent before it: the arguments of each check. */
async function told(spent: Partial<Spent>, change: Partial<ImageRequest>, today = here) {
	const checks: Parameters<Alerts['check']>[] = [];
	const accept = createAccepting({
		clock: createSetClock(),
		ledger: {
			async accept(_job, _inputs, _wanted, decide) {
				return decide(spentOf(spent));
			},
		} as Partial<Ledger> as Ledger,
		pictures: { prepare: async () => ({ inputs: [] }) } as Partial<Pictures> as Pictures,
		delivery: {} as Delivery,
		moderator: { judgeRequest: async () => judgementOf([], {}), judgeResults: async () => judgementOf([], {}) },
		members: { pausedUntil: async () => null },
		alerts: { check: async (...check) => void checks.push(check), catchUp: async () => {} },
	});
	const request = requestOf({ quality: 'high', ...change });
	const who = today.server ? asking : { ...asking, asker: { ...asker, guildId: null } };
	const went = await accept({ request, sources: [] }, who, today, {}).then(
		() => 'accepted',
		(error: { refusal: { code: string } }) => error.refusal.code,
	);
	return { went, checks };
}

const ten = { count: 10, calls: [10] };

test('after what was accepted, its reservation is told with what was spent before', async () => {
	const price = reservationFor(requestOf({ quality: 'high' }), 0);
	const { went, checks } = await told({ serverMonthMicros: 4_000_000 }, {});
	expect(went).toBe('accepted');
	expect(checks).toEqual([[guildId, settings, 4_000_000 + price, false]]);
});

test('after what was refused, only what was spent is told', async () => {
	const { went, checks } = await told({ serverMonthMicros: 9_000_000 }, ten);
	expect(went).toBe('serverBudget');
	// Ten pictures do not fit; one does, so nothing is used up.
	expect(checks).toEqual([[guildId, settings, 9_000_000, false]]);
});

test('the budget is told to be used up when not one picture fits', async () => {
	const spent = 10_000_000 - 1;
	const { went, checks } = await told({ serverMonthMicros: spent }, ten);
	expect(went).toBe('serverBudget');
	expect(checks).toEqual([[guildId, settings, spent, true]]);
});

test('the budget is not told to be used up because another rule said no', async () => {
	const rules = { ...limitsOf(settingsOf({ ...budget, 'limits.memberImagesPerDay': 0 })), offer: operator };
	const { went, checks } = await told({ serverMonthMicros: 5 }, {}, rules);
	expect(went).toBe('memberDay');
	expect(checks).toMatchObject([[guildId, {}, 5, false]]);
});

test('nobody is told of what was asked for in a direct message', async () => {
	expect(await told({}, {}, inMessages)).toEqual({ went: 'accepted', checks: [] });
});
