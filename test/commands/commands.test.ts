import { describe as describes, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { liveModels } from '../../src/core/catalogue.ts';
import { builtIn } from '../../src/core/personas.ts';
import type { Asking } from '../../src/core/ports.ts';
import { Refused } from '../../src/core/refusal.ts';
import type { Asked, Options } from '../../src/core/request.ts';
import type { Studio } from '../../src/core/studio.ts';
import { describe } from '../../src/discord/command.ts';
import type { Office } from '../../src/discord/office.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { attached, jobOf } from '../core/jobs.ts';

const offer = { model: 'gpt-image-2.5-flare', models: liveModels };
const image = attached('cat.png');

interface Registered {
	name: string;
	description: string;
	type: number;
	required?: boolean;
	autocomplete?: boolean;
	choices?: { name: string; value: string }[];
	min_value?: number;
	max_value?: number;
	max_length?: number;
}
interface RegisteredCommand extends Registered {
	options: (Registered & { options?: Registered[] })[];
}

const slash = commands.filter(({ data }) => data.type !== 'message');
const registered = slash.map((command) => describe(command) as unknown as RegisteredCommand);
/** Commands, subcommands and options, each with what stands under it. */
const levels = registered.flatMap((it) => [it, ...it.options]);
const optionsOf = (name: string) => registered.find((it) => it.name === name)?.options ?? [];

describes('the commands', () => {
	test('and their options have the names that people rely on', () => {
		const names = Object.fromEntries(
			registered.map(({ name, options }) => [name, options.map((it) => `${it.name}${it.required ? '*' : ''}`)]),
		);
		expect(names).toEqual({
			imagine: [
				'prompt*',
				'shape',
				'quality',
				'count',
				'model',
				'style',
				'background',
				'format',
				'persona',
				'reference',
				'reference2',
				'reference3',
				'as_is',
				'enhance',
				'private',
			],
			edit: ['image*', 'prompt*', 'mask', 'region', 'fit', 'count', 'quality', 'model', 'private'],
			vary: ['image*', 'strength', 'prompt', 'count', 'quality', 'model', 'private'],
			describe: ['image*'],
			gallery: ['mine', 'server', 'show'],
			settings: ['show', 'limits', 'models', 'channels', 'moderation', 'history', 'export', 'import', 'doctor'],
			usage: ['me', 'server'],
			moderation: ['queue', 'case', 'member', 'words', 'dry_run', 'pause'],
			persona: ['add', 'list', 'remove'],
			privacy: ['export', 'delete'],
		});
	});

	test('and their options are described within Discord’s limits', () => {
		for (const it of [...levels, ...levels.flatMap(({ options = [] }) => options)]) {
			expect(it.name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
			expect([it.name, it.description.length >= 1 && it.description.length <= 100]).toEqual([it.name, true]);
			expect(it.description).not.toMatch(/^(commands|choice)\./);
		}
	});

	test('offer choices within Discord’s limits, each once', () => {
		const choices = levels.flatMap(({ options = [] }) => options.flatMap((it) => (it.choices ? [it.choices] : [])));
		expect(choices.length).toBeGreaterThan(5);
		for (const list of choices) {
			expect(list.length).toBeLessThanOrEqual(25);
			expect(new Set(list.map(({ value }) => value)).size).toBe(list.length);
			for (const { name, value } of list) {
				expect([name, name.length >= 1 && name.length <= 100 && value.length <= 100]).toEqual([name, true]);
				expect(name).not.toMatch(/^choice\./);
			}
		}
	});

	test('have at most 25 options, the required ones first, and choices or autocomplete but never both', () => {
		for (const { options = [] } of levels) {
			expect(options.length).toBeLessThanOrEqual(25);
			const required = options.map((it) => it.required === true);
			expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
			for (const it of options) expect(Boolean(it.choices) && Boolean(it.autocomplete)).toBe(false);
		}
	});

	test('take names as choices where the set is closed, and anything typed where it is open', () => {
		const open = optionsOf('imagine').filter(({ autocomplete }) => autocomplete);
		expect(open.map(({ name }) => name)).toEqual(['shape', 'model', 'persona']);
		expect(optionsOf('imagine').find(({ name }) => name === 'count')).toMatchObject({ min_value: 1, max_value: 10 });
		expect(optionsOf('imagine').find(({ name }) => name === 'prompt')).toMatchObject({ max_length: 6000 });
		expect(optionsOf('edit').find(({ name }) => name === 'region')?.choices).toHaveLength(7);
	});

	test('of a server’s admins and moderators are for servers, all others for wherever a member is', () => {
		for (const it of registered) {
			const isOfServers = ['settings', 'usage', 'moderation'].includes(it.name);
			const where = isOfServers
				? { contexts: [0], integration_types: [0] }
				: { contexts: [0, 1, 2], integration_types: [0, 1] };
			expect(it).toMatchObject({ type: 1, ...where });
		}
	});

	test('in the menu of a message have names of words, and neither description nor options', () => {
		const menu = commands.filter(({ data }) => data.type === 'message').map(describe);
		const anywhere = { type: 3, contexts: [0, 1, 2], integration_types: [0, 1] };
		expect(menu).toMatchObject([
			{ name: 'Edit image', ...anywhere },
			{ name: 'Vary image', ...anywhere },
			{ name: 'Describe image', ...anywhere },
			// There are no moderators elsewhere.
			{ type: 3, name: 'Report image', contexts: [0], integration_types: [0] },
		]);
		for (const it of menu) expect(Object.keys(it)).not.toContainEqual(expect.stringMatching(/^(description|options)/));
	});

	test('all suggest what can be typed', () => {
		for (const { data, suggest } of commands) {
			if (!suggest || !data.options?.some(({ name }) => name === 'model')) continue;
			const models = suggest({ option: 'model', typed: '', options: {}, offer, personas: builtIn, locale: 'en' });
			expect(models.map(({ value }) => value)).toEqual(liveModels);
		}
	});
});

/** Runs a command and says what it did, in order. */
async function run(name: string, options: Options) {
	const did: unknown[] = [];
	const { asker, reply: address } = jobOf();
	const asking: Asking = { asker, reply: address, place: { canAttach: true }, roleIds: [] };
	const unasked = () => expect.fail('nothing else was to be called');
	const reply: Reply = {
		...asking,
		rights: { manageServer: false, moderateMembers: false },
		show: unasked,
		later: async (how) => void did.push({ later: how }),
		noted: unasked,
		form: unasked,
		instead: unasked,
	};
	// A command only draws; it cannot reach what else the studio does.
	const draw = async (asked: Asked, from: Asking) => {
		did.push({ drawn: asked, by: from.asker.userId });
		return jobOf();
	};
	const context = { subcommand: '', locale: 'en', office: {} as Office };
	const known = { offer: async () => offer, personas: async () => builtIn };
	const studio = { draw } satisfies Pick<Studio, 'draw'> as unknown as Studio;
	const command = commands.find(({ data }) => data.name === name)!;
	const error: unknown = await command.run({ ...context, ...known, options, reply, studio }).then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return { did, error };
}

describes('running a command', () => {
	test.each<[string, Options, object]>([
		['imagine', { prompt: 'a fox', shape: 'wide' }, { endpoint: 'generations', size: { width: 1536, height: 864 } }],
		['edit', { prompt: 'a fox', image, region: 'left' }, { endpoint: 'edits', region: 'left' }],
		['vary', { image, strength: 'strong' }, { endpoint: 'edits', strength: 'strong' }],
	])('/%s acknowledges, and then draws for whoever asked', async (name, options, request) => {
		const { did, error } = await run(name, options);
		expect(error).toBeUndefined();
		expect(did).toMatchObject([
			{ later: { private: false } },
			{ drawn: { request: { action: name, ...request } }, by: jobOf().asker.userId },
		]);
	});

	test.each<[string, Options]>([
		['imagine', { prompt: 'a fox' }],
		['edit', { prompt: 'a fox', image }],
		['vary', { image }],
	])('/%s answers in private where that was asked', async (name, options) => {
		const { did } = await run(name, { ...options, private: true });
		expect(did).toMatchObject([{ later: { private: true } }, { drawn: { request: { private: true } } }]);
	});

	test.each<[string, Options]>([
		['imagine', { prompt: ' ' }],
		['edit', { prompt: 'a fox', image, mask: attached('m.png', 'mask'), region: 'left' }],
		['vary', { image, model: 'dall-e-2' }],
	])('/%s refuses before anything is promised', async (name, options) => {
		const { did, error } = await run(name, options);
		expect(error).toBeInstanceOf(Refused);
		expect(did).toEqual([]);
	});
});
