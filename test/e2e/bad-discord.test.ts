import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plain } from '../pictures/samples.ts';
import { applicationId, type Channel, type Interaction } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { bystanderSees, drawn, free, goesOn, hasPictures, inVain, unpaid, words } from './trouble.ts';

const attachFiles = String(1 << 15);
let easel: Easel;

beforeEach(async () => {
	// Drawing takes long enough for something to happen meanwhile.
	easel = await startEasel({ env: { MAX_CONCURRENT: '1' }, openai: { latencyMs: 250 } });
});

afterEach(async () => {
	try {
		await goesOn(easel);
	} finally {
		await easel.stop();
	}
});

const atelier = () => easel.discord.world.guilds[0]!;
const channelNamed = (name: string): Channel => atelier().channels.find((channel) => channel.name === name)!;
const removeChannel = (name: string) => {
	atelier().channels = atelier().channels.filter((channel) => channel.name !== name);
};
/** Takes Attach Files from the bot in one channel. */
const takeAttachFiles = (name: string) =>
	channelNamed(name).overwrites.push({ id: applicationId, type: 1, allow: '0', deny: attachFiles });

const imagine = (channel = 'studio', options: Record<string, string | boolean> = {}) =>
	easel.discord.as('mia').slash(channel, 'imagine', { prompt: 'a red fox', ...options });

/** Resolves when the paid call is under way. */
async function whileDrawing(ask: () => Promise<Interaction>): Promise<Interaction> {
	const asked = await ask();
	await vi.waitFor(() => expect(easel.openai.calls).toHaveLength(1));
	return asked;
}

const foxesIn = (channel: string) => bystanderSees(easel, channel).filter((seen) => seen.includes('a red fox'));

/** Somebody removes the answer to an interaction. */
async function removeAnswer({ token }: Interaction): Promise<void> {
	const address = `${easel.discord.url}/v10/webhooks/${applicationId}/${token}/messages/@original`;
	expect((await fetch(address, { method: 'DELETE' })).status).toBe(204);
}

const dms = () => easel.discord.dms('mia');
const dmFromEasel = () => vi.waitFor(() => expect(dms()).toHaveLength(1), 5000).then(() => dms()[0]!);

describe('a channel that is deleted', () => {
	test('before the command is accepted: the picture comes as a direct message', async () => {
		await imagine('gallery');
		removeChannel('gallery');
		expect((await dmFromEasel()).pictures()).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('while it is being drawn: the picture comes as a direct message', async () => {
		await whileDrawing(() => imagine('gallery'));
		removeChannel('gallery');
		expect((await dmFromEasel()).pictures()).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('while something goes wrong: that is told in a direct message', async () => {
		easel.openai.faults.next.push({ kind: 'reset-after-work' });
		await whileDrawing(() => imagine('gallery'));
		removeChannel('gallery');
		expect((await dmFromEasel()).text()).toContain(words('problem.lost'));
	});

	test('of a member who takes no direct messages: nothing is posted anywhere else, nothing bought again', async () => {
		easel.discord.faults.dmRefused.add(easel.discord.world.users.find(({ username }) => username === 'mia')!.id);
		await whileDrawing(() => imagine('gallery'));
		removeChannel('gallery');
		await vi.waitFor(() => expect(easel.discord.log.map(({ code }) => code)).toContain(50_007), 5000);
		expect(foxesIn('studio')).toEqual([]);
		expect(easel.openai.bill().calls).toBe(1);
	});
});

describe('a waiting message that somebody deletes', () => {
	test('is no reason not to bring the picture, once', async () => {
		const asked = await whileDrawing(imagine);
		await removeAnswer(asked);
		await vi.waitFor(() => expect(foxesIn('studio')).toHaveLength(1), 5000);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test.each([false, true])('is no reason not to tell what went wrong (private: %s)', async (isPrivate) => {
		easel.openai.faults.next.push({ kind: 'reset-after-work' });
		const asked = await whileDrawing(() => imagine('studio', { private: isPrivate }));
		await removeAnswer(asked);
		const told = await asked.response((message) => message.text().includes(words('problem.lost')));
		expect(told.ephemeral).toBe(true);
	});

	test('is no reason not to tell why something is refused', async () => {
		easel.discord.faults.cdn = { slowBytesPerSecond: 400 };
		const image = { file: (await plain(30, 30).png().toBuffer()).subarray(0, 100), name: 'fox.png' };
		const asked = await easel.discord.as('mia').slash('studio', 'vary', { image });
		await asked.acked();
		await removeAnswer(asked);
		const told = await asked.response((message) => message.text().includes(unpaid));
		expect(told.ephemeral).toBe(true);
		expect(told.text()).toContain(words('refusal.pictureDamaged', { name: '**fox.png**' }));
	});
});

describe('without the permission to attach files', () => {
	test('a command is refused before anything is paid, with what an admin can do', async () => {
		takeAttachFiles('studio');
		const told = await inVain(easel, imagine, words('refusal.cannotAttach'));
		expect(told.text()).toContain(unpaid);
		expect(easel.openai.calls).toEqual([]);
		channelNamed('studio').overwrites.length = 0;
	});

	test('taken while it is being drawn, the picture comes as a direct message', async () => {
		await whileDrawing(() => imagine('gallery'));
		takeAttachFiles('gallery');
		expect((await dmFromEasel()).pictures()).toHaveLength(1);
		expect(foxesIn('gallery').filter((seen) => seen.includes('Again'))).toEqual([]);
	});
});

test('a member who leaves while it is being drawn changes nothing for the others', async () => {
	await whileDrawing(imagine);
	atelier().members = atelier().members.filter(
		({ userId }) => easel.discord.world.users.find(({ id }) => id === userId)?.username !== 'mia',
	);
	await vi.waitFor(() => expect(foxesIn('studio').join()).toContain('Again'), 5000);
});

describe('an acknowledgement', () => {
	test('that comes too late pays nothing', async () => {
		easel.discord.faults.callbackDelayMs = 3200;
		const asked = await imagine();
		await expect(asked.acked()).rejects.toThrow('did not respond');
		await vi.waitFor(() => expect(easel.discord.log.map(({ code }) => code)).toContain(10_062), 5000);
		easel.discord.faults.callbackDelayMs = 0;
		await goesOn(easel);
		expect(easel.openai.bill().byPrompt).not.toHaveProperty('a red fox');
		expect(foxesIn('studio')).toEqual([]);
	});

	test('that Discord answers with 500 is sent again', async () => {
		easel.discord.faults.failNext.push({ route: '/callback', status: 500, times: 2 });
		await drawn(easel);
		expect(foxesIn('studio')).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('that Discord never takes pays nothing', async () => {
		easel.discord.faults.failNext.push({ route: '/callback', status: 500, times: 4 });
		await imagine();
		await vi.waitFor(() => expect(easel.discord.log.map(({ code }) => code)).toContain(10_015), 5000);
		await goesOn(easel);
		expect(easel.openai.bill().byPrompt).not.toHaveProperty('a red fox');
		expect(foxesIn('studio')).toEqual([]);
	});

	test('whose answer is lost lets the work go on, to one result', async () => {
		easel.discord.faults.dropCallbackAnswers = true;
		const asked = await imagine();
		await asked.acked();
		await asked.response(hasPictures);
		easel.discord.faults.dropCallbackAnswers = false;
		expect(foxesIn('studio')).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('whose answer is lost still tells a refusal, once', async () => {
		easel.discord.faults.dropCallbackAnswers = true;
		await inVain(
			easel,
			() => imagine('studio', { shape: 'round' }),
			words('refusal.shapeUnreadable', { shape: 'round' }),
		);
		easel.discord.faults.dropCallbackAnswers = false;
		await goesOn(easel);
		const own = easel.discord.channel('studio').messages('mia');
		expect(own.filter(({ ephemeral }) => ephemeral)).toHaveLength(1);
	});

	test('that was given already (40060) lets the work go on', async () => {
		easel.discord.faults.failNext.push({
			route: '/callback',
			status: 400,
			body: { code: 40_060, message: 'Interaction has already been acknowledged.' },
			times: 1,
		});
		await imagine();
		await vi.waitFor(() => expect(foxesIn('studio').join()).toContain('Again'), 5000);
		expect(easel.openai.bill().calls).toBe(1);
	});
});

describe('a Discord that is not well', () => {
	test('and limits edits gets the picture a little later, once', async () => {
		const headers = { 'retry-after': '1', 'x-ratelimit-scope': 'user' };
		easel.discord.faults.failNext.push({ route: 'PATCH /webhooks', status: 429, headers, times: 2 });
		await drawn(easel);
		expect(foxesIn('studio')).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('and answers 500 gets the picture when it is back; it is not drawn again', async () => {
		easel.discord.faults.failNext.push({ route: 'PATCH /webhooks', status: 500, times: 6 });
		await drawn(easel);
		expect(foxesIn('studio')).toHaveLength(1);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('and answers 500 hears what went wrong when it is back', async () => {
		easel.openai.faults.next.push({ kind: 'html-200' });
		easel.discord.faults.failNext.push({ route: 'DELETE /webhooks', status: 500, times: 4 });
		const told = await inVain(easel, imagine, words('problem.unusable'));
		expect(told.text()).toContain(free);
	});
});
