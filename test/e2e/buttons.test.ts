import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BLACK, halves, noise, plain, WHITE } from '../pictures/samples.ts';
import type { Interaction } from '../twins/discord/index.ts';
import { type Easel, filesOf, notice, providersOwn, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** The buttons under a result: Again, Vary, Edit, More. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3,dall-e-2' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const mia = () => easel.discord.as('mia');

/** A picture of Mia's, and the provider's book closed again. */
async function drawn(options: Record<string, string | number | boolean> = {}) {
	const message = await result(mia().slash('studio', 'imagine', { prompt: 'a fox', ...options }));
	easel.openai.reset();
	return message;
}

/** A picture that was cropped back to the shape of what was put in. */
async function edited() {
	const image = { file: await plain(300, 200).png().toBuffer(), name: 'wide.png' };
	const message = await result(mia().slash('studio', 'edit', { prompt: 'snow', image, region: 'left' }));
	easel.openai.reset();
	return message;
}

/** A press that a form answers; a member cannot fill it in before it is there. */
async function opened(pressed: Promise<Interaction>) {
	const interaction = await pressed;
	await interaction.modal();
	return interaction;
}

describe('Again', () => {
	test('draws the same request once more, as a new message', async () => {
		const first = await drawn({ shape: 'wide', quality: 'low', count: 2, persona: 'noir' });
		const second = await result(mia().press(first, 'Again'));
		expect(second.id).not.toBe(first.id);
		expect(second.pictures()).toHaveLength(2);
		expect(easel.openai.calls).toHaveLength(1);
		expect(easel.openai.calls[0]!.params).toMatchObject({ size: '1536x864', quality: 'low', n: 2 });
		expect(easel.openai.calls[0]!.prompt).toMatch(/^As seen by a film noir .+: a fox$/);
		expect(second.text()).toContain('> a fox');
	});

	test('draws for whoever presses, at their own wish', async () => {
		const first = await drawn();
		const second = await result(easel.discord.as('noah').press(first, 'Again'));
		expect(second.referencedInteraction).toMatchObject({ user: { username: 'noah' } });
		expect(second.referencedMessageId).toBe(first.id);
	});

	test('of an edit needs no upload: the inputs are still there', async () => {
		const first = await edited();
		const second = await result(mia().press(first, 'Again'));
		expect(easel.openai.calls).toMatchObject([
			{ path: '/v1/images/edits', prompt: 'snow', inputs: [{ width: 1024 }], mask: { width: 1024 } },
		]);
		expect(second.attachments).toMatchObject([{ width: 1024, height: 683 }]);
	});

	test('can be pressed on its own result, and on that one’s', async () => {
		const second = await result(mia().press(await drawn(), 'Again'));
		const third = await result(mia().press(second, 'Again'));
		expect(third.pictures()).toHaveLength(1);
		expect(easel.openai.calls).toHaveLength(2);
	});
});

describe('Vary', () => {
	test('on one picture starts at once, from that picture', async () => {
		const varied = await result(mia().press(await drawn({ quality: 'high' }), 'Vary'));
		expect(easel.openai.calls).toMatchObject([
			{ path: '/v1/images/edits', quality: 'high', inputs: [{ width: 1024 }] },
		]);
		expect(easel.openai.calls[0]!.prompt).toMatch(/^Make a subtle variation/);
		expect(varied.text()).toMatch(/^\*\*A subtle variation\*\*/);
	});

	test('on several asks which one and how far', async () => {
		const first = await drawn({ count: 3 });
		const form = await opened(mia().press(first, 'Vary'));
		expect((await form.modal()).title).toBe('Vary one of these pictures');
		expect(easel.openai.calls).toHaveLength(0);
		const varied = await result(mia().submit(form, { picture: ['2'], strength: ['strong'] }));
		expect(easel.openai.calls[0]!.prompt).toMatch(/^Make a strong variation/);
		expect(varied.pictures()).toHaveLength(1);
	});

	test('starts from the picture that was chosen', async () => {
		const drawing = await startEasel({ openai: { pictures: 'drawn' } });
		const { discord, openai } = drawing;
		try {
			const first = await result(discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', count: 2 }));
			for (const picture of ['0', '1', '0']) {
				const form = await opened(discord.as('mia').press(first, 'Vary'));
				await result(discord.as('mia').submit(form, { picture: [picture], strength: ['subtle'] }));
			}
			const [one, two, oneAgain] = openai.calls.slice(1).map(({ inputs }) => inputs[0]!.bytes);
			expect(two).not.toBe(one);
			expect(oneAgain).toBe(one);
		} finally {
			await drawing.stop();
		}
	});

	test('of a dall-e-3 picture is drawn by a model that can', async () => {
		await result(mia().press(await drawn({ model: 'dall-e-3' }), 'Vary'));
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/edits', model: 'gpt-image-2.5-flare' }]);
	});

	test('of a dall-e-2 picture uses the variations endpoint', async () => {
		await result(mia().press(await drawn({ model: 'dall-e-2' }), 'Vary'));
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/variations', model: 'dall-e-2' }]);
	});

	test('of one of several dall-e-2 pictures does, too: its form cannot know that this endpoint takes no strength', async () => {
		const form = await opened(mia().press(await drawn({ model: 'dall-e-2', count: 2 }), 'Vary'));
		const varied = await result(mia().submit(form, { picture: ['1'], strength: ['strong'] }));
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/variations', model: 'dall-e-2' }]);
		expect(varied.text()).toMatch(/^\*\*A variation\*\*/);
	});

	test('goes on with the default model where its own cannot', async () => {
		const models = 'dall-e-3,gpt-image-2.6-sunburst,gpt-image-2.5-flare';
		const other = await startEasel({ env: { IMAGE_MODELS: models, IMAGE_MODEL: 'gpt-image-2.5-flare' } });
		try {
			const member = other.discord.as('mia');
			const first = await result(member.slash('studio', 'imagine', { prompt: 'a fox', model: 'dall-e-3' }));
			await result(member.press(first, 'Vary'));
			expect(other.openai.calls.map(({ model }) => model)).toEqual(['dall-e-3', 'gpt-image-2.5-flare']);
		} finally {
			await other.stop();
		}
	});
});

describe('Edit', () => {
	test('asks what the picture should show, and edits the whole of it', async () => {
		const form = await opened(mia().press(await drawn(), 'Edit'));
		expect((await form.modal()).title).toBe('Edit this picture');
		const message = await result(mia().submit(form, { prompt: 'at night' }));
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/edits', prompt: 'at night' }]);
		expect(easel.openai.calls[0]!.mask).toBeUndefined();
		expect(message.text()).toContain('> at night');
	});

	test('with a region sends its mask', async () => {
		const form = await opened(mia().press(await drawn(), 'Edit'));
		await result(mia().submit(form, { prompt: 'stars', region: ['top'] }));
		expect(easel.openai.calls[0]!.mask).toMatchObject({ width: 1024, height: 1024 });
	});

	test('with an uploaded mask sends that', async () => {
		const mask = await (await halves(512, 512, WHITE, BLACK)).png().toBuffer();
		const form = await opened(mia().press(await drawn(), 'Edit'));
		await result(mia().submit(form, { prompt: 'stars', mask: [{ file: mask, name: 'mask.png' }] }));
		expect(easel.openai.calls[0]!.mask).toMatchObject({ width: 1024, height: 1024 });
	});

	test('of several pictures asks which', async () => {
		const form = await opened(mia().press(await drawn({ count: 2 }), 'Edit'));
		expect(JSON.stringify(await form.modal())).toContain('Picture 2');
		await result(mia().submit(form, { prompt: 'stars', picture: ['1'] }));
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('gives the answer the shape of the picture, not a square', async () => {
		const form = await opened(mia().press(await drawn({ shape: 'wide' }), 'Edit'));
		const message = await result(mia().submit(form, { prompt: 'stars' }));
		expect(message.attachments).toMatchObject([{ width: 1024, height: 576 }]);
	});

	test('that contradicts itself is refused privately and costs nothing', async () => {
		const mask = await noise(64, 64).png().toBuffer();
		const form = await opened(mia().press(await drawn(), 'Edit'));
		const told = await notice(
			mia().submit(form, { prompt: 'stars', region: ['left'], mask: [{ file: mask, name: 'mask.png' }] }),
		);
		expect(told.text()).toContain('Give either a mask or a region');
		expect(easel.openai.calls).toHaveLength(0);
	});
});

describe('More → Original file', () => {
	test('of an untouched picture links where it already is', async () => {
		const message = await drawn({ count: 2 });
		const told = await notice(easel.discord.as('noah').choose(message, 'More…', ['Original file']));
		expect(told.text()).toContain('The original files, exactly as the model made them:');
		const links = told.buttons().map(({ url }) => url ?? '');
		const originals = await Promise.all(links.map((url) => easel.discord.download(url)));
		expect(originals.map((bytes) => Buffer.from(bytes))).toEqual(await filesOf(easel.discord, message));
		expect(told.attachments).toEqual([]);
	});

	test('of a cropped picture is the provider’s own square', async () => {
		const message = await edited();
		const told = await notice(mia().choose(message, 'More…', ['Original file']));
		expect(told.text()).toContain('The original file, exactly as the model made it:');
		expect(told.attachments).toMatchObject([{ width: 1024, height: 1024 }]);
		expect(await filesOf(easel.discord, told)).toEqual(
			await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024' }),
		);
	});
});

describe('More → Delete', () => {
	test('takes the result away for whoever asked', async () => {
		const message = await drawn();
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await mia().choose(message, 'More…', ['Delete']);
		expect(await gone).toMatchObject({ message: { id: message.id } });
		expect(
			easel.discord
				.channel('studio')
				.messages('mia')
				.map(({ id }) => id),
		).not.toContain(message.id);
	});
});
