import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Interaction } from '../twins/discord/index.ts';
import { buttonsOf, type Desk, deskOf } from './desks.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** `/moderation words` and `dry_run`: what a server stops, and what it would stop if it were set otherwise. */

const atelier = '934188725630984202';
const max = '298855170346352641';

let easel: Easel;
let store: Store;
let desk: Desk;
let ada: Desk;
beforeAll(async () => {
	easel = await startEasel({ settings: { 'moderation.preset': 'relaxed' } });
	store = await openStore(easel.env.STORE_URL!);
	desk = deskOf(easel, 'max');
	ada = deskOf(easel, 'ada');
});
afterAll(async () => {
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});

const draw = (name: string, prompt: string, options: Record<string, string | boolean> = {}): Promise<Interaction> =>
	easel.discord.as(name).slash('studio', 'imagine', { prompt, ...options });
const audited = async () => {
	const [last] = await store.audit.list(atelier, { limit: 1 });
	return [last?.by, last?.action, last?.why];
};

describe('words', () => {
	test('is an empty list at first', async () => {
		const list = await desk.type('words');
		expect(list.ephemeral).toBe(true);
		expect(list.text()).toContain('No word is on the list.');
	});

	test('that are added hold at once, and say what they would have stopped', async () => {
		await result(draw('mia', 'a pirate ship'));
		const added = await desk.type('words', { add: ' pirate ' });
		expect(added.text()).toContain('Added **pirate**: held.');
		expect(added.text()).toContain("It would have stopped 1 of the last week's prompts.");
		expect(added.text()).toMatch(new RegExp(`\\*\\*pirate\\*\\*\n-# held · <@${max}> · <t:`));
		expect(await audited()).toEqual([max, 'wordAdded', 'pirate']);
		const told = await notice(draw('mia', 'a ｐｉｒａｔｅ ship'));
		expect(told.text()).toContain(words('held.title'));
		expect((await desk.type('words', { add: 'pirate' })).text()).toContain('is on the list already');
	});

	test('can be patterns and exceptions, refuse, and are removed by a button or as they were typed', async () => {
		const pattern = await desk.type('words', { add: 'gh(o|0)st ?ship', kind: 'pattern', verdict: 'refuse' });
		expect(pattern.text()).toContain('Added **gh\\(o\\|0\\)st ?ship**: refused.');
		expect((await notice(draw('noah', 'the gh0stship'))).text()).not.toContain(words('held.title'));
		await desk.type('words', { add: 'pirate hat', kind: 'allow' });
		await result(draw('noah', 'a cat with a pirate hat'));

		const list = await desk.type('words');
		expect(list.text()).toContain('3 of at most 1,000 entries');
		const [first] = list.buttons().filter(({ label }) => label === 'Remove');
		const left = await desk.press(list, first!.customId!);
		expect(left.text()).toContain('Removed **pirate**.');
		expect(left.text()).toContain('2 of at most');
		expect(await audited()).toEqual([max, 'wordRemoved', 'pirate']);
		// Whoever looks at the old list presses once more.
		expect((await desk.force(left, first!.customId!)).text()).toContain('not on the list any more');
		await result(draw('noah', 'a pirate'));
		expect((await desk.type('words', { remove: 'GH(O|0)st ?ship' })).text()).toContain('Removed **GH');
		expect((await desk.type('words', { remove: 'never there' })).text()).toContain(
			'**never there** is not on the list.',
		);
		await desk.type('words', { remove: 'pirate hat' });
	});

	test.each([
		['a', 'word', 'a single letter'],
		['​', 'word', 'nothing in it can be looked for'],
		['x'.repeat(101), 'word', 'at most 100 characters'],
		['(', 'pattern', 'not a pattern that RE2 can read'],
		['(?=x)y', 'pattern', 'not a pattern that RE2 can read'],
		['.*', 'pattern', 'would stop everything'],
		['(a{1,100}){1,100}', 'pattern', 'too large for the engine'],
	])('that cannot be looked for are not added: %s', async (add, kind, why) => {
		const answer = await desk.type('words', { add, kind });
		expect(answer.text()).toContain('was not added');
		expect(answer.text()).toContain(why);
		expect(await store.words.list(atelier)).toEqual([]);
	});

	test('need `add` for what becomes of them', async () => {
		expect((await desk.type('words', { verdict: 'refuse' })).text()).toContain('give `add` as well');
	});

	test('are explained in a sentence, as they were read', async () => {
		await desk.type('words', { add: 'pirate', verdict: 'refuse' });
		await desk.type('words', { add: 'pirate hat', kind: 'allow' });
		const tested = await desk.type('words', { test: 'a ｐｉｒａｔｅ **with** a pirate hat' });
		expect(tested.text()).toContain('**This would be refused.**');
		expect(tested.text()).toContain('> a ｐｉｒａｔｅ \\*\\*with\\*\\* a pirate hat');
		expect(tested.text()).toContain("- ｐｉｒａｔｅ → pirate · by this server's **pirate** · refused");
		expect(tested.text()).toContain(
			"- pirate · by this server's **pirate** · let through by the allowed **pirate hat**",
		);
		expect((await desk.type('words', { test: 'assistance' })).text()).toContain('Nothing is found in this sentence.');
		const list = await desk.press(tested, 'The list');
		expect(list.text()).toContain('2 of at most');
	});

	test('are shown in pages', async () => {
		for (let n = 0; n < 9; n++) await desk.type('words', { add: `word number ${n} `.repeat(5) });
		const list = await desk.type('words');
		expect(list.text()).toContain('Page 1 of 2');
		const after = await desk.press(list, 'After ›');
		expect(after.text()).toContain('Page 2 of 2');
		expect(after.text()).toContain('word number 8');
		expect(buttonsOf(after)).toContain('‹ Before');
		for (const { text } of await store.words.list(atelier)) await desk.type('words', { remove: text });
	});
});

describe('dry_run', () => {
	const canary = 'canary 4711';

	test('says what other thresholds would have made of the last week, and lists it', async () => {
		await result(draw('noah', `lingerie, ${canary}`, { private: true }));
		await result(draw('mia', 'a bloody **oak**'));
		const run = await desk.type('dry_run', { preset: 'family' });
		expect(run.text()).toMatch(/This would have held 1 and refused 1 of the last week's \d+ prompts\./);
		expect(run.text()).toContain('-# Preset Family');
		expect(run.text()).toContain('As it is set now: 0 held, 0 refused.');
		expect(run.text()).toMatch(/violence 0\.30 · held · <@\d+> · <t:\d+:R>\n> a bloody \\\*\\\*oak\\\*\\\*/);
		expect(run.text()).toMatch(/sexual 0\.30 · refused · <@\d+> · <t:\d+:R>\n-# A private request/);
		expect(run.text()).not.toContain(canary);
		expect(buttonsOf(run)).not.toContain('Switch it on');
		const own = await desk.type('dry_run', { category: 'sexual', hold: 0.1, refuse: 0.25 });
		expect(own.text()).toContain('This would have held 0 and refused 1 of');
		expect(own.text()).toMatch(/Preset Relaxed · sexual .*0\.1.*0\.25/);
		const present = await desk.type('dry_run');
		expect(present.text()).toMatch(/As it is set now: 0 held and 0 refused of the last week's \d+ prompts\./);
	});

	test('names what is missing, and numbers that do not go together', async () => {
		expect((await desk.type('dry_run', { hold: 0.5 })).text()).toContain('give `category` as well');
		expect((await desk.type('dry_run', { category: 'hate' })).text()).toContain('Give `hold` or `refuse` as well');
		const wrong = await desk.type('dry_run', { category: 'hate', hold: 0.9, refuse: 0.5 });
		expect(wrong.text()).toContain(words('settings.notice.unchanged'));
	});

	test('is switched on by those who manage the server alone', async () => {
		const refused = words('refusal.notAllowed', { permission: words('permission.manageServer') });
		const run = await desk.type('dry_run', { preset: 'strict' });
		const revision = (await store.settings.read(atelier)).revision;
		expect((await desk.force(run, `moderation:dry_run:on:${revision}:strict:-:-:-`)).text()).toContain(refused);
		const adas = await ada.type('dry_run', { preset: 'strict', category: 'violence', hold: 0.25 });
		const on = await ada.press(adas, 'Switch it on');
		expect(on.text()).toContain('**Switched on**');
		const { settings } = await store.settings.read(atelier);
		expect(settings.moderation).toMatchObject({
			preset: 'strict',
			thresholds: { violence: { hold: 0.25, refuse: 0.8 } },
		});
		expect((await store.settings.history(atelier, { limit: 1 }))[0]).toMatchObject({ how: 'command' });
		expect(buttonsOf(await ada.type('dry_run', { preset: 'strict' }))).not.toContain('Switch it on');
	});

	test('does not overwrite what another admin set meanwhile', async () => {
		const run = await ada.type('dry_run', { preset: 'family' });
		const patch = { 'moderation.preset': 'relaxed' };
		await store.settings.change({ guildId: atelier, userId: max, how: 'command', patch, at: Date.now() });
		const held = await ada.press(run, 'Switch it on');
		expect(held.text()).toContain(words('settings.notice.conflict'));
		expect((await store.settings.read(atelier)).settings.moderation.preset).toBe('relaxed');
	});

	test('shows a private request’s words where they were flagged', async () => {
		const patch = { 'moderation.preset': 'relaxed', 'moderation.thresholds': { sexual: { hold: 0.2, refuse: null } } };
		await store.settings.change({ guildId: atelier, userId: max, how: 'command', patch, at: Date.now() });
		await notice(draw('noah', `lingerie again, ${canary}`, { private: true }));
		const run = await desk.type('dry_run', { preset: 'family' });
		expect(run.text()).toContain(`> lingerie again, ${canary}`);
		expect(run.text()).not.toContain(`> lingerie, ${canary}`);
	});
});
