import type { Sharp } from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { BLACK, bomb, halves, noise, photo, plain, WHITE } from '../pictures/samples.ts';
import type { Upload } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { goesOn, hasPictures, inVain, unpaid, words } from './trouble.ts';

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { MAX_CONCURRENT: '1' } });
});

afterAll(() => easel.stop());

afterEach(async () => {
	easel.discord.faults.cdn = {};
	vi.restoreAllMocks();
	await goesOn(easel);
});

const edit = (image: Upload, options: Record<string, string | Upload> = {}) =>
	easel.discord.as('mia').slash('studio', 'edit', { prompt: 'at night', image, ...options });

/** As the member reads it: the file by its name, in bold. */
const about = (code: string, name: string, values: Record<string, string> = {}) =>
	words(`refusal.${code}`, { name: `**${name}**`, ...values });

const fox = async (): Promise<Upload> => ({ file: await plain(400, 300).jpeg().toBuffer(), name: 'fox.jpg' });

describe('a file that is no good picture', () => {
	const photoBytes = async () => (await photo(640, 480)).jpeg().toBuffer();
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
	const cases: [string, () => Promise<Uint8Array>, string, Record<string, string>?][] = [
		['cut off in the middle', async () => (await photoBytes()).subarray(0, 20_000), 'pictureDamaged'],
		['corrupt inside', async () => (await photoBytes()).fill(0x55, 9000, 15_000), 'pictureDamaged'],
		['a PNG that lost its second half', async () => halfOf(await noise(300, 300).png().toBuffer()), 'pictureDamaged'],
		['a bomb of 16,000 × 16,000', async () => bomb(), 'pictureTooManyPixels', { limit: '50' }],
		['really an SVG', async () => Buffer.from(svg), 'pictureUnsupported', { found: 'SVG' }],
		['really a PDF', async () => Buffer.from('%PDF-1.7\n1 0 obj\n'), 'pictureUnsupported', { found: 'PDF' }],
		['really a TIFF', () => plain(40, 40).tiff().toBuffer(), 'pictureUnsupported', { found: 'TIFF' }],
		['empty', async () => new Uint8Array(), 'pictureEmpty'],
		['just some text', async () => Buffer.from('I wanted to attach a fox'), 'pictureNotAPicture'],
		['of 30 MB', async () => Buffer.alloc(30 * 1024 * 1024, 1), 'pictureTooLarge', { limit: '20 MB' }],
	];

	test.each(cases)('%s is refused by its name', async (_, make, code, values) => {
		const file = await make();
		const told = await inVain(easel, () => edit({ file, name: 'fox.png' }), about(code, 'fox.png', values));
		expect(told.text()).toContain(words('refusal.title'));
		expect(told.text()).toContain(unpaid);
	});

	test('as a reference it is refused before anything is drawn', async () => {
		const file = (await photoBytes()).subarray(0, 20_000);
		const reference2 = { file, name: 'second.jpg' };
		const ask = async () =>
			easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'both', reference: await fox(), reference2 });
		await inVain(easel, ask, about('pictureDamaged', 'second.jpg'));
	});

	test('a name full of markdown formats nothing in the refusal', async () => {
		const told = await inVain(
			easel,
			() => edit({ file: new Uint8Array(), name: '__nice__.png' }),
			about('pictureEmpty', '\\_\\_nice\\_\\_.png'),
		);
		expect(told.text()).not.toMatch(/[^\\]__nice/);
	});
});

describe('a content network that fails', () => {
	test('an address that has expired is said to have', async () => {
		easel.discord.faults.cdn = { expireNow: true };
		await inVain(easel, async () => edit(await fox()), about('pictureGone', 'fox.jpg'));
	});

	test('a redirect is not followed', async () => {
		easel.discord.faults.cdn = { redirectTo: `${easel.openai.controlUrl}/bill` };
		await inVain(easel, async () => edit(await fox()), about('pictureForeign', 'fox.jpg'));
	});

	test('a file that is cut off on its way is not half a picture', async () => {
		easel.discord.faults.cdn = { cutAfterBytes: 500 };
		await inVain(easel, async () => edit(await fox()), about('pictureSlow', 'fox.jpg'));
	});

	test('a file that trickles in is given up', async () => {
		const real = AbortSignal.timeout;
		vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real.call(AbortSignal, ms / 40));
		easel.discord.faults.cdn = { slowBytesPerSecond: 100 };
		await inVain(easel, async () => edit(await fox()), about('pictureSlow', 'fox.jpg'));
	});

	test('a file that is only slow is waited for', async () => {
		const image = await fox();
		easel.discord.faults.cdn = { slowBytesPerSecond: image.file.length * 2 };
		const message = await (await edit(image)).response(hasPictures);
		expect(message.pictures()).toHaveLength(1);
	});

	test('a wrong content type does not matter: the bytes decide', async () => {
		easel.discord.faults.cdn = { contentType: 'text/html' };
		const message = await (await edit(await fox())).response(hasPictures);
		expect(message.pictures()).toHaveLength(1);
	});
});

describe('a mask that does not fit', () => {
	const mask = async (picture: Sharp): Promise<Upload> => ({
		file: await picture.png().toBuffer(),
		name: 'mask.png',
	});

	const cases: [string, () => Sharp | Promise<Sharp>, string][] = [
		['of another shape', () => halves(300, 300, BLACK, WHITE), 'maskSize'],
		['all black', () => plain(400, 300, BLACK), 'maskEmpty'],
		['all white', () => plain(400, 300, WHITE), 'maskFull'],
		['fully transparent', () => plain(400, 300, { ...BLACK, alpha: 0 }), 'maskFull'],
	];

	test.each(cases)('%s is refused', async (_, make, code) => {
		const picture = await mask(await make());
		await inVain(easel, async () => edit(await fox(), { mask: picture }), about(code, 'mask.png'));
	});

	test('no picture at all is refused by the name of the mask', async () => {
		const text = { file: Buffer.from('paint here'), name: 'mask.png' };
		await inVain(easel, async () => edit(await fox(), { mask: text }), about('pictureNotAPicture', 'mask.png'));
	});

	test('the same shape in another size is welcome', async () => {
		const picture = await mask(await halves(800, 600, BLACK, WHITE));
		const message = await (await edit(await fox(), { mask: picture })).response(hasPictures);
		expect(message.pictures()).toHaveLength(1);
	});

	test('a mask and a region contradict each other', async () => {
		const picture = await mask(await halves(400, 300, BLACK, WHITE));
		const ask = async () => edit(await fox(), { mask: picture, region: 'left' });
		await inVain(easel, ask, words('refusal.maskOrRegion'));
	});
});

test('an address off the allowed origins is not even asked', async () => {
	const strict = await startEasel({ env: { ATTACHMENT_ORIGINS: 'https://cdn.discordapp.com' } });
	try {
		const image = await fox();
		const ask = () => strict.discord.as('mia').slash('studio', 'vary', { image });
		await inVain(strict, ask, about('pictureForeign', 'fox.jpg'));
	} finally {
		await strict.stop();
	}
});

function halfOf(bytes: Buffer): Buffer {
	return bytes.subarray(0, bytes.length >> 1);
}
