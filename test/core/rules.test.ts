import { beforeEach, describe, expect, test } from 'vitest';
import { createRules, type RuleBook } from '../../src/core/rules.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import { artist, createSetClock, guildId, operator, roleOf, type SetClock, settingsOf } from './servers.ts';

const here = { guildId, roleIds: [] };
const inMessages = { guildId: null, roleIds: [] };
const only = (...models: string[]) => settingsOf({ 'models.allowed': models });

/** A store whose answers are given by hand. */
function createStore() {
	const asked: { guildId: string; answer: (settings: Settings) => void; fail: (error: Error) => void }[] = [];
	const read = (guild: string) =>
		new Promise<{ settings: Settings; revision: number }>((resolve, reject) =>
			asked.push({ guildId: guild, answer: (settings) => resolve({ settings, revision: 1 }), fail: reject }),
		);
	return { read, asked };
}

let store: ReturnType<typeof createStore>;
let clock: SetClock;
let rules: RuleBook;

beforeEach(() => {
	store = createStore();
	clock = createSetClock();
	rules = createRules({
		settings: store,
		clock,
		operator: { offer: operator, microsPerDay: 500, directImagesPerDay: 7 },
	});
});

/** The models offered, when the store answers its last question with these settings. */
async function offered(settings: Settings, where = here): Promise<readonly string[]> {
	const offer = rules.offer(where);
	store.asked.at(-1)!.answer(settings);
	return (await offer).models;
}

describe('what is decided by', () => {
	test('is read from the store each time, whatever is remembered', async () => {
		await offered(only('dall-e-3'));
		const decided = rules.now(here);
		expect(store.asked).toHaveLength(2);
		store.asked[1]!.answer(only('gpt-image-2'));
		expect(await decided).toMatchObject({
			operatorMicrosPerDay: 500,
			server: { settings: { models: { allowed: ['gpt-image-2'] } }, allowance: { models: { from: 'server' } } },
			offer: { model: 'gpt-image-2', models: ['gpt-image-2'] },
		});
	});

	test('holds what the member’s roles add', async () => {
		const decided = rules.now({ guildId, roleIds: [artist] });
		store.asked[0]!.answer(settingsOf({ [`roles.${artist}`]: roleOf({ models: ['dall-e-3'] }) }));
		expect((await decided).offer).toMatchObject({ models: ['dall-e-3'] });
	});

	test('may be that nothing is allowed', async () => {
		const decided = rules.now(here);
		store.asked[0]!.answer(only('gpt-image-1.5'));
		expect((await decided).offer).toBeUndefined();
	});

	test('is not guessed: without the store there is no decision', async () => {
		const decided = rules.now(here);
		store.asked[0]!.fail(new Error('the store is gone'));
		await expect(decided).rejects.toThrow('the store is gone');
	});

	test('is the operator’s alone in a direct message', async () => {
		expect(await rules.now(inMessages)).toEqual({
			operatorMicrosPerDay: 500,
			directImagesPerDay: 7,
			server: undefined,
			offer: { ...operator, previews: defaultSettings.look.previews },
		});
		expect(store.asked).toEqual([]);
	});
});

describe('what is offered', () => {
	test('is remembered for ten seconds', async () => {
		expect(await offered(only('dall-e-3'))).toEqual(['dall-e-3']);
		await clock.pass(9_999);
		expect((await rules.offer(here)).models).toEqual(['dall-e-3']);
		expect(store.asked).toHaveLength(1);
		await clock.pass(1);
		expect(await offered(only('gpt-image-2'))).toEqual(['gpt-image-2']);
		expect(store.asked).toHaveLength(2);
	});

	test('is remembered for each server by itself', async () => {
		await offered(only('dall-e-3'));
		expect(await offered(only('gpt-image-2'), { ...here, guildId: '41771983423143999' })).toEqual(['gpt-image-2']);
		expect((await rules.offer(here)).models).toEqual(['dall-e-3']);
		expect(store.asked.map((it) => it.guildId)).toEqual([guildId, '41771983423143999']);
	});

	test('is also what was read last to decide by', async () => {
		const decided = rules.now(here);
		store.asked[0]!.answer(only('dall-e-3'));
		await decided;
		expect((await rules.offer(here)).models).toEqual(['dall-e-3']);
		expect(store.asked).toHaveLength(1);
	});

	test('is asked of the store once by a burst', async () => {
		const burst = [rules.offer(here), rules.offer(here), rules.offer(here)];
		expect(store.asked).toHaveLength(1);
		store.asked[0]!.answer(only('dall-e-3'));
		for (const { models } of await Promise.all(burst)) expect(models).toEqual(['dall-e-3']);
	});

	test('is all that the operator offers while the store is slow: half a second and no longer', async () => {
		let given: readonly string[] | undefined;
		const offer = rules.offer(here).then(({ models }) => {
			given = models;
		});
		await clock.pass(499);
		expect(given).toBeUndefined();
		await clock.pass(1);
		await offer;
		expect(given).toEqual(operator.models);

		// What comes late is there for the next one.
		store.asked[0]!.answer(only('dall-e-3'));
		await clock.pass(0);
		expect((await rules.offer(here)).models).toEqual(['dall-e-3']);
		expect(store.asked).toHaveLength(1);
	});

	test('is what was known last while the store is slow or fails', async () => {
		await offered(only('dall-e-3'));
		await clock.pass(10_000);
		const slow = rules.offer(here);
		await clock.pass(500);
		expect((await slow).models).toEqual(['dall-e-3']);

		store.asked[1]!.fail(new Error('the store is gone'));
		await clock.pass(0);
		const failing = rules.offer(here);
		store.asked[2]!.fail(new Error('the store is gone'));
		expect((await failing).models).toEqual(['dall-e-3']);
	});

	test('is all that the operator offers when the store fails at once, and the next one asks again', async () => {
		const offer = rules.offer(here);
		store.asked[0]!.fail(new Error('the store is gone'));
		expect((await offer).models).toEqual(operator.models);
		expect(await offered(only('dall-e-3'))).toEqual(['dall-e-3']);
		expect(store.asked).toHaveLength(2);
	});

	test('is refused where nothing is allowed', async () => {
		const offer = rules.offer(here);
		store.asked[0]!.answer(only('gpt-image-1.5'));
		await expect(offer).rejects.toMatchObject({ refusal: { code: 'noModelAllowed' } });
	});

	test('is the operator’s in a direct message, and nobody is asked', async () => {
		expect(await rules.offer(inMessages)).toEqual({ ...operator, previews: defaultSettings.look.previews });
		expect(store.asked).toEqual([]);
	});
});

describe('a change by this process', () => {
	test('is seen at once', async () => {
		await offered(only('dall-e-3'));
		rules.forget(guildId);
		expect(await offered(only('gpt-image-2'))).toEqual(['gpt-image-2']);
	});

	test('is not hidden by what was being read before it', async () => {
		const before = rules.offer(here);
		rules.forget(guildId);
		const after = rules.offer(here);
		expect(store.asked).toHaveLength(2);
		store.asked[1]!.answer(only('gpt-image-2'));
		expect((await after).models).toEqual(['gpt-image-2']);
		store.asked[0]!.answer(only('dall-e-3'));
		expect((await before).models).toEqual(['dall-e-3']);
		expect((await rules.offer(here)).models).toEqual(['gpt-image-2']);
	});
});
