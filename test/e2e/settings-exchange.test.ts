import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf, maxId, secondAdmin } from './panels.ts';

/** Settings as a file, and back: checked whole, shown before anything is changed, nothing half-applied. */

let easel: Easel;
let ada: Admin;
let max: Admin;

const atelier = '934188725630984202';
const artists = '934189010768064548';

type Parsed = Record<string, unknown>;

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
	max = secondAdmin(easel);
	await ada.type('limits', { member_day: '10', budget: '12.345678', role: artists, role_day: '20' });
});
afterAll(async () => {
	easel.discord.faults.cdn = {};
	expectManners(easel.discord);
	await easel.stop();
});

async function exported(message?: Message): Promise<Parsed> {
	const { attachments } = message ?? (await ada.type('export'));
	return JSON.parse(Buffer.from(await easel.discord.download(attachments[0]!.url)).toString());
}
const bring = (content: string | Uint8Array, name = 'easel-settings.json') =>
	ada.type('import', { file: { file: Buffer.from(content), name } });
/** An export with other values at these paths, as somebody edits it by hand; undefined takes one out. */
async function bringEdited(changes: Parsed): Promise<Message> {
	const file = await exported();
	for (const [path, value] of Object.entries(changes)) {
		const keys = path.split('.');
		const last = keys.pop()!;
		const parent = keys.reduce((it, key) => it[key] as Parsed, file);
		parent[last] = value;
	}
	return bring(JSON.stringify(file));
}
const unchanged = async () =>
	expect(await exported()).toMatchObject({ settings: { limits: { memberImagesPerDay: 10 } } });

describe('an export', () => {
	test('is a private file with everything in it', async () => {
		const message = await ada.type('export');
		expect(message.ephemeral).toBe(true);
		expect(message.attachments[0]).toMatchObject({ filename: `easel-settings-${atelier}.json` });
		const file = await exported(message);
		expect(file).toMatchObject({ easel: 'settings', version: 1, server: atelier });
		expect(new Date(String(file.exportedAt)).toISOString()).toBe(file.exportedAt);
		expect(file.settings).toMatchObject({
			limits: { memberImagesPerDay: 10 },
			budget: { microsPerMonth: 12_345_678 },
			roles: { [artists]: { imagesPerDay: 20 } },
		});
	});

	test('is a button of the panel too', async () => {
		const message = await ada.press(await ada.type('show'), 'Export');
		expect(message.ephemeral).toBe(true);
		expect((await exported(message)).server).toBe(atelier);
	});

	test('brought back changes nothing, and says so', async () => {
		expect((await bringEdited({})).text()).toContain('an import would change nothing');
	});
});

describe('an import', () => {
	test('shows what would change, and changes it only when it is agreed to', async () => {
		const preview = await bringEdited({
			'settings.limits.memberImagesPerDay': 15,
			'settings.budget.microsPerMonth': null,
			'settings.roles': {},
		});
		expect(preview.text()).toContain('Nothing is saved yet.');
		expect(preview.text()).toContain('Pictures a day, each member: 10 → **15**');
		expect(preview.text()).toContain('Budget a month: $12.345678 → **no limit**');
		expect(preview.text()).toContain(`<@&${artists}>: 20 pictures a day → **nothing of its own**`);
		await unchanged();
		await easel.restart();
		const applied = await ada.press(preview, 'Apply');
		expect(applied.text()).toContain('**Imported**');
		expect(await exported()).toMatchObject({ settings: { limits: { memberImagesPerDay: 15 }, roles: {} } });
		expect((await ada.type('history')).text()).toContain('· import\n');
		const undone = await ada.press(applied, 'Undo');
		expect(undone.text()).toContain('15 → **10**');
		const twice = await easel.discord.as('ada').force(undone, preview.buttons()[0]!.customId!);
		expect((await twice.response()).text()).toContain('Please start again.');
	});

	test('can be left', async () => {
		const preview = await bringEdited({ 'settings.limits.memberImagesPerDay': 15 });
		expect((await ada.press(preview, 'Cancel')).text()).toContain('Nothing was imported.');
		await unchanged();
	});

	test('tells what somebody else changed meanwhile, and asks anew', async () => {
		const preview = await bringEdited({ 'settings.limits.memberImagesPerDay': 15 });
		await max.type('limits', { member_day: '11' });
		const asked = await ada.press(preview, 'Apply');
		expect(asked.text()).toContain(`<@${maxId}>`);
		expect(asked.text()).toContain('Pictures a day, each member: 11 → **15**');
		const applied = await ada.press(asked, 'Apply');
		expect(applied.text()).toContain('11 → **15**');
		await ada.type('limits', { member_day: '10' });
	});

	test('prepared by one admin cannot be applied by another', async () => {
		const preview = await bringEdited({ 'settings.limits.memberImagesPerDay': 15 });
		const theirs = await max.type('show');
		const forged = await easel.discord.as('max').force(theirs, preview.buttons()[0]!.customId!);
		expect((await forged.response()).text()).toContain('no longer connected to anything');
		await unchanged();
	});
});

describe('a file that cannot be imported', () => {
	test('of 5 MB is refused before it is fetched', async () => {
		const fetched = easel.discord.log.length;
		const told = await bring(Buffer.alloc(5 * 1024 * 1024, 32));
		expect(told.text()).toContain('`easel-settings.json` has more than 256 kB');
		expect(easel.discord.log.slice(fetched).filter(({ method }) => method === 'GET')).toEqual([]);
		await unchanged();
	});

	test.each([
		['is no JSON', 'hello'],
		['is cut off', '{"easel":"settings"'],
		['is empty', ' '],
		['is a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
	])('%s: it says so', async (_, content) => {
		expect((await bring(content)).text()).toContain('The file is not JSON.');
	});

	test.each([
		['a list', '[]'],
		['a number', '7'],
		['nothing', 'null'],
	])('is %s: it says so', async (_, content) => {
		expect((await bring(content)).text()).toContain('The file holds no settings.');
	});

	test('is of another version, another server or no export at all', async () => {
		const told = await bringEdited({ easel: 'personas', version: 2, server: '1012846350418620499' });
		expect(told.text()).toContain('`easel` is `"personas"`; it must be `"settings"`.');
		expect(told.text()).toContain('`version` is `2`; this bot reads version 1.');
		expect(told.text()).toContain(`\`server\` is \`"1012846350418620499"\`; it must be this server, \`"${atelier}"\`.`);
		await unchanged();
	});

	test('has every mistake named at once, with what would be right, and nothing is changed', async () => {
		const told = await bringEdited({
			extra: 1,
			'settings.limits.extra': 1,
			'settings.limits.memberImagesPerDay': -1,
			'settings.limits.serverImagesPerDay': 1.5,
			'settings.limits.jobsAtOnce': '3',
			'settings.limits.cooldownSeconds': 1e9,
			'settings.budget.microsPerMonth': '25',
			'settings.budget.landing': 'crash',
			'settings.channels.only': ['#studio'],
			'settings.models.qualities': ['best', 'low'],
			[`settings.roles.${artists}.imagesPerDay`]: null,
			[`settings.roles.${artists}.priority`]: 'highest',
			'settings.look.timeZone': 'Mars/Base',
			'settings.look.language': '!!',
			'settings.safety.spoilers': undefined,
		});
		for (const words of [
			'`extra` is not a setting; leave it out.',
			'`settings.limits.extra` is not a setting; leave it out.',
			'`settings.limits.memberImagesPerDay` is `-1`: it must be a whole number from 0 to 1,000,000, or null.',
			'`settings.limits.serverImagesPerDay` is `1.5`',
			'`settings.limits.jobsAtOnce` is `"3"`: it must be a whole number from 1 to 100, or null.',
			'`settings.limits.cooldownSeconds` is `1000000000`: it must be a whole number from 0 to 86,400.',
			'`settings.budget.microsPerMonth` is `"25"`: it must be a whole number of micro-dollars from 0 to 1,000,000,000,000, or null.',
			'`settings.budget.landing` is `"crash"`: it must be stop, cheaper, or approval.',
			'`settings.channels.only` is `["#studio"]`: it must be a list of at most 25 ids of channels in quotes.',
			'`settings.models.qualities` is `["best","low"]`',
			`\`settings.roles.${artists}.priority\` is \`"highest"\`: it must be normal or high.`,
			'`settings.look.timeZone` is `"Mars/Base"`',
			'`settings.look.language` is `"!!"`',
			'`settings.safety.spoilers` is missing: it must be true or false.',
		]) {
			expect(told.text()).toContain(words);
		}
		expect(told.buttons().map(({ label }) => label)).toEqual(['Open settings']);
		await unchanged();
	});

	test('wants approval without anybody to give it', async () => {
		const told = await bringEdited({ 'settings.budget.landing': 'approval', 'settings.limits.memberImagesPerDay': -1 });
		expect(told.text()).toContain('`settings.budget.landing`: Moderator approval');
		expect(told.text()).toContain('`settings.limits.memberImagesPerDay` is `-1`');
	});

	test('has more mistakes than a message can hold: it says how many', async () => {
		const told = await bringEdited({
			'settings.roles': Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`role ${i}`, { color: 'red' }])),
		});
		expect(told.text()).toMatch(/… and \d+ more lines/);
	});

	test('is not at Discord any more', async () => {
		easel.discord.faults.cdn = { expireNow: true };
		expect((await bring('{}')).text()).toContain('could not be read from Discord');
		easel.discord.faults.cdn = { redirectTo: 'http://127.0.0.1:9/' };
		expect((await bring('{}')).text()).toContain('is not at Discord');
		easel.discord.faults.cdn = {};
	});

	test('formats nothing with its name or its contents', async () => {
		const told = await bring(JSON.stringify({ '`@everyone`': 1, easel: '`**<@1>**' }), '`**name**.json');
		expect(told.text()).toContain("`'@everyone'` is not a setting");
	});
});
