import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { drawn, goesOn, inVain, unpaid, words } from './trouble.ts';

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({
		env: { MAX_CONCURRENT: '1', IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3,dall-e-2' },
	});
});

afterAll(() => easel.stop());

afterEach(() => goesOn(easel));

const imagine = (options: Record<string, string>) => easel.discord.as('mia').slash('studio', 'imagine', options);

/** What is formatted when it is shown: the text displays, and not the alt text of the pictures. */
function formatted(message: Message): string {
	const alt = new Set(message.pictures().map(({ description }) => description));
	const lines = message.text().split('\n');
	return lines.filter((line) => !alt.has(line)).join('\n');
}

const sentPrompt = () => easel.openai.calls.at(-1)?.prompt;

const pings = () => easel.discord.log.flatMap(({ mentions = [] }) => mentions);

describe('a prompt that says nothing', () => {
	const invisible = {
		'zero-width spaces and joiners': '\u200b\u200d\u2060\u200b',
		'direction marks alone': '\u200e\u202e\u2066',
		'a Hangul filler': '\u3164\u3164',
		'braille blanks': '\u2800\u2800',
		'variation selectors': '\ufe0f\u{e0100}',
	};

	test.each(Object.entries(invisible))('such as %s is refused', async (_, prompt) => {
		const told = await inVain(easel, () => imagine({ prompt }), words('refusal.promptEmpty'));
		expect(told.text()).toContain(unpaid);
	});

	test('is refused by the edit form too, where a client lets spaces through', async () => {
		const message = await drawn(easel);
		const form = await easel.discord.as('mia').press(message, 'Edit');
		await form.modal();
		await inVain(easel, () => easel.discord.as('mia').submit(form, { prompt: ' \n\t ' }), words('refusal.promptEmpty'));
	});

	test('is not what a single emoji or sign is', async () => {
		await drawn(easel, { prompt: '🦊' });
		expect(sentPrompt()).toBe('🦊');
	});
});

describe('a prompt of 6,000 characters', () => {
	test('is too long for dall-e-3, which is said with its limit', async () => {
		const told = words('refusal.promptTooLong', { length: '6,000', model: 'dall-e-3', limit: '4,000' });
		await inVain(easel, () => imagine({ prompt: 'a'.repeat(6000), model: 'dall-e-3' }), told);
	});

	test('is too long for dall-e-3 when only the as-is prefix takes it over the limit', async () => {
		const ask = () =>
			easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a'.repeat(3950), model: 'dall-e-3', as_is: true });
		const told = await inVain(easel, ask, 'dall-e-3');
		expect(told.text()).toContain('4,000');
	});

	const worst = {
		'of plain words': 'a fox and '.repeat(600),
		'of asterisks': '*'.repeat(6000),
		'of list items': '-\n'.repeat(3000),
		'of links': 'a://b '.repeat(1000),
		'of families in one emoji': '👨‍👩‍👧‍👦'.repeat(545),
		'of one letter under six thousand accents': `a${'\u0316'.repeat(5999)}`,
	};

	test.each(Object.entries(worst))('%s is drawn by GPT in full and shown in short', async (_, prompt) => {
		const message = await drawn(easel, { prompt });
		expect(sentPrompt()).toBe(prompt.trim());
		expect(formatted(message).length).toBeLessThan(4000);
	});
});

describe('a prompt that tries something', () => {
	const tries: [string, string, string][] = [
		['to wake everybody', 'a fox @everyone @here', '> a fox \\@everyone \\@here'],
		['to ping somebody', 'for <@341906627730145281>', '> for \\<\\@341906627730145281\\>'],
		['to ping a role', '<@&934189010768064512>', '> \\<\\@&934189010768064512\\>'],
		['to format', '**b** _i_ ~~s~~ ||h|| `c`', '> \\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~ \\|\\|h\\|\\| \\`c\\`'],
		['to mask a link', '[cats](https://evil.example)', '> \\[cats\\]\\(https:\u200b//evil.example\\)'],
		['to become a heading', '# Notice\n## You won', '> \\# Notice\n> \\#\\# You won'],
		['to leave its quote', 'one\n\n>>> two\n-# three', '> one\n> \n> \\>\\>\\> two\n> \\-\\# three'],
		['to turn the line around', 'a fox \u202eexe.gpj\u202c', '> a fox exe.gpj'],
		['to hide in isolates', '\u2067fox\u2069 and hound', '> fox and hound'],
		['to use our own words', '$t(refusal.title) {{model}}', '> $t\\(refusal.title\\) {{model}}'],
	];

	test.each(tries)('%s is shown harmlessly and sent as it was written', async (_, prompt, shown) => {
		const message = await drawn(easel, { prompt });
		expect(formatted(message)).toContain(`${shown}\n`);
		expect(message.text()).not.toMatch(/[\u202a-\u202e\u2066\u2067\u2069]/);
		expect(sentPrompt()).toBe(prompt);
		expect(pings()).toEqual([]);
	});

	test('in a right-to-left language is isolated, so that it mirrors nothing around it', async () => {
		const prompt = 'שועל אדום ביער';
		const message = await drawn(easel, { prompt });
		expect(formatted(message)).toContain(`> \u2068${prompt}\u2069\n`);
		expect(sentPrompt()).toBe(prompt);
	});

	test('is as harmless when the model revises it', async () => {
		const message = await drawn(easel, { prompt: '[a](https://evil.example) @everyone', model: 'dall-e-3' });
		expect(message.text()).toContain('Revised by the model');
		expect(formatted(message)).not.toMatch(/\]\(https:\/\/|(?<!\\)@everyone/);
		expect(pings()).toEqual([]);
	});

	test('loses only control characters on its way to the model', async () => {
		await drawn(easel, { prompt: 'a\u0000 red\u001b[31m fox\u0007' });
		expect(sentPrompt()).toBe('a red[31m fox');
	});
});

describe('other words of a member', () => {
	test('in a persona are shown harmlessly', async () => {
		const message = await drawn(easel, { persona: '@everyone **now**' });
		expect(formatted(message)).toContain('\\@everyone \\*\\*now\\*\\*');
		expect(sentPrompt()).toBe('As seen by @everyone **now**: a red fox');
		expect(pings()).toEqual([]);
	});

	test.each(['shape', 'model'])('in %s cannot get out of the refusal that quotes them', async (option) => {
		const typed = '`@everyone` $t(refusal.title) [x](https://evil.example)';
		const told = await inVain(easel, () => imagine({ prompt: 'a fox', [option]: typed }), typed.replaceAll('`', "'"));
		expect(told.text()).toContain(`\`${typed.replaceAll('`', "'")}\``);
		expect(pings()).toEqual([]);
	});
});
