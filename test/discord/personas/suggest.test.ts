import { describe, expect, test } from 'vitest';
import { builtIn, type KeptPersona, keyOf, type OwnerKind, type Personas } from '../../../src/core/personas.ts';
import { suggestKept, suggestPersonas } from '../../../src/discord/personas/suggest.ts';
import { noon } from '../../core/jobs.ts';

const personaOf = (kind: OwnerKind, name: string, perspective = `eyes of ${name}`): KeptPersona => ({
	...{ name, perspective, key: keyOf(name), defaults: {}, by: '80351110224678912', at: noon },
	owner: { kind, id: '41771983423143937' },
});
const personas: Personas = {
	...builtIn,
	own: [personaOf('member', 'Old Sailor'), personaOf('member', 'Nomad')],
	server: [personaOf('server', 'Nook'), personaOf('server', 'nomad')],
};
const values = (typed: string, known = personas) => suggestPersonas(typed, known, 'en-US').map(({ value }) => value);

describe('the names that are offered', () => {
	test('are one’s own, the server’s and built-in ones, each once', () => {
		expect(values('')).toEqual(['Old Sailor', 'Nomad', 'Nook', ...builtIn.starters.map(({ name }) => name)]);
		expect(values('NO')).toEqual(['Nomad', 'Nook', 'noir']);
		expect(values('', { ...personas, starters: [] })).toEqual(['Old Sailor', 'Nomad', 'Nook']);
	});

	test('begin with what is typed, or one of their words does', () => {
		expect(values('sai')).toEqual(['Old Sailor']);
		expect(values('ilor')).toEqual(['ilor']);
	});

	test('complete the last of several, and name nobody twice', () => {
		expect(values('old sailor + no')).toEqual(['old sailor + Nomad', 'old sailor + Nook', 'old sailor + noir']);
		expect(values('nomad+n')).toEqual(['nomad + Nook', 'nomad + noir']);
	});

	test('say what they stand for, on one line and within Discord’s limits', () => {
		const own = Array.from({ length: 50 }, (_, n) =>
			personaOf('member', `p${n}`, `\u202eline\nline ${'x'.repeat(900)}`),
		);
		const offered = suggestPersonas('', { ...personas, own }, 'en-US');
		expect(offered).toHaveLength(25);
		for (const { name, value } of offered) {
			expect(name.length).toBeLessThanOrEqual(100);
			expect(name).toMatch(/^p\d+: line line x+…$/);
			expect(value).toMatch(/^p\d+$/);
		}
	});
});

test('for removing, one’s own are offered, or the server’s', () => {
	const context = { option: 'name', offer: { model: '', models: [] }, personas, locale: 'en-US' };
	const removable = (typed: string, options: { server?: boolean }) =>
		suggestKept({ ...context, typed, options }).map(({ value }) => value);
	expect(removable('', {})).toEqual(['Old Sailor', 'Nomad']);
	expect(removable('NO', { server: true })).toEqual(['Nook', 'nomad']);
});
