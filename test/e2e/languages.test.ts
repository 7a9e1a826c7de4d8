import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { optionName } from '../../src/discord/localised.ts';
import { spoken, wordsFor } from '../../src/locales/words.ts';
import { defaultWorld, type Message, type World } from '../twins/discord/index.ts';
import { deskOf } from './desks.ts';
import { decide, type Easel, notice, result } from './easel.ts';
import { expectManners } from './manners.ts';
import { moderating, startModerated } from './moderators.ts';
import { adminOf } from './panels.ts';
import { hasPictures } from './trouble.ts';

/** Whoever is spoken to alone is spoken to in their language; what everybody sees is in the server's. */

const korean = wordsFor('ko');
const portuguese = wordsFor('pt-BR');
const chinese = wordsFor('zh-CN');

/** The server says that it speaks Portuguese; Mia's Discord is Korean, Max's and Ada's are Chinese. */
function world(): World {
	const made = defaultWorld();
	made.guilds[0]!.locale = 'pt-BR';
	const locales: Record<string, string> = { mia: 'ko', max: 'zh-CN', ada: 'zh-CN', noah: 'zh-TW' };
	for (const user of made.users) user.locale = locales[user.username] ?? user.locale;
	return made;
}

let easel: Easel;
let at: ReturnType<typeof moderating>;
let asked = 0;

beforeAll(async () => {
	easel = await startModerated({ discord: { world: world() } });
	at = moderating(easel);
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
afterEach(() => decide(easel.env.STORE_URL!, easel.discord, { 'look.language': null }));

const imagine = (options: Record<string, string | number | boolean> = {}, user = 'mia') =>
	at.as(user).slash('studio', 'imagine', { prompt: `a fox, take ${asked++}`, ...options });
const labelsOf = (message: Message) => message.buttons().map(({ label }) => label);

describe('a member', () => {
	test('is refused in their own language, though the server speaks another', async () => {
		const told = await notice(imagine({ shape: 'round' }));
		expect(told.text()).toContain(korean('refusal.title'));
		expect(told.text()).toContain(korean('refusal.shapeUnreadable', { shape: 'round' }));
		expect(told.text()).toContain(korean('refusal.unpaid'));
	});

	test('reads of options by the names that their Discord shows', async () => {
		const told = await notice(imagine({ style: 'vivid' }));
		expect(told.text()).toContain(`\`${optionName('style', 'ko')}\``);
		expect(optionName('style', 'ko')).not.toBe('style');
	});

	test('is shown in public what the server’s language says, and in private what theirs does', async () => {
		const open = await result(imagine());
		expect(labelsOf(open)).toEqual(['again', 'vary', 'edit'].map((name) => portuguese(`button.${name}`)));
		expect(open.text()).toMatch(/US\$\u00a00,0\d/);
		const hidden = await result(imagine({ private: true }));
		expect(labelsOf(hidden)).toEqual(['again', 'vary', 'edit'].map((name) => korean(`button.${name}`)));
		expect(hidden.text()).toContain(korean('told.private'));
	});

	test('fills in forms in their own language, under a message in the server’s', async () => {
		const opened = await at.as('mia').press(await result(imagine()), portuguese('button.edit'));
		expect(await opened.modal()).toMatchObject({ title: korean('modal.editTitle') });
	});

	test('hears in their own language that nothing came of it, be it asked in public', async () => {
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] });
		const told = await notice(imagine());
		const categories = korean('choice.category.violence');
		expect(told.text()).toContain(korean('problem.moderationCategories', { categories }));
	});

	test('whose language is not here reads English', async () => {
		const told = await notice(imagine({ shape: 'round' }, 'noah'));
		expect(told.text()).toContain(wordsFor('en')('refusal.title'));
	});
});

describe('a server', () => {
	test('can choose another language than it says at Discord', async () => {
		await decide(easel.env.STORE_URL!, easel.discord, { 'look.language': 'zh-CN' });
		const open = await result(imagine());
		expect(labelsOf(open)).toContain(chinese('button.again'));
	});

	test('is offered all four, in the words of each', async () => {
		const page = await adminOf(easel, 'ada').page('look');
		expect(page.text()).toContain(chinese('settings.page.look'));
		const select = page.selects().find(({ customId }) => customId.includes('look.language'));
		expect(select?.options?.map(({ value }) => value)).toEqual(['server', ...spoken]);
		const labels = select?.options?.map(({ label }) => label);
		expect(labels?.slice(1)).toEqual(['English', 'Português (Brasil)', '简体中文', '한국어']);
	});

	test('hears of its budget in its own language', async () => {
		const { id } = easel.discord.world.guilds[0]!.channels.find(({ name }) => name === 'lounge')!;
		const budget = { 'budget.alertChannel': id, 'budget.microsPerMonth': 1_000_000 };
		await decide(easel.env.STORE_URL!, easel.discord, budget);
		await result(imagine({ count: 10, quality: 'medium' }));
		const percent = 50;
		await vi.waitFor(() => {
			const texts = easel.discord
				.channel('lounge')
				.messages('max')
				.map((message) => message.text());
			expect(texts.join()).toContain(portuguese('alert.title', { percent }));
		}, 9000);
		await decide(easel.env.STORE_URL!, easel.discord, { 'budget.microsPerMonth': null });
	});
});

describe('a case', () => {
	test('is told to its member in theirs, to the channel in the server’s, and its story to a moderator in theirs', async () => {
		const held = await (await at.ask()).response((message) => message.text().includes(korean('held.title')));
		expect(held.text()).toContain(korean('held.free'));
		const card = await at.card((text) => text.includes(portuguese('case.why')));
		const number = Number(/#(\d+)/.exec(card.text())?.[1]);
		const story = await deskOf(easel, 'max').type('case', { number });
		expect(story.text()).toContain(chinese('case.title', { number, what: chinese('case.what.prompt') }));
		await at.as('max').press(card, portuguese('button.approve'));
		const brought = await at.brought();
		expect(hasPictures(brought) && brought.text()).toContain(portuguese('result.approved'));
	});
});
