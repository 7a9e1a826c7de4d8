import { beforeEach, expect, test } from 'vitest';
import { createKnownPersonas, type KnownPersonas } from '../../src/core/known-personas.ts';
import { builtIn, type KeptPersona, type PersonaUser } from '../../src/core/personas.ts';
import { noon } from './jobs.ts';
import { createSetClock, guildId, type SetClock, settingsOf } from './servers.ts';

const here: PersonaUser = { userId: '80351110224678912', guildId };
const inMessages: PersonaUser = { ...here, guildId: null };
const owned = (kind: 'member' | 'server', key: string): KeptPersona => {
	const id = kind === 'member' ? here.userId : guildId;
	return { name: key, key, perspective: key, defaults: {}, owner: { kind, id }, by: here.userId, at: noon };
};
const [mine, ours] = [owned('member', 'a'), owned('server', 'b')];

let asked: { who: PersonaUser; answer: (found: KeptPersona[]) => void; fail: (error: Error) => void }[];
let showsStarters: boolean;
let clock: SetClock;
let known: KnownPersonas;
beforeEach(() => {
	[asked, showsStarters, clock] = [[], true, createSetClock()];
	known = createKnownPersonas({
		book: { of: (who) => new Promise((answer, fail) => asked.push({ who, answer, fail })) },
		rules: { look: async () => settingsOf({ 'look.starterPersonas': showsStarters }).look },
		clock,
	});
});

test('what is drawn by is read anew each time, for this member in this server', async () => {
	for (const found of [[mine, ours], [ours]]) {
		const now = known.now(here);
		asked.at(-1)!.answer(found);
		expect(await now).toEqual({
			own: found.filter((it) => it === mine),
			server: [ours],
			starters: builtIn.starters,
		});
	}
	expect(asked.map(({ who }) => who)).toEqual([here, here]);
});

test('in a direct message there are one’s own and the built-in ones', async () => {
	const now = known.now(inMessages);
	asked[0]!.answer([mine]);
	expect(await now).toEqual({ own: [mine], server: [], starters: builtIn.starters });
	expect(asked[0]!.who).toEqual(inMessages);
});

test('built-in ones are there unless the server hides them', async () => {
	showsStarters = false;
	const now = known.now(here);
	asked[0]!.answer([]);
	expect((await now).starters).toEqual([]);
});

test('nothing is drawn by a guess: a store that is too slow, or fails, is an error', async () => {
	const slow = known.now(here);
	const told = expect(slow).rejects.toThrow('in time');
	await clock.pass(1500);
	await told;
	const failing = known.now(here);
	asked[1]!.fail(new Error('the store is gone'));
	await expect(failing).rejects.toThrow('the store is gone');
});

test('autocomplete waits half a second and no longer, and then knows what is built in', async () => {
	const typing = known.recent(here);
	await clock.pass(500);
	expect(await typing).toEqual(builtIn);
	asked[0]!.answer([mine]);
	await clock.pass(0);
	expect((await known.recent(here)).own).toEqual([mine]);
	expect(asked).toHaveLength(1);
});

test('what is remembered is of one member in one server, until it is changed', async () => {
	const typing = known.recent(here);
	asked[0]!.answer([mine]);
	await typing;
	void known.recent({ ...here, userId: '1' });
	void known.recent(inMessages);
	expect(asked).toHaveLength(3);
	known.forget();
	const after = known.recent(here);
	asked[3]!.answer([]);
	expect((await after).own).toEqual([]);
});
