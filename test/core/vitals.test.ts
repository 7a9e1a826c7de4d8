import { expect, test } from 'vitest';
import { type Cache, type ListedModel, rememberModels } from '../../src/core/vitals.ts';

const never = new Promise<never>(() => {});
const list = [{ id: 'gpt-image-2' }];

function create(cache: Partial<Cache<readonly ListedModel[]>> = {}, answer: readonly ListedModel[] = list) {
	const kept = new Map<string, { value: readonly ListedModel[]; ttl: number }>();
	const asked = { times: 0 };
	const models = rememberModels({
		async ask() {
			asked.times += 1;
			return answer;
		},
		cache: {
			get: async (key) => kept.get(key)?.value,
			set: async (key, value, ttl) => void kept.set(key, { value, ttl }),
			...cache,
		},
		account: 'mine',
		clock: { sleep: async () => new Promise((resolve) => setImmediate(resolve)) },
	});
	return { models, kept, asked };
}

test('the models are asked for once in ten minutes, unless they are to be asked anew', async () => {
	const { models, kept, asked } = create();
	expect(await models({ anew: false })).toEqual(list);
	expect(await models({ anew: false })).toEqual(list);
	expect(asked.times).toBe(1);
	expect([...kept]).toEqual([['mine', { value: list, ttl: 600_000 }]]);
	await models({ anew: true });
	expect(asked.times).toBe(2);
});

test('what is remembered of another key or service is not looked at', async () => {
	const { models, kept, asked } = create();
	kept.set('theirs', { value: [{ id: 'dall-e-3' }], ttl: 1 });
	expect(await models({ anew: false })).toEqual(list);
	expect(asked.times).toBe(1);
});

test('an empty list is asked for again', async () => {
	const { models, asked } = create({}, []);
	await models({ anew: false });
	await models({ anew: false });
	expect(asked.times).toBe(2);
});

test.each([
	['hangs', { get: () => never, set: () => never }],
	['fails', { get: () => Promise.reject(new Error('gone')), set: () => Promise.reject(new Error('gone')) }],
])('a store that %s only costs a question more', async (_, cache) => {
	const { models, asked } = create(cache);
	expect(await models({ anew: false })).toEqual(list);
	expect(await models({ anew: false })).toEqual(list);
	expect(asked.times).toBe(2);
});
