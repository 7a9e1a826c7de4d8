import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { adminOf } from './panels.ts';

/** The guided set-up: offered once, to the first admin of a server that has not set anything. */

let easel: Easel;
const studio = '934190266370285569';
let drawn = 0;
/** Never the same twice: earlier pictures are offered in a server as new. */
const draw = (name: string) => easel.discord.as(name).slash('studio', 'imagine', { prompt: `fox number ${++drawn}` });

beforeEach(async () => {
	easel = await startEasel({ settings: null });
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const isGreeting = (message: Message) => message.text().includes('Where may members draw?');
const greetings = (name: string) => easel.discord.channel('studio').messages(name).filter(isGreeting);

describe('the set-up', () => {
	test('is whispered after an admin’s first command, and never again', async () => {
		const asked = await draw('ada');
		await result(asked);
		const greeting = await asked.response(isGreeting);
		expect(greeting.ephemeral).toBe(true);
		expect(greeting.text()).toContain('Step 1 of 3');

		await easel.restart();
		await result(draw('ada'));
		await result(draw('ada'));
		expect(greetings('ada')).toHaveLength(1);
	});

	test('is nothing for members', async () => {
		await result(draw('mia'));
		await result(draw('max'));
		expect([...greetings('mia'), ...greetings('max')]).toEqual([]);
		const asked = await draw('ada');
		expect(await asked.response(isGreeting)).toBeDefined();
	});

	test('is not whispered where something was set already', async () => {
		await adminOf(easel, 'ada').type('limits', { member_day: '10' });
		await result(draw('ada'));
		await result(draw('ada'));
		expect(greetings('ada')).toEqual([]);
	});

	test('that cannot be whispered breaks no command', async () => {
		easel.discord.faults.failNext.push({ route: 'POST /webhooks', status: 403, times: 10 });
		await result(draw('ada'));
		await vi.waitFor(() => expect(easel.discord.log.some(({ status }) => status === 403)).toBe(true), 8000);
		easel.discord.faults.failNext.length = 0;
		await result(draw('ada'));
	});

	test('goes from step to step, saves at once, and ends with what holds', async () => {
		const ada = adminOf(easel, 'ada');
		const panel = await ada.type('show');
		expect(panel.text()).toContain('New here?');
		let step = await ada.press(panel, 'Guide me');
		step = await ada.choose(step, 'channels.only', [studio]);
		expect(step.text()).toContain('Step 1 of 3');
		await easel.restart();
		step = await ada.press(step, 'Next');
		step = await ada.fill(step, 'member', { 'limits.memberImagesPerDay': '10' });
		expect(step.text()).toContain('Step 2 of 3');
		step = await ada.press(step, 'Next');
		step = await ada.fill(step, 'budget', { 'budget.microsPerMonth': '25' });
		step = await ada.choose(step, 'budget.alertChannel', ['mod-review']);
		const end = await ada.press(step, 'Next');
		expect(end.text()).toContain('10 pictures a day each');
		expect(end.text()).toContain('$25.00 a month');
		expect(end.text()).toContain(`Only in <#${studio}>`);
		expect(end.text()).toContain('`/settings show`');
		const history = await ada.type('history');
		expect(history.text().match(/ · set-up\n/g)).toHaveLength(4);
		expect((await ada.press(end, 'Open settings')).text()).not.toContain('New here?');
	});

	test('can be skipped', async () => {
		const ada = adminOf(easel, 'ada');
		const end = await ada.press(await ada.press(await ada.type('show'), 'Guide me'), 'Skip');
		expect(end.text()).toContain('No budget');
		expect(end.text()).toContain('`/settings show`');
	});
});
