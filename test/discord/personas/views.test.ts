import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtIn, type KeptPersona, keyOf, type OwnerKind } from '../../../src/core/personas.ts';
import { personaForm, tryForm } from '../../../src/discord/personas/forms.ts';
import { tabs } from '../../../src/discord/personas/ids.ts';
import { listView } from '../../../src/discord/personas/list-view.ts';
import {
	fullView,
	keptView,
	pictureView,
	removeView,
	takenView,
	thereView,
	wrongView,
} from '../../../src/discord/personas/views.ts';
import { noon, requestOf } from '../../core/jobs.ts';
import { buttonsOf, expectOpenable, expectSendable, textOf } from '../limits.ts';

const draft = '123e4567-e89b-12d3-a456-426614174000';
const signs = '`*_~|[]()<>#@\\';

const personaOf = (kind: OwnerKind, name: string, perspective: string): KeptPersona => ({
	...{ name, perspective, key: keyOf(name), by: '80351110224678912', at: noon },
	defaults: { style: 'vivid', shape: 'landscape', quality: 'standard' },
	owner: { kind, id: '41771983423143937' },
});
const many = (kind: OwnerKind, perspective = 'x') =>
	Array.from({ length: 52 }, (_, n) => personaOf(kind, `İ${'_'.repeat(29)}${n}`, perspective));
const personas = (perspective?: string) => ({
	...builtIn,
	own: many('member', perspective),
	server: many('server', perspective),
});

describe('the list', () => {
	test('fits into a message on every page, whatever personas say', () => {
		for (const perspective of ['x', signs.repeat(70), '水'.repeat(1000)]) {
			for (const tab of tabs) {
				for (const page of [0, 1, 5, 999]) {
					const list = {
						personas: personas(perspective),
						tab,
						page,
						inServer: true,
						isAdmin: true,
						notice: 'x'.repeat(80),
					};
					expectSendable(listView(list, 'en'));
				}
			}
		}
	});

	test('has no tab for a server where there is none, nor for what is hidden', () => {
		const none = { own: [], server: [], starters: [] };
		const view = listView({ personas: none, tab: 'starter', page: 0, inServer: false, isAdmin: false }, 'en');
		expectSendable(view);
		expect(buttonsOf(view)).toEqual(['Mine · 0', 'New one']);
		expect(textOf(view)).toContain('This server shows no built-in personas.');
	});
});

test('every answer fits into a message and formats nothing', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(...signs, 'a', ' ', '水'), maxLength: 1000 }), (words) => {
			const persona = personaOf('server', 'a', words);
			const request = requestOf({ sent: words.repeat(30), persona: words.slice(0, 200), style: 'vivid' });
			const unknown = Array.from({ length: 60 }, () => words);
			for (const view of [
				keptView(persona, 'en'),
				removeView(persona, 'en'),
				thereView({ not: 'changed', found: persona }, { draft, canReplace: true }, 'en'),
				pictureView(request, { draft, priceMicros: 53_070, unknown }, 'en'),
			]) {
				expectSendable(view);
				expect(textOf(view)).not.toMatch(/(?<!\\)[`~|]{2}/);
			}
		}),
		{ numRuns: 100 },
	);
});

test('what is in the way is told with the way back', () => {
	const found = personaOf('member', 'Old Sailor', 'a sailor');
	const replacing = { draft, canReplace: true };
	expect(buttonsOf(thereView({ not: 'exists', found }, replacing, 'en'))).toEqual([
		'Back to the form',
		'Replace it with mine',
	]);
	expect(buttonsOf(thereView({ not: 'gone' }, replacing, 'en'))).toEqual(['Back to the form', 'Keep it again']);
	const other = thereView({ not: 'exists', found }, { draft, canReplace: false }, 'en');
	expect(buttonsOf(other)).toEqual(['Back to the form']);
	expect(textOf(other)).toContain('/persona remove');
	for (const view of [
		wrongView([{ code: 'nameEmpty' }, { code: 'perspectiveTooLong', length: 4000, limit: 1000 }], draft, 'en'),
		takenView('starter', 'noir', draft, 'en'),
		fullView('server', 100, draft, 'en'),
	]) {
		expectSendable(view);
		expect(buttonsOf(view)).toEqual(['Back to the form']);
	}
});

test('a picture that costs nothing has no price on its button', () => {
	const view = pictureView(requestOf(), { draft, priceMicros: 0, unknown: [] }, 'en');
	expect(buttonsOf(view)).toEqual(['Draw', 'Change']);
});

test('the forms are within Discord’s limits, empty and filled in', () => {
	const typed = { name: 'x'.repeat(100), perspective: 'x'.repeat(4000), style: 'vivid', shape: 'wide', quality: 'max' };
	for (const owner of ['member', 'server'] as const) {
		expectOpenable(personaForm({ owner }, 'en'));
		expectOpenable(personaForm({ owner, typed, before: { key: keyOf('İ'.repeat(32)), at: noon } }, 'en'));
	}
	expectOpenable(tryForm({ persona: 'noir' }, 'en'));
	expectOpenable(tryForm({ prompt: 'x'.repeat(6000), persona: 'x'.repeat(200) }, 'en'));
});
