import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { plain } from '../pictures/samples.ts';
import { defaultWorld, type Fields, type Interaction, type Message, type Options } from '../twins/discord/index.ts';
import { deskOf } from './desks.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/**
 * Every command and subcommand with every kind of person: allowed or refused as the design says. Server owners can open a command to anyone,
 * so `overridden` sends what Discord itself would hide.
 */

/** Whoever runs the bot is a member like any other in somebody's server. */
const owner = {
	id: '530000000000000001',
	username: 'olga',
	globalName: 'Olga',
	locale: 'en-US',
	avatarColor: '#777777',
};
const people = { member: 'mia', moderator: 'max', admin: 'ada', stranger: 'sam', owner: owner.username } as const;
type Person = keyof typeof people;
const everybody = Object.keys(people) as Person[];

let easel: Easel;
let picture: { file: Buffer; name: string };
beforeAll(async () => {
	const world = defaultWorld();
	world.users.push(owner);
	world.guilds[0]!.members.push({ userId: owner.id, roles: [] });
	// The stranger owns the other server, where they may everything; here that they have no right in the Atelier counts.
	picture = { file: await plain(64, 64).png().toBuffer(), name: 'a.png' };
	easel = await startEasel({ discord: { world } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

interface Case {
	command: string;
	subcommand?: string;
	options?: () => Options;
	/** What the form that it opens is filled in with. */
	form?: Fields;
	/** Who may, of those in the Atelier. */
	may: readonly Person[];
	needs?: string;
	/** Takes back what would be in the way of everybody else. */
	afterwards?: () => Promise<void>;
}

const admins = { may: ['admin'], needs: 'Manage Server' } as const;
const moderators = { may: ['moderator', 'admin'], needs: 'Timeout Members' } as const;
const settingsFile = { file: Buffer.from('{}'), name: 'settings.json', type: 'application/json' };
const cases: readonly Case[] = [
	{ command: 'imagine', options: () => ({ prompt: 'a fox' }), may: everybody },
	{ command: 'edit', options: () => ({ prompt: 'snow', image: picture }), may: everybody },
	{ command: 'vary', options: () => ({ image: picture }), may: everybody },
	{ command: 'describe', options: () => ({ image: picture }), may: everybody },
	...['mine', 'server'].map((subcommand): Case => ({ command: 'gallery', subcommand, may: everybody })),
	{ command: 'gallery', subcommand: 'show', options: () => ({ id: '#1290480934123456789' }), may: everybody },
	{ command: 'usage', subcommand: 'me', may: everybody },
	{ command: 'usage', subcommand: 'server', ...admins },
	// What is done for a server is asked for in test/e2e/personas.
	{ command: 'persona', subcommand: 'add', form: { name: 'a', perspective: 'a sailor' }, may: everybody },
	{ command: 'persona', subcommand: 'list', may: everybody },
	{ command: 'persona', subcommand: 'remove', options: () => ({ name: 'a' }), may: everybody },
	{ command: 'privacy', subcommand: 'export', may: everybody },
	{ command: 'privacy', subcommand: 'delete', may: everybody },
	...['show', 'limits', 'models', 'channels', 'moderation', 'history', 'export', 'doctor'].map(
		(subcommand): Case => ({ command: 'settings', subcommand, ...admins }),
	),
	{ command: 'settings', subcommand: 'import', options: () => ({ file: settingsFile }), ...admins },
	...['queue', 'words', 'dry_run'].map((subcommand): Case => ({ command: 'moderation', subcommand, ...moderators })),
	{ command: 'moderation', subcommand: 'case', options: () => ({ number: 1 }), ...moderators },
	{ command: 'moderation', subcommand: 'member', options: () => ({ user: '327418590244601857' }), ...moderators },
	{ command: 'moderation', subcommand: 'pause', ...moderators, afterwards: letGoOn },
];

/** The stranger has stopped all drawing at home. */
async function letGoOn(): Promise<void> {
	for (const desk of [deskOf(easel, people.moderator), deskOf(easel, people.stranger)]) {
		await desk.press(await desk.type('pause'), 'Let drawing go on');
	}
}

const pathOf = ({ command, subcommand = '' }: Pick<Case, 'command' | 'subcommand'>) =>
	`${command} ${subcommand}`.trim();
const send = (person: Person, { command, subcommand, options = () => ({}) }: Case): Promise<Interaction> =>
	easel.discord
		.as(people[person])
		// The stranger cannot see the Atelier: they try at home.
		.slash(person === 'stranger' ? 'general' : 'studio', command, options(), {
			overridden: true,
			...(subcommand ? { subcommand } : {}),
		});

test('the matrix has every command and subcommand there is', () => {
	const slash = commands.filter(({ data }) => data.type !== 'message');
	const all = slash.flatMap(({ data: { name, subcommands } }) =>
		subcommands ? subcommands.map((it) => pathOf({ command: name, subcommand: it.name })) : [name],
	);
	expect(cases.map(pathOf).toSorted()).toEqual(all.toSorted());
});

/** What came of it, be it a command or the form that the command opened. */
async function answerTo(person: Person, it: Case): Promise<Message> {
	const asked = await send(person, it);
	if (!it.form) return asked.response(isAnswer, 9000);
	await asked.modal();
	return (await easel.discord.as(people[person]).submit(asked, it.form)).response(isAnswer, 9000);
}

const refused = (needs: string) => words('refusal.notAllowed', { permission: needs });
const isAnswer = ({ thinking, text }: Message) => !thinking && !/in line|Drawing…|Looking…/.test(text());

describe.each(cases.map((it) => [pathOf(it), it] as const))('/%s', (_, it) => {
	afterAll(() => it.afterwards?.());

	test.each(everybody.filter((person) => person !== 'stranger'))('as %s', async (person) => {
		const answer = await answerTo(person, it);
		const isAllowed = it.may.includes(person);
		expect(answer.text().includes(refused(it.needs ?? 'nothing'))).toBe(!isAllowed);
		if (!isAllowed) expect(answer.ephemeral).toBe(true);
	});

	test('as the owner of another server, only for that one', async () => {
		const before = easel.discord.channel('studio').messages('ada').length;
		await expect(easel.discord.as('sam').slash('studio', it.command)).rejects.toThrow('sam cannot see this channel');
		const answer = await answerTo('stranger', it);
		expect(answer.channelId).toBe(easel.discord.world.guilds[1]!.channels[0]!.id);
		expect(easel.discord.channel('studio').messages('ada')).toHaveLength(before);
	});

	test('Discord shows it from the first to whom it is for', () => {
		const registered = easel.discord.commands().find(({ name }) => name === it.command)!;
		// `/usage` is for everybody, so its part for admins is kept by the code alone.
		const expected: Record<string, bigint> = { settings: 1n << 5n, moderation: 1n << 40n };
		expect(registered.default_member_permissions).toBe(expected[it.command]?.toString() ?? null);
	});
});

describe('the menu of a message', () => {
	test('has everything there is', () => {
		const menu = commands.filter(({ data }) => data.type === 'message');
		const names = ['edit-image', 'vary-image', 'describe-image', 'report-image'];
		expect(menu.map(({ data }) => data.name)).toEqual(names);
	});

	test.each(everybody.filter((person) => person !== 'stranger'))('lets a %s go on from a picture', async (person) => {
		const actor = easel.discord.as(people[person]);
		const posted = await easel.discord.as('noah').say('studio', 'Look!', [picture]);
		const form = await actor.menu('studio', 'Edit image', posted);
		await form.modal();
		expect((await result(actor.submit(form, { prompt: 'in snow' }))).text()).toContain('> in snow');
		expect((await result(actor.menu('studio', 'Vary image', posted))).ephemeral).toBe(false);
		const told = await (await actor.menu('studio', 'Describe image', posted)).response(({ thinking }) => !thinking);
		expect(told.ephemeral).toBe(true);
	});

	test.each(everybody.filter((person) => person !== 'stranger'))('lets a %s report a picture', async (person) => {
		const picture = await result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox to report' }));
		const form = await easel.discord.as(people[person]).menu('studio', 'Report image', picture);
		await form.modal();
		const told = await notice(easel.discord.as(people[person]).submit(form, {}));
		expect(told.text()).toContain(words('report.thanks'));
	});

	test.each(everybody.filter((person) => person !== 'stranger'))('lets a %s vary a picture', async (person) => {
		const said = await easel.discord.as('mia').say('studio', 'look', [picture]);
		expect((await result(easel.discord.as(people[person]).menu('studio', 'Vary image', said))).pictures()).toHaveLength(
			1,
		);
	});

	test('reaches nothing of a server that one is not in', async () => {
		const picture = await result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox to report' }));
		for (const name of ['Report image', 'Edit image', 'Vary image', 'Describe image']) {
			const menu = easel.discord.as('sam').menu('studio', name, picture);
			await expect(menu).rejects.toThrow('sam cannot see this channel');
		}
	});
});

describe('what is pressed', () => {
	const everyPress = async (person: Person, message: Message, customId: string) =>
		(await easel.discord.as(people[person]).force(message, customId)).response();

	test('on an admin’s panel by anybody else changes nothing', async () => {
		const panel = await notice(easel.discord.as('ada').slash('studio', 'settings', {}, { subcommand: 'show' }));
		const ids = panel.buttons().flatMap(({ customId }) => customId ?? []);
		expect(ids.length).toBeGreaterThan(5);
		for (const id of ids) {
			for (const person of ['member', 'moderator', 'owner'] as const) {
				expect((await everyPress(person, panel, id)).text()).toBe(refused('Manage Server'));
			}
		}
	});

	test('on the usage of a server by whoever may not see it', async () => {
		const page = await notice(easel.discord.as('ada').slash('studio', 'usage', {}, { subcommand: 'server' }));
		for (const { customId } of page.buttons().filter(({ disabled, customId }) => customId && !disabled)) {
			expect((await everyPress('member', page, customId!)).text()).toBe(refused('Manage Server'));
		}
		const forged = `usage:server:2026-10`;
		expect((await everyPress('moderator', page, forged)).text()).toBe(refused('Manage Server'));
	});

	test('by a stranger at home with ids of the Atelier reaches only their own server', async () => {
		const panel = await notice(easel.discord.as('ada').slash('studio', 'settings', {}, { subcommand: 'show' }));
		const at = await result(easel.discord.as('sam').slash('general', 'imagine', { prompt: 'a fox at home' }));
		for (const { customId } of panel.buttons()) {
			if (customId) await (await easel.discord.as('sam').force(at, customId)).acked();
		}
		const history = await notice(easel.discord.as('ada').slash('studio', 'settings', {}, { subcommand: 'history' }));
		expect(history.text()).not.toContain('415273094866960394');
	});
});
