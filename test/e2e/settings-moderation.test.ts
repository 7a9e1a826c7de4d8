import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, notice, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf } from './panels.ts';

/** How strictly a server checks: pressed, filled in, typed, brought in a file. */

let easel: Easel;
let ada: Admin;

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const page = () => ada.page('moderation');
const selectOf = (message: Message, part: string) =>
	message.selects().find(({ customId }) => customId.split(':').includes(part))!;
/** Opens the form of a category, as choosing it does. */
async function formOf(category: string) {
	const panel = await page();
	const { customId } = selectOf(panel, 'threshold');
	const form = await easel.discord.as('ada').choose(panel, customId, [category]);
	return { form, modal: JSON.stringify(await form.modal()) };
}
const setScores = async (category: string, hold: string, refuse: string) =>
	ada.submit((await formOf(category)).form, { 'threshold.hold': hold, 'threshold.refuse': refuse });

async function exported(): Promise<Record<string, Record<string, Record<string, unknown>>>> {
	const message = await ada.type('export');
	return JSON.parse(Buffer.from(await easel.discord.download(message.attachments[0]!.url)).toString());
}

describe('the page of moderation', () => {
	test('offers each preset with an honest line', async () => {
		const panel = await page();
		const presets = selectOf(panel, 'moderation.preset').options;
		expect(presets.map(({ label }) => label)).toEqual(['Off', 'Relaxed', 'Standard', 'Strict', 'Family']);
		const changed = await ada.choose(panel, 'moderation.preset', ['Strict']);
		expect(changed.text()).toContain('Strictness: Off → **Strict**');
		const overview = await ada.type('show');
		expect(overview.text()).toContain(
			'**Moderation**\nStrict · drawn pictures not checked · let through while nothing can be checked',
		);
	});

	test('lets a category have scores of its own, tells which, and takes them back', async () => {
		const { form, modal } = await formOf('Sexual');
		expect(modal).toContain('Scores · Sexual');
		expect(modal).toContain('"value":"0.35"');
		const stored = await ada.submit(form, { 'threshold.hold': '0.5', 'threshold.refuse': 'none' });
		expect(stored.text()).toContain('Sexual: as the preset has it → **held from 0.5, never refused**');
		expect(stored.text()).toContain('The preset Strict has: held from 0.35, refused from 0.8.');

		const panel = await page();
		expect(panel.text()).toContain('**Scores** · 1 category of your own');
		expect(panel.text()).toContain('- Sexual: held from 0.5, never refused');
		const options = selectOf(panel, 'threshold').options;
		expect(options.find(({ label }) => label === 'Sexual')?.description).toBe(
			'held from 0.5, never refused · your own',
		);
		expect(options.find(({ label }) => label === 'Hate')?.description).toBe('held from 0.35, refused from 0.8');

		const back = await ada.press(stored, 'As the preset has it');
		expect(back.text()).toContain('Sexual: held from 0.5, never refused → **as the preset has it**');
		expect(back.text()).toContain('**Scores** · as the preset has them');
	});

	test('keeps a category’s other score as it was left', async () => {
		await setScores('Violence', '0.2', '0.9');
		const { form, modal } = await formOf('Violence');
		expect(modal).toContain('"value":"0.2"');
		const changed = await ada.submit(form, { 'threshold.refuse': '' });
		expect(changed.text()).toContain('Violence: held from 0.2, refused from 0.9 → **held from 0.2, never refused**');
		const all = await ada.press(await page(), 'All as the preset has them');
		expect(all.text()).toContain('**Scores** · as the preset has them');
		const undone = await ada.press(all, 'Undo');
		expect(undone.text()).toContain('Violence: as the preset has it → **held from 0.2, never refused**');
		await ada.press(await page(), 'All as the preset has them');
	});

	test('does not take scores that cannot be, one by one or together', async () => {
		const wrong = await setScores('Hate', '1.5', 'much');
		expect(wrong.text()).toContain('Nothing was changed');
		expect(wrong.text()).toContain('`Held from` cannot be `1.5`: it must be a score from 0 to 1 such as 0.6, or none.');
		expect(wrong.text()).toContain('`Refused from` cannot be `much`');
		const together = await setScores('Hate', '0.9', '0.5');
		expect(together.text()).toContain('What is held must not need a higher score than what is refused');
		expect((await exported()).settings?.moderation?.thresholds).toEqual({});
	});

	test('says that what no server draws cannot be loosened', async () => {
		const stored = await setScores('Sexual, with minors', '0.9', '');
		expect(stored.text()).toContain('This can only be made stricter: no server draws it.');
		expect(stored.text()).toContain('What holds here: **held from 0.1, refused from 0.4**.');
		const stricter = await setScores('Sexual, with minors', '0.05', '0.2');
		expect(stricter.text()).not.toContain('What holds here');
		await ada.press(await page(), 'All as the preset has them');
	});
});

describe('the same', () => {
	test('is typed', async () => {
		const answer = await ada.type('moderation', {
			preset: 'family',
			results: 'spoiler',
			when_down: 'refuse',
			automod: false,
			decide_within: '48',
			retention: '7',
			strikes: '365',
		});
		for (const line of [
			'Strictness: Strict → **Family**',
			'Doubtful pictures: Show unchecked → **Cover with a spoiler**',
			'While nothing can be checked: Let through → **Refuse**',
			"AutoMod's words: on → **off**",
			'Hours to decide: 24 → **48**',
			'Days that words and pictures of cases are kept: 30 → **7**',
			'Days until a strike fades: 90 → **365**',
		]) {
			expect(answer.text()).toContain(line);
		}
		const wrong = await ada.type('moderation', { decide_within: '721', retention: 'none' });
		expect(wrong.text()).toContain('`decide_within` cannot be `721`: it must be a whole number from 1 to 720.');
		expect(wrong.text()).toContain('`retention` cannot be `none`: it must be a whole number from 1 to 365.');
		await ada.press(answer, 'Undo');
	});

	test('is brought in a file, with everything that is wrong with it in words', async () => {
		const file = await exported();
		const bring = (thresholds: object) => {
			const settings = { ...file.settings, moderation: { ...file.settings?.moderation, thresholds } };
			const content = Buffer.from(JSON.stringify({ ...file, settings }));
			return ada.type('import', { file: { file: content, name: 'easel-settings.json' } });
		};
		const wrong = await bring({ hate: { hold: 0.9, refuse: 0.5 }, sexual: { hold: 2, refuse: null }, swearing: {} });
		expect(wrong.text()).toContain('`settings.moderation.thresholds.hate`: What is held must not need');
		expect(wrong.text()).toContain('`settings.moderation.thresholds.sexual.hold` is `2`: it must be an object');
		expect(wrong.text()).toContain('`settings.moderation.thresholds.swearing` is not a setting; leave it out.');
		const right = await bring({ hate: { hold: 0.4, refuse: 0.5 } });
		expect(right.text()).toContain('Hate: as the preset has it → **held from 0.4, refused from 0.5**');
		await ada.press(right, 'Apply');
		expect(await exported()).toMatchObject({ settings: { moderation: { thresholds: { hate: { hold: 0.4 } } } } });
		await ada.press(await page(), 'All as the preset has them');
	});
});

test('a pause stops all drawing at once, and ends it', async () => {
	const imagine = () => notice(easel.discord.as('ada').slash('studio', 'imagine', { prompt: 'a duck' }));
	const paused = await ada.press(await page(), 'moderation.paused');
	expect(paused.text()).toContain('**Pause of all drawing** · on');
	expect((await imagine()).text()).toContain('All drawing stands still in this server');
	expect((await ada.type('doctor')).text()).toContain('**All drawing is paused in this server.**');
	await ada.press(paused, 'moderation.paused');
	expect((await ada.type('doctor')).text()).not.toContain('paused');
});
