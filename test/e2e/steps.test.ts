import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pixelAt, plain } from '../pictures/samples.ts';
import type { Fields, Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** More → the next steps of a picture: a part of it, more around it, another shape, a blend, a description. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ openai: { pictures: 'drawn' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const as = (user = 'mia') => easel.discord.as(user);
const calls = () => easel.openai.calls;
const call = () => calls().at(-1)!;

/** A picture in the studio, and the provider's book closed again. */
async function drawn(options: Record<string, string | number | boolean> = {}, user = 'mia'): Promise<Message> {
	const message = await result(
		as(user).slash('studio', 'imagine', { prompt: 'a red fox', quality: 'low', ...options }),
	);
	easel.openai.reset();
	return message;
}
const moreOf = (message: Message) => message.selects().find(({ customId }) => customId.startsWith('more:'))!.customId;
const jobIdOf = (message: Message) => moreOf(message).split(':')[1]!;
const step = (message: Message, name: string, user = 'mia') => as(user).choose(message, moreOf(message), [name]);
const panel = async (message: Message, name: string, user = 'mia') => (await step(message, name, user)).response();
const describedBy = async (asked: Interaction) => asked.response((message) => message.buttons().length === 4);
const idIn = (message: Message, part: string) => {
	const ids = [...message.buttons(), ...message.selects()].map(({ customId }) => customId ?? '');
	return ids.find((id) => id.includes(part))!;
};
const press = (message: Message, part: string, user = 'mia') => as(user).press(message, idIn(message, part));
const choose = (message: Message, part: string, value: string) => as().choose(message, idIn(message, part), [value]);
async function filled(opened: Promise<Interaction>, fields: Fields, user = 'mia'): Promise<Interaction> {
	const form = await opened;
	await form.modal();
	return as(user).submit(form, fields);
}
const priceIn = async (opened: Promise<Interaction>) =>
	/≈ \$(\d+\.\d+)/.exec(JSON.stringify((await (await opened).modal()).components))?.[1];
const told = async (asked: Interaction | Promise<Interaction>) =>
	(await (await asked).response(({ ephemeral, thinking }) => ephemeral && !thinking)).text();
const photo = async () => ({ file: await plain(80, 80).png().toBuffer(), name: 'photo.png' });

describe('a part of the picture', () => {
	test('is chosen on it cell by cell, in a panel that only whoever asked sees', async () => {
		const opened = await panel(await drawn(), 'region');
		expect(opened.ephemeral).toBe(true);
		expect(opened.pictures()).toMatchObject([{ description: words('region.alt', { count: 1 }) }]);
		const toggled = await (await press(opened, '17-0')).response();
		expect(toggled.id).toBe(opened.id);
		expect(toggled.pictures()).toMatchObject([{ description: words('region.alt', { count: 2 }) }]);
		expect(toggled.attachments).toHaveLength(1);
		const edges = await (await press(toggled, '-edges')).response();
		expect(edges.pictures()).toMatchObject([{ description: words('region.alt', { count: 8 }) }]);
		const none = await (await press(edges, '-clear')).response();
		expect(none.buttons().find(({ customId }) => customId?.includes('cells-ask'))).toMatchObject({ disabled: true });
		expect(calls()).toEqual([]);
	});

	test('is painted anew for everybody to see, the rest stays; with a price before', async () => {
		const opened = await panel(await drawn(), 'region');
		const edges = await (await press(opened, '-edges')).response();
		expect(edges.buttons().find(({ customId }) => customId?.includes('cells-ask'))!.label).toMatch(/≈ \$0\.\d\d/);
		expect(Number(await priceIn(press(edges, 'cells-ask')))).toBeGreaterThan(0);
		const message = await result(await filled(press(edges, 'cells-ask'), { prompt: 'a frame of ivy' }));
		expect(message.ephemeral).toBe(false);
		expect(message.text()).toContain('> a frame of ivy');
		expect(call()).toMatchObject({ path: '/v1/images/edits', inputs: [{ width: 1024 }], mask: { width: 1024 } });
	});

	test('of one of several pictures can be chosen, and the cells are kept', async () => {
		const first = await drawn({ count: 2 });
		let opened = await panel(first, 'region');
		for (const picture of ['1', '0', '1']) {
			opened = await (await choose(opened, '16-picture', picture)).response();
			await result(await filled(press(opened, 'cells-ask'), { prompt: 'a moon' }));
		}
		const [second, one, again] = calls().map(({ inputs }) => inputs[0]!.bytes);
		expect(second).toBe(again);
		expect(second).not.toBe(one);
	});

	test('goes on after a restart', async () => {
		const opened = await panel(await drawn(), 'region');
		await easel.restart();
		const toggled = await (await press(opened, '-background')).response();
		expect((await result(await filled(press(toggled, 'cells-ask'), { prompt: 'hills' }))).pictures()).toHaveLength(1);
	});

	test('in words that say nothing is refused, and nothing is paid', async () => {
		const opened = await panel(await drawn(), 'region');
		expect(await told(filled(press(opened, 'cells-ask'), { prompt: '\u200b\u200b' }))).toContain(
			words('refusal.promptEmpty'),
		);
		expect(calls()).toEqual([]);
	});

	test('that is none, by a forged press, is refused', async () => {
		const message = await drawn();
		const opened = await panel(message, 'region');
		for (const arg of ['512', 'all', '-1', '', '1e2']) {
			const id = `step:cells-form:${jobIdOf(message)}:0:o:${arg}`;
			expect(await told(as().force(opened, id))).toContain(words('unexpected.stale'));
		}
		expect(await told(as().force(opened, `step:cells-form:${jobIdOf(message)}:0:o:0`))).toContain('Not drawn');
		expect(calls()).toEqual([]);
	});
});

describe('more around the picture', () => {
	test('zooms out by half and by twice: the picture lies smaller in the middle, and stays', async () => {
		const message = await drawn();
		const opened = await panel(message, 'canvas');
		expect(opened.ephemeral).toBe(true);
		expect(opened.buttons().map(({ label }) => label)).toEqual([
			expect.stringMatching(/^Zoom out 1\.5× · ≈ \$0\.\d\d$/),
			expect.stringMatching(/^Zoom out 2× · ≈ \$0\.\d\d$/),
		]);
		const [before] = await filesOf(easel.discord, message);
		const zoomed = await result(press(opened, ':2'));
		expect(zoomed.text()).toContain('**Zoomed out 2×**');
		expect(zoomed.attachments).toMatchObject([{ width: 1024, height: 1024 }]);
		expect(call()).toMatchObject({ path: '/v1/images/edits', size: '1024x1024', mask: { width: 1024 } });
		expect(call().prompt).toContain('larger canvas');
		const [after] = await filesOf(easel.discord, zoomed);
		// The middle of the canvas is the middle of the picture.
		const [middle, was] = [await pixelAt(after!, 512, 512), await pixelAt(before!, 512, 512)];
		for (const channel of [0, 1, 2]) expect(Math.abs(middle[channel]! - was[channel]!)).toBeLessThan(40);
	});

	test.each([
		['wide', 1024, 576],
		['tall', 576, 1024],
		['landscape', 1024, 683],
	])('reshapes to %s', async (shape, width, height) => {
		const opened = await panel(await drawn(), 'canvas');
		const message = await result(choose(opened, 'reshape', shape));
		expect(message.text()).toContain('**In another shape**');
		expect(message.attachments).toMatchObject([{ width, height }]);
	});

	test('reshapes to a ratio that is typed, with its price before', async () => {
		const opened = await panel(await drawn(), 'canvas');
		expect(Number(await priceIn(choose(opened, 'reshape', 'other')))).toBeGreaterThan(0);
		const message = await result(await filled(choose(opened, 'reshape', 'other'), { shape: '21:9' }));
		const { width, height } = message.attachments[0]!;
		expect(width! / height!).toBeCloseTo(21 / 9, 1);
	});

	test.each([
		['round', 'I cannot read the shape'],
		['0:9', 'I cannot read the shape'],
		['9:1', 'is too long'],
		['1:1', 'The picture has that shape already'],
	])('refuses %s as a shape in words that say what to type', async (shape, why) => {
		const opened = await panel(await drawn(), 'canvas');
		expect(await told(filled(choose(opened, 'reshape', 'other'), { shape }))).toContain(why);
		expect(calls()).toEqual([]);
	});

	test('refuses a zoom that a forger made up', async () => {
		const message = await drawn();
		const opened = await panel(message, 'canvas');
		for (const zoom of ['0', '-2', '1e9', 'NaN', '2x']) {
			expect(await told(as().force(opened, `step:zoom:${jobIdOf(message)}:0:o:${zoom}`))).toContain(
				words('unexpected.stale'),
			);
		}
		expect(calls()).toEqual([]);
	});
});

describe('a blend', () => {
	const blend = (message: Message, fields: Fields, user = 'mia') =>
		filled(step(message, 'blend', user), { prompt: 'one world', ...fields }, user);

	test('takes uploads and earlier results, as their file or by their id', async () => {
		const other = await drawn({ count: 2 });
		const message = await drawn();
		const asked = await blend(message, { files: [await photo()], ids: `#${jobIdOf(other)}/2` });
		expect((await result(asked)).text()).toContain('**A blend of 3 pictures**');
		expect(call()).toMatchObject({ path: '/v1/images/edits' });
		expect(call().inputs).toHaveLength(3);
		expect(call().prompt).toBe('Blend these pictures into a single one. one world');
	});

	test('takes the very picture of an earlier result that was named, the first unless told', async () => {
		const other = await drawn({ count: 2 });
		const message = await drawn();
		for (const named of ['', '/1', '/2', '/10']) {
			const asked = await blend(message, { ids: `${jobIdOf(other)}${named}` });
			if (named === '/10') expect(await told(asked)).toContain(words('refusal.resultUnseen'));
			else await result(asked);
		}
		const [unless, first, second] = calls().map(({ inputs }) => inputs[1]!.bytes);
		expect(first).toBe(unless);
		expect(second).not.toBe(first);
	});

	test('tells its price, and asks which picture where there are several', async () => {
		const opened = step(await drawn({ count: 2 }), 'blend');
		expect(Number(await priceIn(opened))).toBeGreaterThan(0);
		const asked = await as().submit(await opened, { prompt: 'x', picture: ['1'], files: [await photo()] });
		expect((await result(asked)).pictures()).toHaveLength(1);
	});

	test('of one picture, or of five, is refused', async () => {
		const message = await drawn();
		expect(await told(blend(message, {}))).toContain('A blend takes 2 to 4 pictures');
		const ids = Array(4).fill(jobIdOf(message)).join(' ');
		expect(await told(blend(message, { ids }))).toContain('A blend takes 2 to 4 pictures');
		expect(calls()).toEqual([]);
	});

	test('takes nothing private of somebody else, and nothing of another server', async () => {
		const secret = await drawn({ private: true }, 'noah');
		const message = await drawn();
		expect(await told(blend(message, { ids: jobIdOf(secret) }))).toContain(words('refusal.notYours'));
		const foreign = await result(as('sam').slash('general', 'imagine', { prompt: 'a hare' }));
		expect(await told(blend(message, { ids: jobIdOf(foreign) }))).toContain(words('refusal.jobGone'));
		expect(await told(blend(message, { ids: '0000000000000000' }))).toContain(words('refusal.jobGone'));
		expect(calls().filter(({ path }) => path.endsWith('edits'))).toEqual([]);
	});

	test('with a private picture of one’s own is private', async () => {
		const secret = await drawn({ private: true });
		const message = await drawn({}, 'noah');
		expect((await result(blend(message, { ids: jobIdOf(secret) }))).ephemeral).toBe(true);
	});

	test('refuses a file that is no picture, and an earlier picture that there is not', async () => {
		const message = await drawn();
		const file = { file: Buffer.from('not a picture'), name: 'a.png' };
		expect(await told(blend(message, { files: [file] }))).toContain('is not a picture I know');
		expect(await told(blend(message, { ids: `${jobIdOf(message)}/9` }))).toContain(words('refusal.resultUnseen'));
		expect(calls()).toEqual([]);
	});
});

describe('vision', () => {
	const drawButton = (message: Message, kind: string) =>
		message.buttons().find(({ customId }) => customId?.includes(`:${kind}`))!.customId!;

	test('words four prompts for a picture and an alt text, for whoever asked alone', async () => {
		const described = await describedBy(await step(await drawn(), 'describe'));
		expect(described.ephemeral).toBe(true);
		expect(described.text()).toContain(words('described.title'));
		expect(described.buttons()).toHaveLength(4);
		expect(described.text()).toMatch(/\*\*As alt text\*\*\n```\nA square.+\n```/);
		expect(call().path).toBe('/v1/responses');
		expect(easel.openai.bill().images).toBe(0);
	});

	test('each prompt has a button that draws it, for everybody to see', async () => {
		const described = await describedBy(await step(await drawn(), 'describe'));
		for (const [kind, said] of [
			['photograph', 'A photograph in natural light'],
			['persona', 'As a watercolour botanist'],
		] as const) {
			const message = await result(as().press(described, drawButton(described, kind)));
			expect(message.ephemeral).toBe(false);
			expect(call().prompt).toContain(said);
		}
	});

	test('of several pictures asks which one', async () => {
		const which = await panel(await drawn({ count: 2 }), 'describe');
		expect(calls()).toEqual([]);
		expect((await describedBy(await choose(which, 'describe', '1'))).ephemeral).toBe(true);
		expect(calls()).toHaveLength(1);
	});

	test('/describe looks at an upload, in the language of whoever asks', async () => {
		const described = await describedBy(await as().slash('studio', 'describe', { image: await photo() }));
		expect(described.ephemeral).toBe(true);
		expect(call().prompt).toContain('Write in American English.');
		const message = await result(as().press(described, drawButton(described, 'short')));
		expect(message.ephemeral).toBe(false);
	});

	test('a model that declines, or says no such thing, is told of and costs its member nothing', async () => {
		for (const fault of [{ kind: 'decline' } as const, { kind: 'say', text: 'A fox.' } as const]) {
			easel.openai.faults.next.push(fault);
			const asked = await as().slash('studio', 'describe', { image: await photo() });
			const said = await asked.response((message) => message.text().includes(words('problem.free')));
			expect(said.ephemeral).toBe(true);
		}
	});

	test('a file that is no picture is refused before anything is asked', async () => {
		const file = { file: Buffer.from('GIF89a but not really'), name: 'a.gif' };
		expect(await told(as().slash('studio', 'describe', { image: file }))).toContain('Not drawn');
		expect(calls()).toEqual([]);
	});

	test('somebody else’s description, or one that is none, draws nothing', async () => {
		const message = await drawn();
		const described = await describedBy(await step(message, 'describe'));
		const id = drawButton(described, 'short');
		expect(await told(as('noah').force(message, id))).toContain(words('refusal.notYours'));
		expect(await told(as().force(message, `describe:draw:${jobIdOf(message)}:short`))).toContain(
			words('refusal.jobGone'),
		);
		expect(await told(as().force(message, `${id}:open`))).toContain(words('unexpected.stale'));
		expect(calls()).toHaveLength(1);
	});
});

describe('what is private', () => {
	test('stays private in every step, down to what a description draws', async () => {
		const seen: Message[] = [];
		const look = ({ message }: { message: Message }) => void (message.ephemeral || seen.push(message));
		easel.discord.on('message', look);
		const secret = await drawn({ private: true });
		const region = await panel(secret, 'region');
		await result(await filled(press(region, 'cells-ask'), { prompt: 'a moon' }));
		const canvas = await panel(secret, 'canvas');
		await result(press(canvas, ':1.5'));
		await result(choose(canvas, 'reshape', 'wide'));
		await result(await filled(step(secret, 'blend'), { prompt: 'both', files: [await photo()] }));
		const described = await describedBy(await step(secret, 'describe'));
		await result(as().press(described, described.buttons()[0]!.customId!));
		easel.discord.off('message', look);
		expect(seen).toEqual([]);
		expect(calls()).toHaveLength(6);
	});

	test('is nobody else’s, whatever a forger sends', async () => {
		const secret = await drawn({ private: true });
		const message = await drawn({}, 'noah');
		const id = jobIdOf(secret);
		for (const forged of [
			`step:cells:${id}:0:o:16-4`,
			`step:canvas:${id}:0:o:`,
			`step:zoom:${id}:0:o:2`,
			`step:describe:${id}:0:o:`,
			`step:cells-form:${id}:0:o:16`,
			`step:reshape-form:${id}:0:o:`,
		]) {
			expect(await told(as('noah').force(message, forged))).toContain(words('refusal.notYours'));
		}
		for (const forged of [`step:paint:${id}:0:o:`, `step:burn:${id}:0:o:`, `step:zoom:${id}:99:o:2`]) {
			expect(await told(as('noah').force(message, forged))).toContain(words('unexpected.stale'));
		}
		expect(calls()).toEqual([]);
	});
});

describe('a picture whose message was deleted', () => {
	test('is told to be gone, whichever step is next', async () => {
		const message = await drawn();
		const region = await panel(message, 'region');
		const canvas = await panel(message, 'canvas');
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as().choose(message, moreOf(message), ['delete']);
		await gone;
		const unseen = words('refusal.resultUnseen');
		expect(await told(filled(press(region, 'cells-ask'), { prompt: 'a moon' }))).toContain(unseen);
		expect(await told(press(canvas, ':1.5'))).toContain(unseen);
		const other = await drawn();
		expect(await told(filled(step(other, 'blend'), { prompt: 'both', ids: jobIdOf(message) }))).toContain(unseen);
		expect(calls()).toEqual([]);
	});

	test('is nothing that somebody else’s panel shows either', async () => {
		const message = await drawn();
		const canvas = await panel(message, 'canvas', 'noah');
		expect((await result(as('noah').press(canvas, idIn(canvas, ':1.5')))).referencedInteraction).toMatchObject({
			user: { username: 'noah' },
		});
	});
});

test('two presses on the same step at once draw once', async () => {
	const canvas = await panel(await drawn(), 'canvas');
	const [one, two] = [await press(canvas, ':1.5'), await press(canvas, ':1.5')];
	await Promise.any([result(one), result(two)]);
	await expect.poll(() => calls().length).toBe(1);
});

test('in a direct message the steps work as well', async () => {
	const message = await result(as().dm('imagine', { prompt: 'a red fox', quality: 'low' }));
	const canvas = await panel(message, 'canvas');
	expect((await result(press(canvas, ':1.5'))).text()).toContain('Zoomed out 1.5×');
	const region = await panel(message, 'region');
	expect((await result(await filled(press(region, 'cells-ask'), { prompt: 'a moon' }))).pictures()).toHaveLength(1);
	expect((await describedBy(await step(message, 'describe'))).ephemeral).toBe(true);
});
