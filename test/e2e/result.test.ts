import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Easel, filesOf, providersOwn, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** What a member sees when the pictures are there. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3,dall-e-2,flux-local' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const imagine = (options: Record<string, string | number | boolean>) =>
	result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', ...options }));

describe('the message', () => {
	test('reads as the design draws it: quote, small line, gallery, buttons, menu', async () => {
		const message = await imagine({ prompt: 'a fox *asleep* under a <@&1> tree', quality: 'low' });
		expect(message.ephemeral).toBe(false);
		expect(message.text().split('\n')).toEqual([
			'> a fox \\*asleep\\* under a \\<\\@&1\\> tree',
			expect.stringMatching(/^-# gpt-image-2\.5-flare · 1024×1024 · low · \d+(\.\d+)? s · \$0\.0\d+$/),
			'a fox *asleep* under a <@&1> tree',
			'Again',
			'Vary',
			'Edit',
			'More…',
		]);
		expect(message.buttons().map(({ label, disabled }) => [label, disabled])).toEqual([
			['Again', false],
			['Vary', false],
			['Edit', false],
		]);
		expect(message.selects()[0]!.options.map(({ label }) => label)).toEqual([
			...['Change a part', 'Zoom out or reshape', 'Blend with others', 'Describe'],
			...['Original file', 'Report', 'Delete'],
		]);
	});

	test('answers the member’s own command and is edited, not posted beside it', async () => {
		const asked = await easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });
		const message = await result(asked);
		expect(message.referencedInteraction).toMatchObject({ id: asked.id, name: 'imagine', user: { username: 'mia' } });
		expect(asked.followups).toEqual([]);
	});

	test('shows the revised prompt under the prompt, and each picture’s own as its alt text', async () => {
		const message = await imagine({ model: 'dall-e-3', count: 2 });
		const [quoted, revised] = message.text().split('\n');
		expect(quoted).toBe('> a fox');
		expect(revised).toMatch(/^-# Revised by the model: a fox, .+\.$/);
		expect(message.pictures().map(({ description }) => description)).toEqual([
			expect.stringMatching(/^a fox, /),
			expect.stringMatching(/^a fox, /),
		]);
		expect(message.attachments.map(({ description }) => description)).toEqual(
			message.pictures().map(({ description }) => description),
		);
	});

	test('does without a revised prompt where the server sends none', async () => {
		easel.openai.faults.next.push({ kind: 'no-revised-prompt' });
		const message = await imagine({ model: 'dall-e-3' });
		expect(message.text()).not.toContain('Revised');
		expect(message.pictures()[0]!.description).toBe('a fox');
	});

	test('keeps a prompt of several lines a quote to its end', async () => {
		const message = await imagine({ prompt: 'a fox\n# LOUD\n- and quiet\n1. by number' });
		expect(message.text()).toMatch(/^> a fox\n> .*LOUD\n> \\- and quiet\n> .*by number\n-# /);
	});

	test('says what the provider billed, not what was reserved', async () => {
		const message = await imagine({ shape: 'landscape' });
		// The price table counts pixels and would say $0.08; the provider's usage says less.
		expect(easel.openai.bill().micros).toBeGreaterThan(40_000);
		expect(easel.openai.bill().micros).toBeLessThan(45_000);
		expect(message.text()).toContain(' · $0.04');
	});

	test('names how many of the pictures came when not all did', async () => {
		easel.openai.faults.next.push({ kind: 'refuse', code: 'content_policy_violation' });
		const message = await imagine({ model: 'dall-e-3', count: 3 });
		expect(message.pictures()).toHaveLength(2);
		expect(message.text()).toContain("2 of 3 pictures came back. The model's safety filter refused this");
	});

	test('pings nobody, whatever the words were', async () => {
		const [mia] = easel.discord.world.users;
		await imagine({ prompt: `@everyone @here <@${mia!.id}> a fox` });
		expect(easel.discord.log.flatMap(({ mentions }) => mentions ?? [])).toEqual([]);
	});
});

describe('the bytes', () => {
	test.each([{ format: 'png' }, { format: 'webp', background: 'transparent' }, { format: 'jpeg' }])(
		'posted are the provider’s own, untouched: %o',
		async (options) => {
			const message = await imagine({ ...options, count: 2 });
			const files = await filesOf(easel.discord, message);
			const { params } = easel.openai.calls[0]!;
			expect(files).toEqual(await providersOwn(easel.openai, params));
			expect(message.text()).not.toContain('re-encoded');
		},
	);

	test('with content credentials in them arrive with every one of them', async () => {
		easel.openai.faults.always = { kind: 'huge', bytes: 2_000_000 };
		const message = await imagine({});
		const [file] = await filesOf(easel.discord, message);
		expect(file!.length).toBe(2_000_000);
		expect([file]).toEqual(await providersOwn(easel.openai, easel.openai.calls[0]!.params));
	});
});

describe.each(['url', 'relative-url', 'b64'] as const)('a server that answers with %s', (answer) => {
	test('brings the same pictures', async () => {
		const response = await fetch(`${easel.openai.controlUrl}/options`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ answer }),
		});
		expect(response.status).toBe(200);
		for (const options of [
			{ model: 'dall-e-2', count: 2 },
			{ model: 'dall-e-3', shape: 'wide' },
			{ model: 'flux-local', shape: '640x512' },
		]) {
			const message = await imagine(options);
			const call = easel.openai.calls.at(-1)!;
			const [width, height] = call.size.split('x').map(Number);
			expect(message.pictures()).toHaveLength(options.count ?? 1);
			expect(message.attachments[0]).toMatchObject({ width, height });
		}
	});
});
