import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { registeredName } from '../../src/discord/command.ts';
import { type Easel, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** The commands as Discord has them, and what is offered while one is typed. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,gpt-image-2,dall-e-3' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const marked = ({ name, required = false }: { name: string; required?: boolean }) => `${name}${required ? '*' : ''}`;

describe('registration', () => {
	test('gives Discord every command with its options', () => {
		const registered = easel.discord.commands().map(({ name, options = [] }) => [name, options.map(marked)]);
		const ours = commands.map(({ data }) => [
			registeredName(data),
			(data.subcommands ?? data.options ?? []).map(marked),
		]);
		expect(Object.fromEntries(registered)).toEqual(Object.fromEntries(ours));
	});

	test('happens once, and not again at the second start', async () => {
		expect(easel.discord.commandPuts).toBe(1);
		await easel.restart();
		expect(easel.discord.commandPuts).toBe(1);
	});

	test('happens again when Discord has something else', async () => {
		const [imagine, ...others] = easel.discord.commands();
		await fetch(`${easel.discord.url}/v10/applications/${easel.discord.applicationId}/commands`, {
			method: 'PUT',
			headers: { authorization: `Bot ${easel.discord.token}`, 'content-type': 'application/json' },
			body: JSON.stringify([{ ...imagine, description: 'Something older' }, ...others]),
		});
		const puts = easel.discord.commandPuts;
		await easel.restart();
		expect(easel.discord.commandPuts).toBe(puts + 1);
		expect(easel.discord.commands()[0]!.description).toBe('Draw pictures from your words');
	});

	test('offers what belongs to a server in servers only', async () => {
		await expect(easel.discord.as('mia').dm('settings')).rejects.toThrow('not offered here');
	});
});

describe('while typing', () => {
	const suggest = async (option: string, typed: string, others: Record<string, string> = {}) => {
		const options = { prompt: 'a fox', ...others, [option]: typed };
		const choices = await easel.discord.as('mia').autocomplete('studio', 'imagine', options, option);
		return choices.map(({ name, value }) => (name === value ? name : `${name} → ${value}`));
	};

	test('model names what is offered, best match first', async () => {
		expect(await suggest('model', '')).toEqual(['gpt-image-2.5-flare', 'gpt-image-2', 'dall-e-3']);
		expect(await suggest('model', 'DALL')).toEqual(['dall-e-3']);
		expect(await suggest('model', 'flare')).toEqual(['gpt-image-2.5-flare']);
		expect(await suggest('model', 'midjourney')).toEqual([]);
	});

	test('shape names the sizes of the model chosen so far', async () => {
		expect(await suggest('shape', '')).toEqual([
			'square · 1024x1024 → square',
			'portrait · 1024x1536 → portrait',
			'landscape · 1536x1024 → landscape',
			'wide · 1536x864 → wide',
			'tall · 864x1536 → tall',
		]);
		expect(await suggest('shape', 'wi', { model: 'dall-e-3' })).toEqual(['wide · 1792x1024 → wide']);
		expect(await suggest('shape', '3:2')).toEqual(['3:2']);
	});

	test('persona completes the last of several names', async () => {
		expect(await suggest('persona', 'no')).toEqual(['noir: hard light, deep shadows → noir']);
		expect(await suggest('persona', 'noir + bot')).toEqual([
			'noir + botanist: a watercolour plate of 1890 → noir + botanist',
		]);
		expect(await suggest('persona', 'a tired clockmaker')).toEqual(['a tired clockmaker']);
	});

	test('what is offered can be taken', async () => {
		const [choice] = await easel.discord
			.as('mia')
			.autocomplete('studio', 'imagine', { prompt: 'a fox', persona: 'noir + bot' }, 'persona');
		await result(
			easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', persona: String(choice!.value) }),
		);
		expect(easel.openai.calls.at(-1)!.prompt).toMatch(
			/^As seen by a film noir .+, and a watercolour botanist .+: a fox$/,
		);
	});

	test('works for /edit and /vary, too', async () => {
		const image = { file: Buffer.from('x'), name: 'fox.png' };
		for (const name of ['edit', 'vary']) {
			const options = { image, prompt: 'a fox', model: 'dall' };
			expect(await easel.discord.as('mia').autocomplete('studio', name, options, 'model')).toEqual([
				{ name: 'dall-e-3', value: 'dall-e-3' },
			]);
		}
	});

	test('a long text in an option breaks nothing', async () => {
		expect(await suggest('model', 'x'.repeat(200))).toEqual([]);
		expect((await suggest('persona', 'x'.repeat(200))).length).toBeLessThanOrEqual(1);
		expect((await suggest('shape', 'x'.repeat(200))).length).toBeLessThanOrEqual(1);
	});
});
