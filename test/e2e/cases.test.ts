import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Easel, notice } from './easel.ts';
import { expectManners } from './manners.ts';
import { doubtful, labels, maxId, moderating, startModerated } from './moderators.ts';
import { bystanderSees, free, hasPictures, words } from './trouble.ts';

/** What a filter doubts is neither drawn nor lost: a person of the server decides. */

let easel: Easel;
let at: ReturnType<typeof moderating>;
beforeEach(async () => {
	easel = await startModerated();
	at = moderating(easel);
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
const studioOf = (viewer: string) => easel.discord.channel('studio').messages(viewer);

describe('held', () => {
	test('its member is told in private, nothing is bought, and a card appears', async () => {
		const told = await at.held(at.ask());
		expect(told.text()).toContain(words('held.prompt'));
		expect(told.text()).toContain(words('held.free'));
		expect(told.text()).toMatch(/Without a decision it is let go <t:\d+:R>/);
		expect(bystanderSees(easel)).toEqual([]);
		expect(easel.openai.calls).toEqual([]);

		const card = await at.card();
		expect(card.text()).toContain('Case #1: may this be drawn?');
		expect(card.text()).toContain(`> ${doubtful}`);
		expect(card.text()).toContain('30% violence');
		expect(card.text()).toContain('has 1 case in this server');
		expect(labels(card)).toEqual(['Approve', 'Approve with changes', 'Refuse', 'Warn', 'Claim']);
	});

	test('approved, it is drawn and its member is mentioned', async () => {
		await at.held(at.ask());
		await at.press(await at.card(), 'button.approve');
		const brought = await at.brought();
		expect(brought.text()).toContain(words('result.approved'));
		await at.card((text) => text.includes(`Approved by <@${maxId}>`));
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('approved with changes, it is drawn with the new words, and the member is told', async () => {
		await at.held(at.ask('a bloody battlefield, gore everywhere'));
		const card = await at.card();
		const opened = await at.as('max').press(card, words('case.button.change'));
		expect(JSON.stringify(await opened.modal())).toContain('a bloody battlefield, gore everywhere');
		await at.as('max').submit(opened, { words: 'a calm meadow' });
		const brought = await at.brought();
		expect(brought.text()).toContain('> a calm meadow');
		expect(brought.text()).toContain(words('result.changed'));
		expect(easel.openai.calls.map(({ prompt }) => prompt)).toEqual(['a calm meadow']);
		await at.card((text) => text.includes('Approved with other words') && text.includes('> a calm meadow'));
	});

	test('refused, its member reads why, pays nothing and may ask for a second look', async () => {
		const asked = await at.ask();
		await at.held(asked);
		await at.fill(await at.card(), 'button.refuse', 'not _here_, please');
		const told = await asked.response((message) => message.text().includes('not \\_here\\_, please'));
		expect(told.ephemeral).toBe(true);
		expect(told.text()).toContain(free);
		expect(labels(told)).toContain(words('button.appeal'));
		expect(easel.openai.calls).toEqual([]);
		await at.card((text) => text.includes(`Refused by <@${maxId}>`) && text.includes('not \\_here\\_'));
	});

	test('refused with a warning, the member has a strike and is told so', async () => {
		const asked = await at.ask();
		await at.held(asked);
		await at.fill(await at.card(), 'case.button.warn', 'last time');
		await asked.response((message) => message.text().includes(words('problem.warned')));
		const card = await at.card((text) => text.includes('Refused with a warning'));
		expect(card.text()).toContain('1 strike');
		// An undone decision takes the strike with it.
		await at.press(card, 'case.button.undo');
		await at.card((text) => text.includes('0 strikes') && !text.includes('Refused with a warning'));
	});

	test('a claim is shown, holds for others, survives a restart and is given back', async () => {
		await at.held(at.ask());
		await at.press(await at.card(), 'case.button.claim');
		await at.card((text) => text.includes(`Claimed by <@${maxId}>`));
		await easel.restart();
		const card = await at.card((text) => text.includes(`Claimed by <@${maxId}>`));
		expect(await at.told(await at.press(card, 'case.button.unclaim', 'ada'))).toBe(`<@${maxId}> has claimed case #1.`);
		await at.press(card, 'case.button.unclaim');
		const freed = await at.card((text) => !text.includes('Claimed by'));
		expect(labels(freed)).toContain('Claim');
	});

	test('two moderators at once: one decides, the other is told whose decision it was', async () => {
		await at.held(at.ask());
		const card = await at.card();
		const presses = await Promise.all([at.press(card, 'button.approve'), at.press(card, 'button.approve', 'ada')]);
		await vi.waitFor(() => {
			const answers = presses.flatMap(({ followups }) => followups.map((message) => message.text()));
			expect(answers).toEqual([expect.stringMatching(/^Case #1: Approved by <@\d+> <t:\d+:R>\.$/)]);
		});
		await at.brought();
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('who presses a form that is late is told so, and nothing happens twice', async () => {
		await at.held(at.ask());
		const card = await at.card();
		const opened = await at.as('ada').press(card, words('button.refuse'));
		await opened.modal();
		await at.press(card, 'button.approve');
		await at.brought();
		const late = await at.as('ada').submit(opened, { words: 'too late' });
		expect(await at.told(late)).toContain(`Approved by <@${maxId}>`);
		expect(await at.told(await at.as('ada').force(card, 'moderation:refuse:1'))).toContain('Approved by');
	});

	test('a paused member is told by direct message, and again when they ask', async () => {
		await at.held(at.ask());
		const card = await at.card();
		const pressed = await at.as('max').choose(card, words('case.button.pauseMember'), ['day1']);
		expect(await at.told(pressed)).toMatch(/cannot draw here until <t:\d+:f>/);
		await at.dm((message) => message.text().includes('**Atelier** has paused drawing for you'));
		expect((await notice(at.ask('a calm lake'))).text()).toContain('have paused you');
		await at.card((text) => text.includes('paused until'));
		// What waited before is decided on all the same.
		await at.press(card, 'button.approve');
		await at.brought();
	});

	test('its member takes it back, and the card says so', async () => {
		const told = await at.held(at.ask());
		const card = await at.card();
		await at.as('mia').press(told, words('button.cancel'));
		await at.card((text) => text.includes(words('case.ended.withdrawn')));
		expect(await at.told(await at.as('max').force(card, 'moderation:approve:1'))).toContain(
			words('case.ended.withdrawn'),
		);
		expect(easel.openai.calls).toEqual([]);
	});

	test('an undone approval that is bought already stays', async () => {
		await at.held(at.ask());
		await at.press(await at.card(), 'button.approve');
		await at.brought();
		const card = await at.card((text) => text.includes('Approved by'));
		expect(await at.told(await at.press(card, 'case.button.undo'))).toContain('can no longer be taken back');
	});

	test('input pictures are on the card, behind spoilers', async () => {
		const file = await drawnFile();
		const asked = at.as('mia').slash('studio', 'edit', { image: { file, name: 'mine.png' }, prompt: doubtful });
		await at.held(asked);
		const card = await at.card();
		expect(card.pictures()).toEqual([
			expect.objectContaining({ spoiler: true, description: 'Picture 1 that was put in' }),
		]);
		// They stay when the card changes.
		await at.press(card, 'case.button.claim');
		const claimed = await at.card((text) => text.includes('Claimed by'));
		expect(claimed.pictures()).toHaveLength(1);
		await easel.discord.download(claimed.pictures()[0]!.url);
	});
});

async function drawnFile(): Promise<Uint8Array> {
	const drawn = await (await at.ask('a calm lake', {}, 'noah')).response(hasPictures);
	return easel.discord.download(drawn.pictures()[0]!.url);
}

describe('a private request', () => {
	test('is shown to moderators when it was flagged, and its first private answer says so once', async () => {
		const first = await (await at.ask('a calm lake', { private: true })).response(hasPictures);
		expect(first.text()).toContain(words('told.private'));
		const told = await at.held(at.ask(doubtful, { private: true }));
		expect(told.text()).not.toContain(words('told.private'));
		const card = await at.card();
		expect(card.text()).toContain(doubtful);
		await at.press(card, 'button.approve');
		await vi.waitFor(() => expect(studioOf('mia').filter(hasPictures)).toHaveLength(2), 9000);
		expect(bystanderSees(easel)).toEqual([]);
	});
});

describe('a drawn picture in doubt', () => {
	/** The words are fine, and what came of them is not. */
	const doubt = () => {
		easel.openai.faults.moderation.push({ kind: 'scores', scores: {} }, { kind: 'scores', scores: { sexual: 0.8 } });
	};

	test('is held with its bytes and comes when it is approved', async () => {
		doubt();
		const told = await at.held(at.ask('a beach'));
		expect(told.text()).toContain(words('held.result'));
		expect(bystanderSees(easel)).toEqual([]);
		const card = await at.card();
		expect(card.text()).toContain('may this be shown?');
		expect(card.text()).toContain('80% sexual · drawn picture 1');
		expect(card.pictures()).toEqual([expect.objectContaining({ spoiler: true })]);
		expect(labels(card)).not.toContain(words('case.button.change'));
		await at.press(card, 'button.approve');
		await at.brought();
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('is never shown when it is refused', async () => {
		doubt();
		const asked = await at.ask('a beach');
		await at.held(asked);
		await at.fill(await at.card(), 'button.refuse', '');
		await asked.response((message) => message.text().includes(words('problem.notApproved')));
		expect(studioOf('mia').filter(hasPictures)).toEqual([]);
	});

	test('comes behind a spoiler where the server chose that', async () => {
		await easel.stop();
		easel = await startModerated({ settings: { 'moderation.results': 'spoiler' } });
		at = moderating(easel);
		doubt();
		const drawn = await (await at.ask('a beach')).response(hasPictures);
		expect(drawn.pictures()).toEqual([expect.objectContaining({ spoiler: true })]);
		expect(at.cards()).toEqual([]);
	});
});

describe('refused by a rule', () => {
	test('the member hears the category and may ask for a second look', async () => {
		await easel.stop();
		easel = await startModerated({ settings: { 'moderation.thresholds': { violence: { hold: 0.1, refuse: 0.2 } } } });
		at = moderating(easel);
		const told = await notice(at.ask());
		expect(told.text()).toContain(words('problem.filteredCategories', { categories: 'violence' }));
		expect(labels(told)).toEqual([words('button.appeal')]);
		expect(at.cards()).toEqual([]);
	});
});

describe('nobody gets through who may not', () => {
	test('members, moderators who lost the right, other servers and forgers', async () => {
		await at.held(at.ask());
		const card = await at.card();
		const needs = 'Timeout Members';
		for (const id of ['approve', 'refuse', 'undo', 'claim', 'pause-member', 'remove'].map(
			(act) => `moderation:${act}:1`,
		)) {
			expect(await at.told(await at.as('mia').force(card, id))).toContain(needs);
		}
		const member = easel.discord.world.guilds[0]!.members.find(({ userId }) => userId === maxId)!;
		const roles = member.roles.splice(0);
		expect(await at.told(await at.as('max').force(card, 'moderation:approve:1'))).toContain(needs);
		member.roles.push(...roles);

		const stale = words('unexpected.stale');
		for (const id of [
			...['moderation', 'moderation:', 'moderation:approve', 'moderation:approve:0', 'moderation:approve:1:2'],
			...[
				'moderation:approve:-1',
				'moderation:approve:1e3',
				'moderation:nothing:1',
				`moderation:approve:${'9'.repeat(60)}`,
			],
			// A form that nobody filled in, a select in which nothing was chosen.
			...['moderation:refused:1', 'moderation:changed:1', 'moderation:pause-member:1', 'approve:1234567890123456'],
		]) {
			expect(await at.told(await at.as('max').force(card, id)), id).toContain(stale);
		}
		expect(await at.told(await at.as('max').force(card, 'moderation:approve:2'))).toContain(words('refusal.caseGone'));
		// What cannot be done to this kind of case.
		for (const act of ['keep', 'remove', 'spoiler', 'grant', 'deny', 'undo']) {
			expect(await at.told(await at.as('max').force(card, `moderation:${act}:1`)), act).toContain('not open for that');
		}
		const drawn = await (await easel.discord.as('sam').slash('general', 'imagine', { prompt: 'elsewhere' })).response(
			hasPictures,
		);
		const foreign = await easel.discord.as('sam').force(drawn, 'moderation:approve:1');
		expect(await at.told(foreign)).toContain(words('refusal.caseGone'));
		expect(labels(await at.card((text) => text.includes('### Case #1')))).toContain('Approve');
	});
});
