import { expect, test } from 'vitest';
import { mayDraw } from '../../src/core/policy.ts';
import { jobOf, requestOf } from './jobs.ts';

const offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'dall-e-3'] };
const { asker, reply } = jobOf();
const asking = (canAttach = true) => ({ asker, reply, place: { canAttach } });

test('what is offered may be drawn where pictures can be attached', () => {
	expect(mayDraw(requestOf({ model: 'dall-e-3' }), asking(), offer)).toBeUndefined();
});

test('a model that was withdrawn since is refused with those that are left', () => {
	expect(mayDraw(requestOf({ model: 'gpt-image-1.5' }), asking(), offer)).toEqual({
		code: 'modelNotOffered',
		model: 'gpt-image-1.5',
		offered: ['gpt-image-2', 'dall-e-3'],
	});
});

test('a channel without Attach Files is said before anything is paid', () => {
	expect(mayDraw(requestOf({ model: 'gpt-image-2' }), asking(false), offer)).toEqual({ code: 'cannotAttach' });
});
