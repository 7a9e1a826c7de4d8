import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerJson, loopback, pngBase64 } from '../openai/loopback.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';
import { type Easel, type EaselOptions, startEasel } from './easel.ts';
import { bystanderSees, free, goesOn, hasPictures, words } from './trouble.ts';

let easel: Easel;
let successor: OpenAiTwin | undefined;

const start = async (options: EaselOptions = {}) => {
	easel = await startEasel({ ...options, env: { MAX_CONCURRENT: '1', ...options.env } });
};

/** The provider comes back at the address where it was. */
async function comesBack() {
	successor = await createOpenAiTwin({ pictures: 'plain', port: Number(new URL(easel.openai.url).port) });
	easel.openai = successor;
}

const imagine = () => easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a red fox' });

afterEach(async () => {
	await easel.stop();
	await successor?.stop();
});

describe('a provider that nobody can reach', () => {
	beforeEach(async () => {
		await start();
		await easel.openai.stop();
	});

	test('is asked again, and the picture comes when it is back', async () => {
		const asked = await imagine();
		// Drawing, or in line again: either way the first attempt has been made or is about to be.
		await asked.response();
		await comesBack();
		await asked.response(hasPictures);
		expect(easel.openai.bill().calls).toBe(1);
		await goesOn(easel);
	});

	test('lets the member take the request back meanwhile', async () => {
		const asked = await imagine();
		const waiting = await asked.response((message) => message.buttons().length > 0);
		await easel.discord.as('mia').press(waiting, words('button.cancel'));
		const ending = await asked.response((message) => message.text().includes(words('problem.cancelled')));
		expect(ending.ephemeral).toBe(true);
		expect(ending.text()).toContain(free);
		expect(bystanderSees(easel)).toEqual([]);
		await comesBack();
		await goesOn(easel);
		expect(easel.openai.bill().calls).toBe(1);
	});
});

describe('a provider that never answers', () => {
	test('keeps its slot and no other, until the connection breaks; nothing is bought again', async () => {
		await start({ env: { MAX_CONCURRENT: '2' } });
		easel.openai.faults.next.push({ kind: 'hang' });
		const asked = await imagine();
		await vi.waitFor(() => expect(easel.openai.calls).toHaveLength(1));
		await goesOn(easel);
		await easel.openai.stop();
		const ending = await asked.response((message) => message.text().includes(words('problem.lost')));
		expect(ending.ephemeral).toBe(true);
		await comesBack();
		await goesOn(easel);
		expect(easel.openai.calls).toHaveLength(1);
	});
});

describe('a shutdown', () => {
	test('during a call that then is not taken leaves the job in the ledger, and it is drawn after the start', async () => {
		const answers: ServerResponse[] = [];
		const server = await loopback((response) => answers.push(response));
		await start({ env: { OPENAI_BASE_URL: `${server.origin}/v1` } });
		const asked = await imagine();
		await vi.waitFor(() => expect(answers).toHaveLength(1));
		const gatewayClosed = new Promise<void>((resolve) => {
			easel.discord.on('gateway', ({ event }) => event === 'close' && resolve());
		});
		const restarted = easel.restart({ OPENAI_BASE_URL: easel.openai.url });
		// From here on the bot drains. Should the answer come a little before that, the job just waits: the end is the same.
		await gatewayClosed;
		await wait(100);
		answerJson({ error: { code: 'rate_limit_exceeded' } }, 429, { 'retry-after': '1' })(answers[0]!, server.seen[0]!);
		await restarted;
		const message = await asked.response(hasPictures);
		expect(message.text()).toContain('a red fox');
		expect(easel.openai.bill().calls).toBe(1);
	});
});

describe('a picture that is broken inside', () => {
	test('is not brought, and its member is told', async () => {
		const broken = Buffer.from(pngBase64, 'base64').subarray(0, 20).toString('base64');
		const server = await loopback(answerJson({ data: [{ b64_json: broken }] }));
		await start({ env: { OPENAI_BASE_URL: `${server.origin}/v1` } });
		const asked = await imagine();
		const ending = await asked.response((message) => message.text().includes(words('problem.unusable')));
		expect(ending.ephemeral).toBe(true);
		expect(bystanderSees(easel)).toEqual([]);
		expect(server.seen.filter(({ path }) => !path.endsWith('/moderations'))).toHaveLength(1);
	});
});
