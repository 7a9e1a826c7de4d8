import { setImmediate as immediately } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createAcks } from '../../src/discord/acks.ts';

afterEach(() => vi.useRealTimers());

/** Writes down in which order things come to pass. */
function witness() {
	const seen: string[] = [];
	return { seen, saw: (name: string) => () => void seen.push(name) };
}

describe('acknowledgements', () => {
	test('are sent at once, and bring what Discord answered', async () => {
		const acks = createAcks();
		const seen: string[] = [];
		const sending = acks.send(async () => {
			seen.push('sent');
			return 'answer';
		});
		expect(seen).toEqual(['sent']);
		expect(await sending).toBe('answer');
	});

	test('that fail say so, and hold nobody up', async () => {
		const acks = createAcks();
		await expect(acks.send(() => Promise.reject(new Error('too late')))).rejects.toThrow('too late');
		await acks.quiet();
	});
});

describe('everything else', () => {
	test('goes on when no acknowledgement is on its way', async () => {
		await createAcks().quiet();
	});

	test('waits for all that are, and then goes in the order of asking', async () => {
		const acks = createAcks();
		const { seen, saw } = witness();
		const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const sent = [acks.send(() => first.promise), acks.send(() => second.promise)];
		const quiet = ['a', 'b', 'c'].map((name) => acks.quiet().then(saw(name)));
		first.resolve();
		await sent[0];
		await immediately();
		expect(seen).toEqual([]);
		second.resolve();
		await Promise.all(quiet);
		expect(seen).toEqual(['a', 'b', 'c']);
	});

	test('lets an acknowledgement that comes meanwhile go first', async () => {
		const acks = createAcks();
		const { seen, saw } = witness();
		const late = Promise.withResolvers<void>();
		const quiet = [acks.quiet().then(saw('a')), acks.quiet().then(saw('b'))];
		await quiet[0];
		const sent = acks.send(() => late.promise).then(saw('acknowledged'));
		await immediately();
		expect(seen).toEqual(['a']);
		late.resolve();
		await Promise.all([...quiet, sent]);
		expect(seen).toEqual(['a', 'acknowledged', 'b']);
	});

	test('waits a second and no longer for one that hangs', async () => {
		vi.useFakeTimers();
		const acks = createAcks();
		const { seen, saw } = witness();
		void acks.send(() => new Promise(() => {}));
		void acks.quiet().then(saw('a'));
		void acks.quiet().then(saw('b'));
		await vi.advanceTimersByTimeAsync(990);
		expect(seen).toEqual([]);
		await vi.advanceTimersByTimeAsync(30);
		expect(seen).toEqual(['a', 'b']);
		expect(vi.getTimerCount()).toBe(0);
	});
});
