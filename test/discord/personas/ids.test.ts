import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, longestName, readPersona } from '../../../src/core/personas.ts';
import { type PersonaId, personaId, readPersonaId, tabs } from '../../../src/discord/personas/ids.ts';
import { noon } from '../../core/jobs.ts';

const partsOf = (id: string) => id.split(':').slice(1);
const owner = fc.constantFrom('member', 'server');
/** Of every name that is legal. */
const key = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: longestName })
	.filter((name) => 'persona' in readPersona({ name, perspective: 'x', style: '', shape: '', quality: '' }))
	.map(keyOf);
const draft = fc.uuid();
const ids: fc.Arbitrary<PersonaId> = fc.oneof(
	fc.record({ verb: fc.constantFrom('list', 'turn'), tab: fc.constantFrom(...tabs), page: fc.nat({ max: 99 }) }),
	fc.record({ verb: fc.constant('new'), owner }),
	fc.record({ verb: fc.constantFrom('edit', 'remove', 'removed'), owner, key }),
	fc.record({ verb: fc.constant('fill'), owner, before: fc.constant(null) }),
	fc.record({ verb: fc.constant('fill'), owner, before: fc.record({ key, at: fc.constantFrom(noon, noon * 2) }) }),
	fc.record({ verb: fc.constant('try'), tab: fc.constantFrom(...tabs), key }),
	fc.record({ verb: fc.constant('tried') }),
	fc.record({ verb: fc.constantFrom('again', 'keep', 'retry', 'draw'), draft }),
) as fc.Arbitrary<PersonaId>;

test('whatever is pressed is read back as it was made, within Discord’s limit', () => {
	fc.assert(
		fc.property(ids, (id) => {
			const made = personaId(id);
			expect(made.length).toBeLessThanOrEqual(100);
			expect(readPersonaId(partsOf(made))).toEqual(id);
		}),
	);
	// Lower case can be longer.
	const longest = { verb: 'fill', owner: 'server', before: { key: keyOf('İ'.repeat(32)), at: noon } } as const;
	expect(readPersonaId(partsOf(personaId(longest)))).toEqual(longest);
	expect(personaId(longest).length).toBeLessThanOrEqual(100);
});

test.each(['', 'x', 'list', 'list:member', 'list:member:a', 'list:mine:0', 'list:member:0:0', 'new', 'new:starter'])(
	'%s is none of them',
	(id) => {
		expect(readPersonaId(id.split(':'))).toBeUndefined();
	},
);
test.each([
	'edit:member',
	'edit:member:',
	'fill:member',
	'fill:member:x:',
	'fill:member::a',
	'fill:member:-:a',
	'tried:x',
	'draw:x',
])('%s is none of them either', (id) => {
	expect(readPersonaId(id.split(':'))).toBeUndefined();
});
