import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

/** Of the forms that the real ones have. */
const secrets = {
	botToken: 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWsAAAAAAAAAAA',
	interactionToken: 'aW50ZXJhY3Rpb246MTE5ODYyMjQ4MzQ3MTkyNTI0ODpzZWNyZXQ',
	apiKey: 'sk-proj-aBcD_1234567890-efgh',
	prompt: 'a very private lighthouse',
};

interface Line {
	level: number;
	time: string;
	msg: string;
	reference?: string;
	error?: {
		name: string;
		message?: string;
		stack?: string;
		code?: unknown;
		status?: number;
		method?: string;
		route?: string;
		cause?: Line['error'];
	};
	[field: string]: unknown;
}

async function linesAt(level: string): Promise<{ raw: string; lines: Line[] }> {
	const program = join(import.meta.dirname, 'log-program.ts');
	const { stdout } = await promisify(execFile)(process.execPath, [
		'--disable-warning=ExperimentalWarning',
		program,
		level,
		JSON.stringify(secrets),
	]);
	return {
		raw: stdout,
		lines: stdout
			.trim()
			.split('\n')
			.filter(Boolean)
			.map((line): Line => JSON.parse(line)),
	};
}

let raw: string;
let lines: Line[];
beforeAll(async () => {
	({ raw, lines } = await linesAt('info'));
});
const line = (message: string): Line =>
	lines.find(({ msg }) => msg === message) ?? expect.fail(`no line says ${message}`);

describe('the log', () => {
	test('is a JSON object a line, with its time and a message', () => {
		expect(lines).toHaveLength(13);
		for (const { time, msg } of lines) {
			expect(new Date(time).toISOString()).toBe(time);
			expect(msg).not.toBe('');
		}
		expect(line('a warning')).toMatchObject({ level: 40, detail: 'careful' });
	});

	test.each(Object.entries(secrets))('never holds the %s', (_, secret) => {
		expect(raw).not.toContain(secret);
		expect(raw).not.toContain(encodeURIComponent(secret));
		expect(raw).not.toContain(JSON.stringify(secret).slice(1, -1));
	});

	test('says of Discord’s answers what was asked and what came back', () => {
		expect(line('unknown interaction')).toMatchObject({
			level: 50,
			job: 'abc',
			error: {
				name: 'DiscordAPIError[10062]',
				status: 404,
				code: 10_062,
				method: 'POST',
				route: expect.stringMatching(/\/interactions\/41771983429993937\/…\/callback$/),
			},
		});
		expect(line('invalid form').error).toMatchObject({ code: 50_035, route: expect.stringContaining('/…/messages/') });
		expect(line('server error').error).toMatchObject({ name: 'HTTPError', status: 500 });
		expect(line('unauthorized').error).toMatchObject({ status: 401 });
		expect(line('unreachable').error?.message).toBeTypeOf('string');
	});

	test('says of our own errors what they say, what they come from and where they were thrown', () => {
		expect(line('ours').error).toMatchObject({
			name: 'TypeError',
			message: 'disk full',
			code: 'ENOSPC',
			stack: expect.stringContaining('log-program.ts'),
		});
		expect(line('with a cause').error).toMatchObject({
			message: 'the road broke',
			cause: { name: 'DiscordAPIError[10062]', route: expect.stringContaining('/…/callback') },
		});
		expect(line('the key').error?.message).toBe('Incorrect API key provided: ….');
		expect(line('thrown text').error).toEqual({ name: 'string' });
		expect(line('thrown nothing').error).toEqual({ name: 'undefined' });
	});

	test('gives every error a reference of its own that can be read out loud', () => {
		const references = lines.filter(({ level }) => level === 50).map(({ reference }) => reference);
		expect(new Set(references).size).toBe(11);
		for (const reference of references) expect(reference).toMatch(/^[2-9bcdfghjkmnpqrstvwxyz]{6}$/);
		expect(line('the reference').reference).toBe(line('ours').reference);
	});

	test('is as quiet as it is told to be', async () => {
		const { lines: loud } = await linesAt('error');
		expect(loud.map(({ level }) => level)).toEqual(Array<number>(11).fill(50));
		expect((await linesAt('silent')).raw).toBe('');
	});
});
