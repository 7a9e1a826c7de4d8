import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import type { ModerationFault } from '../twins/openai/index.ts';
import type { Easel, EaselOptions } from './easel.ts';
import { notice, result } from './easel.ts';
import { expectManners } from './manners.ts';
import { moderating, startModerated } from './moderators.ts';

/** What judges may be away, late or out of its mind: the server has decided what that means, and nothing is lost. */

let easel: Easel;
let at: ReturnType<typeof moderating>;
const start = async (settings: Patch = {}, options: EaselOptions = {}) => {
	easel = await startModerated({ settings, ...options });
	at = moderating(easel);
};
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const troubles: [string, ModerationFault][] = [
	['is down', { kind: 'status', status: 500 }],
	['is at its limit', { kind: 'status', status: 429, headers: { 'retry-after': '60' } }],
	['resets', { kind: 'reset' }],
	['stops in the middle', { kind: 'cut-body' }],
	['answers a web page', { kind: 'html-200' }],
	['answers nonsense', { kind: 'nonsense', body: { results: [{ category_scores: { hate: 'very' } }] } }],
	['never answers', { kind: 'hang' }],
];

describe('an endpoint that', () => {
	test.each(troubles)(
		'%s holds a request for a person, who can let it on',
		async (_what, fault) => {
			await start();
			easel.openai.options.moderation = fault;
			await at.held(at.ask('a quiet meadow'));
			const card = await at.card((text) => text.includes('OpenAI'));
			easel.openai.options.moderation = undefined;
			await at.press(card, 'button.approve');
			await at.brought();
			expect(easel.openai.bill().calls).toBe(1);
		},
		20_000,
	);

	test('is down means what the server chose', async () => {
		await start({ 'moderation.whenDown': 'allow' });
		easel.openai.options.moderation = { kind: 'status', status: 500 };
		await result(at.ask('a quiet meadow'));
		await easel.stop();
		await start({ 'moderation.whenDown': 'refuse' });
		easel.openai.options.moderation = { kind: 'status', status: 500 };
		await notice(at.ask('a quiet meadow'));
		expect(easel.openai.calls).toEqual([]);
	});

	test('is only slow, or limited for a moment, is waited for', async () => {
		await start();
		const moment = { 'retry-after-ms': '300' };
		easel.openai.faults.moderation.push(
			{ kind: 'status', status: 429, headers: moment },
			{ kind: 'delay', ms: 900 },
			{ kind: 'status', status: 429, headers: moment },
		);
		await result(at.ask('a quiet meadow'));
		expect(easel.openai.moderations).toHaveLength(4);
	});

	test('is not there lets words and pictures pass', async () => {
		await start();
		easel.openai.options.moderation = { kind: 'status', status: 404 };
		await result(at.ask('a quiet meadow'));
		await result(at.ask('a loud meadow'));
		expect(easel.openai.moderations).toHaveLength(1);
	});

	test('cannot read a result holds it, and says so on the card', async () => {
		await start();
		const unreadable = { kind: 'status', status: 400, body: { error: { code: 'invalid_image' } } } as const;
		easel.openai.faults.moderation.push({ kind: 'scores', scores: {} }, unreadable);
		await at.held(at.ask('a quiet meadow'));
		await at.press(await at.card((text) => text.includes('could not read')), 'button.approve');
		await at.brought();
		expect(easel.openai.bill().calls).toBe(1);
	});
});

test('AutoMod’s keywords hold a prompt where the bot may read them', async () => {
	await start();
	const [atelier] = easel.discord.world.guilds;
	const everything = PermissionFlagsBits.Administrator;
	atelier!.botPermissions = String(everything);
	atelier!.autoModRules = [{ id: '1150000000000000001', name: 'Badgers', keywords: ['badger*'] }];
	await at.held(at.ask('two b4dgers'));
	await at.card((text) => text.includes('AutoMod') && text.includes('b4dger'));
});

test('the operator’s file is over every server’s settings', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'easel-operator-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, 'moderation.json');
	const words = [{ text: 'badger', verdict: 'refuse' }];
	writeFileSync(file, JSON.stringify({ words, floor: { violence: { hold: 0.2 } } }));
	const loose: Patch = {
		'moderation.preset': 'off',
		'moderation.thresholds': {},
		'moderation.whenDown': 'allow',
		'moderation.results': 'show',
	};
	await start(loose, { env: { MODERATION_FILE: file } });
	expect((await notice(at.ask('a ｂａｄｇｅｒ'))).text()).toContain('ｂａｄｇｅｒ');
	await at.held(at.ask('a bloody nose'));
	await result(at.ask('a quiet meadow'));
	expect(easel.openai.calls).toHaveLength(1);
});
