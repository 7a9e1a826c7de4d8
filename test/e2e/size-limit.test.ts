import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import { type Easel, filesOf, notice, providersOwn, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** A server without boosts takes little: what does not fit is re-encoded, and said to be. */

const limit = 512 * 1024;
const heavy = 800_000;
let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ discord: { attachmentSizeLimit: limit } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => {
	easel.openai.reset();
	easel.openai.faults.always = { kind: 'huge', bytes: heavy };
});

const mia = () => easel.discord.as('mia');
const imagine = (options: Record<string, string | number | boolean> = {}) =>
	result(mia().slash('studio', 'imagine', { prompt: 'a fox', ...options }));

test('a picture over the limit is re-encoded, in its size, and the message says so', async () => {
	const message = await imagine({ shape: 'wide' });
	const [file] = await filesOf(easel.discord, message);
	expect(file!.length).toBeLessThanOrEqual(limit);
	expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 1536, height: 864 });
	expect(message.attachments).toMatchObject([{ filename: 'easel-1.webp', content_type: 'image/webp' }]);
	expect(message.text()).toContain(
		"The picture was re-encoded to fit Discord's limit of 0.5 MB here. More → Original file has what is kept of the original.",
	);
});

test('one that is just within it is posted as it is', async () => {
	easel.openai.faults.always = { kind: 'huge', bytes: limit };
	const message = await imagine();
	expect(await filesOf(easel.discord, message)).toEqual(
		await providersOwn(easel.openai, easel.openai.calls[0]!.params),
	);
	expect(message.text()).not.toContain('re-encoded');
});

test('of several, each is re-encoded, and their number is told', async () => {
	const message = await imagine({ count: 3 });
	for (const file of await filesOf(easel.discord, message)) expect(file.length).toBeLessThanOrEqual(limit);
	expect(message.text()).toContain("3 pictures were re-encoded to fit Discord's limit of 0.5 MB here.");
});

test('the original of one that is too large is named with both sizes, and cannot be had here', async () => {
	const message = await imagine();
	const told = await notice(mia().choose(message, 'More…', ['Original file']));
	expect(told.text()).toBe(
		'The original has 0.8 MB, and Discord takes at most 0.5 MB here. The picture in the message is the closest that fits.',
	);
	expect(told.attachments).toEqual([]);
});

test('an original that was only cropped fits, and is there', async () => {
	easel.openai.faults.always = undefined;
	const image = { file: await plain(300, 200).png().toBuffer(), name: 'wide.png' };
	const message = await result(mia().slash('studio', 'edit', { image, prompt: 'in snow' }));
	const told = await notice(mia().choose(message, 'More…', ['Original file']));
	expect(told.attachments).toMatchObject([{ width: 1024, height: 1024, filename: 'easel-1.png' }]);
});

test('Vary and Edit go on from the re-encoded picture', async () => {
	const message = await imagine();
	easel.openai.reset();
	await result(mia().press(message, 'Vary'));
	expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/edits', status: 200, inputs: [{ width: 1024 }] }]);
});

test('pictures that fit one by one, but not all in one request, come within what a request takes', async () => {
	const other = await startEasel({ openai: { pictures: 'plain' } });
	try {
		other.openai.faults.always = { kind: 'huge', bytes: 9 * 1024 * 1024 };
		const message = await result(other.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', count: 3 }));
		expect(message.pictures()).toHaveLength(3);
		const total = message.attachments.reduce((sum, { size }) => sum + size, 0);
		expect(total).toBeLessThanOrEqual(25 * 1024 * 1024);
		const told = await notice(other.discord.as('mia').choose(message, 'More…', ['Original file']));
		expect(told.text()).toMatch(/^The original/);
		expectManners(other.discord);
	} finally {
		await other.stop();
	}
});
