import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import { plain } from '../pictures/samples.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { startModerated } from './moderators.ts';
import { words } from './trouble.ts';

/** Streaming: pictures appear while they are made, at Discord's pace, the newest frame of each; and what is not made in the end is no success. */

let easel: Easel;
/** Every state that a message was in with a picture on its way. */
const seen: Message[] = [];

async function start(settings: Patch = {}, from: typeof startEasel = startEasel): Promise<void> {
	easel = await from({ settings: { 'look.previews': 3, ...settings }, openai: { previewEveryMs: 300 } });
	easel.discord.on('edit', ({ message }) => isPreview(message) && seen.push(message));
}
beforeEach(() => {
	seen.length = 0;
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const isPreview = (message: Message) => message.pictures().some(({ url }) => url.includes('/preview-'));
const mia = () => easel.discord.as('mia');
const imagine = (options: Record<string, string | number | boolean> = {}) =>
	mia().slash('studio', 'imagine', { prompt: 'a fox', ...options });
const photo = async () => ({ file: await plain(300, 200).png().toBuffer(), name: 'photo.png' });
const preview = (asked: Interaction): Promise<Message> => asked.response(isPreview, 9000);
const hold = (calls = 1) => {
	for (let n = 0; n < calls; n++) easel.openai.faults.next.push({ kind: 'held' });
};
const call = () => easel.openai.calls[0]!;
/** Edits of answers, oldest first. */
const edits = () =>
	easel.discord.log.filter(({ method, route }) => method === 'PATCH' && route.endsWith('/messages/@original'));

describe('streaming shows what there is of', () => {
	test.each([
		['a generated picture', () => imagine(), '/v1/images/generations'],
		[
			'an edit',
			async () => mia().slash('studio', 'edit', { prompt: 'snow', image: await photo() }),
			'/v1/images/edits',
		],
		['a variation', async () => mia().slash('studio', 'vary', { image: await photo() }), '/v1/images/edits'],
		['a picture through the Responses API', () => imagine({ enhance: true }), '/v1/responses'],
	] as const)('%s, and then the picture alone', async (_, ask, path) => {
		await start();
		hold();
		const asked = await ask();
		const shown = await preview(asked);
		expect(shown.pictures()).toHaveLength(1);
		expect(shown.pictures()[0]!.description).not.toBe('');
		expect(call()).toMatchObject({ path, stream: true, partialImages: 3 });
		easel.openai.release();
		const message = await result(asked);
		expect(message.id).toBe(shown.id);
		expect(message.pictures()).toHaveLength(1);
		expect(message.attachments).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});
});

test('an edit’s frames have the shape of the picture that will come', async () => {
	await start();
	hold();
	const asked = await mia().slash('studio', 'edit', { prompt: 'snow', image: await photo() });
	const { width, height } = (await preview(asked)).attachments[0]!;
	expect(width! / height!).toBeCloseTo(1.5, 1);
	easel.openai.release();
	await result(asked);
});

test('frames come at one edit per 1.5 seconds and message, the newest only', async () => {
	await start();
	easel.openai.options.previewEveryMs = 700;
	hold();
	const asked = await imagine();
	await expect.poll(() => call()?.previewsAt.length, { timeout: 9000 }).toBe(3);
	const last = call().previewsAt[2]!;
	const isShown = () => edits().some(({ files, at }) => files.length > 0 && at >= last);
	await expect.poll(isShown, { timeout: 9000 }).toBe(true);
	const times = edits().map(({ at }) => at);
	for (const [i, at] of times.entries()) if (i > 0) expect(at - times[i - 1]!).toBeGreaterThanOrEqual(1450);
	// Three frames within two seconds: not each of them was shown, and the last one was.
	expect(edits().filter(({ files }) => files.length > 0).length).toBeLessThan(3);
	easel.openai.release();
	await result(asked);
});

test('several pictures from words alone are drawn one a call, each with its frames', async () => {
	await start();
	hold(3);
	const asked = await imagine({ count: 3 });
	const all = await asked.response((message) => isPreview(message) && message.pictures().length === 3, 9000);
	expect(all.pictures().map(({ url }) => /preview-\d/.exec(url)?.[0])).toEqual(['preview-1', 'preview-2', 'preview-3']);
	expect(easel.openai.calls.map(({ n, stream }) => [n, stream])).toEqual([
		[1, true],
		[1, true],
		[1, true],
	]);
	for (let n = 0; n < 3; n++) easel.openai.release();
	const message = await result(asked);
	expect(message.attachments).toHaveLength(3);
	expect(easel.openai.bill()).toMatchObject({ calls: 3, images: 3 });
});

test('several pictures from a picture are one call, unseen: it is paid for once', async () => {
	await start();
	const asked = mia().slash('studio', 'edit', { prompt: 'snow', image: await photo(), count: 2 });
	expect((await result(asked)).pictures()).toHaveLength(2);
	expect(easel.openai.calls.map(({ params, stream }) => [params.n, stream])).toEqual([['2', false]]);
	expect(seen).toEqual([]);
});

test('a server that wants no previews pays for none', async () => {
	await start({ 'look.previews': 0 });
	await result(imagine());
	expect(call()).toMatchObject({ stream: false, partialImages: 0, previewsAt: [] });
	expect(seen).toEqual([]);
});

test('a server behind spoilers sees frames behind spoilers', async () => {
	await start({ 'safety.spoilers': true });
	hold();
	const asked = await imagine();
	expect((await preview(asked)).pictures()).toMatchObject([{ spoiler: true }]);
	easel.openai.release();
	expect((await result(asked)).pictures()).toMatchObject([{ spoiler: true }]);
});

test('the frames of a private picture are its member’s alone', async () => {
	await start();
	hold();
	const asked = await imagine({ private: true });
	expect((await preview(asked)).ephemeral).toBe(true);
	expect(easel.discord.channel('studio').messages('noah')).toEqual([]);
	easel.openai.release();
	await result(asked);
});

describe('moderation of what is on its way', () => {
	test('shows nothing of a picture in doubt while it is made', async () => {
		await start({}, startModerated);
		hold();
		const asked = await imagine();
		await expect.poll(() => easel.openai.calls.length).toBe(1);
		easel.openai.options.moderation = { kind: 'scores', scores: { violence: 0.9 } };
		// Frames are looked at one by one, or the newest of those that came meanwhile.
		await expect.poll(() => call().previewsAt.length, { timeout: 9000 }).toBe(3);
		await expect.poll(() => easel.openai.moderations.length, { timeout: 9000 }).toBeGreaterThan(1);
		easel.openai.release();
		expect((await notice(asked)).text()).toContain(words('held.title'));
		expect(seen).toEqual([]);
		expect(easel.discord.log.flatMap(({ route, files }) => (route.includes('webhooks') ? files : []))).toEqual([]);
	});

	test('shows nothing either while nobody answers, where the server wants to be asked then', async () => {
		await start({ 'moderation.results': 'hold' }, startModerated);
		hold();
		const asked = await imagine();
		await expect.poll(() => easel.openai.calls.length).toBe(1);
		easel.openai.options.moderation = { kind: 'status', status: 503 };
		await expect.poll(() => call().previewsAt.length, { timeout: 9000 }).toBe(3);
		easel.openai.release();
		expect((await notice(asked)).text()).toContain(words('held.title'));
		expect(seen).toEqual([]);
	});
});

describe('error handling of streams', () => {
	const ends = async (asked: Interaction) => (await asked.response(({ ephemeral }) => ephemeral, 12_000)).text();
	const member = () => easel.discord.channel('studio').messages('noah');

	test.each(['stream-no-completed', 'stream-ends-early', 'cut-body'] as const)(
		'one that ends by %s is no success: the member pays nothing, the operator may, and nothing is bought again',
		async (kind) => {
			await start();
			easel.openai.faults.next.push({ kind });
			const told = await ends(await imagine());
			expect(told).toContain(words('problem.unknownTitle'));
			expect(told).toContain(words('problem.free'));
			expect(easel.openai.calls).toHaveLength(1);
			// Neither the picture nor what there was of it stays behind.
			await expect.poll(member).toEqual([]);
		},
	);

	test('one that stalls keeps what it showed on screen, and is unknown once it is cut', async () => {
		await start();
		easel.openai.faults.next.push({ kind: 'stream-stall' });
		const asked = await imagine();
		await preview(asked);
		await easel.openai.stop();
		expect(await ends(asked)).toContain(words('problem.unknownTitle'));
		await expect.poll(member).toEqual([]);
	});

	test('one that repeats itself shows and bills a picture once', async () => {
		await start();
		easel.openai.faults.next.push({ kind: 'stream-repeats' });
		const message = await result(imagine());
		expect(message.pictures()).toHaveLength(1);
		expect(easel.openai.bill()).toMatchObject({ calls: 1, images: 1 });
	});

	test('a server that answers a stream’s question with a whole body is understood', async () => {
		await start();
		easel.openai.faults.next.push({ kind: 'stream-ignored' });
		const message = await result(imagine());
		expect(await filesOf(easel.discord, message)).toHaveLength(1);
		expect(seen).toEqual([]);
	});

	test('one that the provider’s filter ends is refused and free', async () => {
		await start();
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] });
		const told = await ends(await imagine());
		expect(told).toContain(words('problem.free'));
		await expect.poll(member).toEqual([]);
	});
});
