import { describe, expect, test } from 'vitest';
import { type Scores, thresholdsFor } from '../../../src/core/moderation/categories.ts';
import { createModerator, type Hit, type Look, type ModeratorParts } from '../../../src/core/moderation/moderator.ts';
import type { StoredPicture } from '../../../src/core/ports.ts';
import { defaultSettings, type Settings } from '../../../src/core/settings.ts';

const guildId = '41771983423143937';
const settingsWith = (moderation: Partial<Settings['moderation']> = {}): Settings => ({
	...defaultSettings,
	moderation: { ...defaultSettings.moderation, ...moderation },
});
const scores = (table: Scores): Look => ({
	kind: 'scores',
	scores: table,
	model: 'omni-moderation-2024-09-26',
});
const hit = (entry: string, verdict: Hit['verdict'] = 'hold'): Hit => ({ entry, verdict, found: `${entry}!` });
const picture = (role: StoredPicture['role'], index: number): StoredPicture => ({
	kind: role === 'image' ? 'result' : 'input',
	role,
	index,
	type: 'image/png',
	bytes: Uint8Array.of(index),
});

/** A moderator to whom everything is fine but what is given. */
function moderatorWith(parts: Partial<ModeratorParts> = {}) {
	const asked: (string | number)[] = [];
	const errors: unknown[] = [];
	const moderator = createModerator({
		endpoint: {
			text: async (text) => {
				asked.push(text);
				return scores({ violence: 0.01 });
			},
			picture: async ({ bytes }) => {
				asked.push(bytes[0]!);
				return scores({ sexual: 0.02 });
			},
		},
		words: async () => async () => [],
		autoMod: async () => async () => [],
		operator: { filter: async () => [], floor: {} },
		removed: { near: async () => undefined },
		hashOf: async () => '0123456789abcdef',
		log: {
			info: () => {},
			warn: () => {},
			error: (error) => {
				errors.push(error);
				return 'reference';
			},
		},
		...parts,
	});
	return { ...moderator, asked, errors };
}
const endpoint = (text: Look, picture: Look = text): ModeratorParts['endpoint'] => ({
	text: async () => text,
	picture: async () => picture,
});
const asking = (prompt = 'a fox', inputs: readonly StoredPicture[] = []) => ({ guildId, prompt, inputs });

describe('a request', () => {
	test('that nothing speaks against is allowed, and keeps its scores', async () => {
		const { judgeRequest } = moderatorWith();
		expect(await judgeRequest(asking(), settingsWith())).toEqual({
			verdict: 'allowed',
			triggers: [],
			scores: { violence: 0.01 },
			model: 'omni-moderation-2024-09-26',
		});
	});

	test.each<[number, string]>([
		[0.59, 'allowed'],
		[0.6, 'held'],
		[0.95, 'refused'],
	])('with a score of %d is %s by the standard', async (score, verdict) => {
		const { judgeRequest } = moderatorWith({ endpoint: endpoint(scores({ hate: score })) });
		const judgement = await judgeRequest(asking(), settingsWith());
		expect(judgement.verdict).toBe(verdict);
		if (verdict !== 'allowed') {
			const trigger = { source: 'endpoint', verdict, category: 'hate', score, subject: { on: 'prompt' } };
			expect(judgement.triggers).toEqual([trigger]);
		}
	});

	test('has each of its pictures looked at, but no mask', async () => {
		const { judgeRequest, asked } = moderatorWith();
		const inputs = [picture('image', 0), picture('mask', 1), picture('reference', 2)];
		const { scores: highest } = await judgeRequest(asking('a fox', inputs), settingsWith());
		expect(asked).toEqual(['a fox', 0, 2]);
		expect(highest).toEqual({ sexual: 0.02, violence: 0.01 });
		const { judgeRequest: strict } = moderatorWith({ endpoint: endpoint(scores({}), scores({ sexual: 0.7 })) });
		expect((await strict(asking('a fox', inputs), settingsWith())).triggers.map(({ subject }) => subject)).toEqual([
			{ on: 'input', index: 0 },
			{ on: 'input', index: 2 },
		]);
	});

	test('without words is not asked about', async () => {
		const { judgeRequest, asked } = moderatorWith();
		await judgeRequest(asking('', [picture('image', 0)]), settingsWith());
		expect(asked).toEqual([0]);
	});

	test('is judged by the strictest of all lists, each named', async () => {
		const parts: Partial<ModeratorParts> = {
			words: async (of) => async (text) => [hit(`${of} ${text}`, 'refuse')],
			autoMod: async () => async () => [hit('automod:7:word:0')],
			operator: { filter: async () => [hit('operator:0')], floor: {} },
		};
		const { verdict, triggers } = await moderatorWith(parts).judgeRequest(asking(), settingsWith());
		expect(verdict).toBe('refused');
		const subject = { on: 'prompt' };
		expect(triggers).toEqual([
			{ source: 'operator', verdict: 'held', entry: 'operator:0', found: 'operator:0!', subject },
			{ source: 'words', verdict: 'refused', entry: `${guildId} a fox`, found: `${guildId} a fox!`, subject },
			{ source: 'autoMod', verdict: 'held', entry: 'automod:7:word:0', found: 'automod:7:word:0!', subject },
		]);
		const without = await moderatorWith(parts).judgeRequest(asking(), settingsWith({ autoMod: false }));
		expect(without.triggers.map(({ source }) => source)).toEqual(['operator', 'words']);
	});
});

describe('when the endpoint', () => {
	test.each<[Look['kind'], Settings['moderation']['whenDown'], string]>([
		['down', 'hold', 'held'],
		['down', 'allow', 'allowed'],
		['down', 'refuse', 'refused'],
		['unreadable', 'hold', 'held'],
		['unreadable', 'allow', 'allowed'],
		['absent', 'hold', 'allowed'],
		['absent', 'refuse', 'allowed'],
	])('is %s and the server says %s, a request is %s', async (kind, whenDown, verdict) => {
		const { judgeRequest, judgeResults } = moderatorWith({ endpoint: endpoint({ kind } as Look) });
		const judgement = await judgeRequest(asking(), settingsWith({ whenDown }));
		const triggers = [{ source: 'unanswered', verdict, reason: kind, subject: { on: 'prompt' } }];
		expect(judgement).toEqual({ verdict, triggers: verdict === 'allowed' ? [] : triggers, scores: {} });
		expect((await judgeResults(guildId, [picture('image', 0)], settingsWith({ whenDown }))).verdict).toBe(verdict);
	});

	test('cannot read one picture, what else was found still counts', async () => {
		const { judgeRequest } = moderatorWith({ endpoint: endpoint(scores({ hate: 0.99 }), { kind: 'unreadable' }) });
		const { verdict, triggers } = await judgeRequest(asking('a fox', [picture('image', 0)]), settingsWith());
		expect(verdict).toBe('refused');
		expect(triggers.map(({ source }) => source)).toEqual(['endpoint', 'unanswered']);
	});
});

describe('a list that cannot be had', () => {
	const broken: Partial<ModeratorParts> = {
		words: () => Promise.reject(new Error('the store is away')),
		operator: { filter: async () => [hit('operator:0', 'refuse')], floor: {} },
	};

	test('is judged as an endpoint that is down, and logged', async () => {
		const { judgeRequest, errors } = moderatorWith({ words: broken.words! });
		expect((await judgeRequest(asking(), settingsWith())).verdict).toBe('held');
		expect((await judgeRequest(asking(), settingsWith({ whenDown: 'allow' }))).verdict).toBe('allowed');
		expect(errors).toHaveLength(2);
	});

	test('lets the operator’s not go unread', async () => {
		const { verdict } = await moderatorWith(broken).judgeRequest(asking(), settingsWith({ whenDown: 'allow' }));
		expect(verdict).toBe('refused');
	});
});

describe('the operator’s floor', () => {
	const floor = { sexual: { hold: 0.2, refuse: 0.5 } };
	const operator = { filter: async () => [], floor };
	const loose = settingsWith({ preset: 'off', results: 'show', whenDown: 'allow' });

	test.each([0.1, 0.2, 0.5])('holds in a server that allows everything (%d)', async (sexual) => {
		const verdict = sexual < 0.2 ? 'allowed' : sexual < 0.5 ? 'held' : 'refused';
		const { judgeRequest, judgeResults } = moderatorWith({ operator, endpoint: endpoint(scores({ sexual })) });
		expect((await judgeRequest(asking(), loose)).verdict).toBe(verdict);
		expect((await judgeResults(guildId, [picture('image', 0)], loose)).verdict).toBe(verdict);
	});

	test('is not that results must be looked at in a server that shows them all', async () => {
		const { judgeResults } = moderatorWith({ operator, endpoint: endpoint({ kind: 'down' }) });
		const shown = settingsWith({ results: 'show', whenDown: 'refuse' });
		expect((await judgeResults(guildId, [picture('image', 0)], shown)).verdict).toBe('allowed');
	});

	test('can only be tightened, category by category', () => {
		const own = { sexual: { hold: 0.9, refuse: null }, hate: { hold: 0.1, refuse: null } };
		const thresholds = thresholdsFor('standard', own, floor);
		expect([thresholds.sexual, thresholds.hate]).toEqual([floor.sexual, { hold: 0.1, refuse: null }]);
		expect(thresholdsFor('off', { 'sexual/minors': { hold: null, refuse: null } }, {})['sexual/minors']).toEqual({
			hold: 0.1,
			refuse: 0.4,
		});
		expect(thresholdsFor('family', {}, floor).sexual).toEqual({ hold: 0.08, refuse: 0.3 });
	});
});

describe('results', () => {
	const results = [picture('image', 0), picture('image', 1)];

	test('are looked at one by one, and each trigger says which', async () => {
		const looks = [scores({ violence: 0.85 }), scores({ sexual: 0.7 })];
		const { judgeResults } = moderatorWith({
			endpoint: { ...endpoint(scores({})), picture: async ({ bytes }) => looks[bytes[0]!]! },
		});
		const { verdict, triggers, scores: highest } = await judgeResults(guildId, results, settingsWith());
		expect(verdict).toBe('held');
		expect(triggers).toMatchObject([
			{ category: 'violence', subject: { on: 'result', index: 0 } },
			{ category: 'sexual', subject: { on: 'result', index: 1 } },
		]);
		expect(highest).toEqual({ violence: 0.85, sexual: 0.7 });
	});

	test('that look like a removed picture are refused, even where none is looked at', async () => {
		const asked: unknown[] = [];
		const parts: Partial<ModeratorParts> = {
			hashOf: async (bytes) => (bytes[0] === 1 ? 'ffff0000ffff0000' : undefined),
			removed: {
				near: async (...wanted) => {
					asked.push(wanted);
					return 17;
				},
			},
		};
		const moderator = moderatorWith(parts);
		const { verdict, triggers } = await moderator.judgeResults(guildId, results, settingsWith({ results: 'show' }));
		expect(verdict).toBe('refused');
		expect(triggers).toEqual([
			{ source: 'removed', verdict: 'refused', case: 17, subject: { on: 'result', index: 1 } },
		]);
		expect(asked).toEqual([[guildId, 'ffff0000ffff0000', 6]]);
		expect(moderator.asked).toEqual([]);
	});

	test('of which it cannot be said are judged as if the endpoint were down', async () => {
		const { judgeResults, errors } = moderatorWith({ removed: { near: () => Promise.reject(new Error('away')) } });
		expect((await judgeResults(guildId, [results[0]!], settingsWith())).triggers).toMatchObject([
			{ source: 'unanswered', verdict: 'held', subject: { on: 'result', index: 0 } },
		]);
		expect(errors).toHaveLength(1);
	});
});
