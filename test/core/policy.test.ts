import { describe, expect, test } from 'vitest';
import { allowanceOf, offerUnder } from '../../src/core/allowance.ts';
import { mayDraw } from '../../src/core/policy.ts';
import type { Asking } from '../../src/core/ports.ts';
import type { Refusal } from '../../src/core/refusal.ts';
import type { ImageRequest } from '../../src/core/request.ts';
import type { Rules } from '../../src/core/rules.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { jobOf, requestOf } from './jobs.ts';
import { artist, channelId, guildId, operator, roleOf, settingsOf } from './servers.ts';

const { asker, reply } = jobOf();
const parentId = '41771983423143900';
const elsewhere = '41771983423143901';

const inMessages: Rules = { operatorMicrosPerDay: null, directImagesPerDay: null, server: undefined, offer: operator };

function rulesUnder(patch: Patch, roleIds: readonly string[] = []): Rules {
	const settings = settingsOf(patch);
	const allowance = allowanceOf(settings, { guildId, roleIds }, operator);
	return {
		operatorMicrosPerDay: null,
		directImagesPerDay: null,
		server: { settings, allowance },
		offer: offerUnder(allowance, settings, operator),
	};
}

const inChannel: Asking['place'] = { canAttach: true };
const inThread: Asking['place'] = { canAttach: true, parentId };

/** What there is against this request under these settings. */
const objection = (patch: Patch, change: Partial<ImageRequest> = {}, place = inChannel): Refusal | undefined =>
	mayDraw(requestOf(change), { asker, reply, place, roleIds: [] }, rulesUnder(patch));

test('what is offered may be drawn where pictures can be attached', () => {
	expect(objection({}, { model: 'dall-e-3', quality: 'hd' })).toBeUndefined();
	expect(mayDraw(requestOf(), { asker, reply, place: inChannel, roleIds: [] }, inMessages)).toBeUndefined();
});

test('a channel without Attach Files is said before anything is paid', () => {
	expect(objection({}, {}, { canAttach: false })).toEqual({ code: 'cannotAttach' });
});

describe('a channel', () => {
	test('is allowed when it is on the list of those that are, or there is no list', () => {
		expect(objection({ 'channels.only': [elsewhere, channelId] })).toBeUndefined();
		expect(objection({ 'channels.only': [elsewhere] })).toEqual({ code: 'channelNotAllowed', channels: [elsewhere] });
	});

	test('that is forbidden stays so when it is allowed too', () => {
		expect(objection({ 'channels.never': [elsewhere] })).toBeUndefined();
		expect(objection({ 'channels.never': [channelId] })).toEqual({ code: 'channelNotAllowed', channels: [] });
		const both = { 'channels.never': [channelId], 'channels.only': [channelId, elsewhere] };
		expect(objection(both)).toMatchObject({ code: 'channelNotAllowed' });
	});

	test('decides for its threads', () => {
		expect(objection({ 'channels.only': [parentId] }, {}, inThread)).toBeUndefined();
		expect(objection({ 'channels.only': [parentId] })).toMatchObject({ code: 'channelNotAllowed' });
		expect(objection({ 'channels.never': [parentId] }, {}, inThread)).toMatchObject({ code: 'channelNotAllowed' });
		expect(objection({ 'channels.never': [parentId] })).toBeUndefined();
	});

	test('that is forbidden cannot be reached by a thread that is allowed by itself', () => {
		const patch = { 'channels.only': [channelId], 'channels.never': [parentId] };
		expect(objection(patch, {}, inThread)).toMatchObject({ code: 'channelNotAllowed' });
	});
});

test('a server that was paused draws nothing, whatever is asked for and wherever', () => {
	const patch = { 'moderation.paused': true };
	expect(objection(patch)).toEqual({ code: 'serverPaused' });
	expect(objection({ ...patch, 'channels.never': [channelId] }, { private: true }, inThread)).toEqual({
		code: 'serverPaused',
	});
	expect(objection({ 'moderation.paused': false })).toBeUndefined();
	expect(mayDraw(requestOf(), { asker, reply, place: inChannel, roleIds: [] }, inMessages)).toBeUndefined();
});

test('a private result is for servers that allow it', () => {
	const refusal = { code: 'privateNotAllowed' };
	expect(objection({ 'safety.privateResults': false }, { private: true })).toEqual(refusal);
	expect(objection({ 'safety.privateResults': false }, { private: false })).toBeUndefined();
	expect(objection({ 'safety.privateResults': true }, { private: true })).toBeUndefined();
});

describe('a model', () => {
	test('that was withdrawn since is refused with those that are left', () => {
		const refusal = { code: 'modelNotOffered', model: 'gpt-image-1.5', offered: operator.models };
		expect(objection({}, { model: 'gpt-image-1.5' })).toEqual(refusal);
	});

	test('that the server or the member’s role does not allow is refused', () => {
		const patch = { 'models.allowed': ['gpt-image-2', 'dall-e-3'] };
		expect(objection(patch, { model: 'gpt-image-2' })).toBeUndefined();
		expect(objection(patch)).toMatchObject({ code: 'modelNotOffered', offered: ['gpt-image-2', 'dall-e-3'] });
		const rules = rulesUnder({ [`roles.${artist}`]: roleOf({ models: ['dall-e-3'] }) }, [artist]);
		const asking = { asker, reply, place: inChannel, roleIds: [artist] };
		expect(mayDraw(requestOf(), asking, rules)).toMatchObject({ code: 'modelNotOffered', offered: ['dall-e-3'] });
	});

	test('may be left for nobody, and then that is all there is to say', () => {
		const patch = { 'models.allowed': ['gpt-image-1.5'], 'channels.never': [channelId] };
		expect(objection(patch)).toEqual({ code: 'noModelAllowed' });
	});
});

describe('a quality', () => {
	test('that is not allowed is refused with those of the model that are', () => {
		const patch = { 'models.qualities': ['hd', 'medium', 'low'] };
		expect(objection(patch, { quality: 'medium' })).toBeUndefined();
		expect(objection(patch, { quality: 'high' })).toEqual({
			code: 'qualityNotAllowed',
			quality: 'high',
			model: 'gpt-image-2.5-flare',
			allowed: ['low', 'medium'],
		});
		expect(objection(patch, { model: 'dall-e-3', quality: 'hd' })).toBeUndefined();
		expect(objection(patch, { model: 'dall-e-3', quality: 'standard' })).toMatchObject({ allowed: ['hd'] });
	});

	test('is no question for a model without any', () => {
		expect(objection({ 'models.qualities': ['low'] }, { quality: null })).toBeUndefined();
	});

	test('may be left for nobody', () => {
		const patch = { 'models.qualities': ['hd'] };
		expect(objection(patch)).toMatchObject({ code: 'qualityNotAllowed', allowed: [] });
	});
});

test('more pictures at once than the server allows are refused', () => {
	const patch = { 'models.largestCount': 4 };
	expect(objection(patch, { count: 4, calls: [4] })).toBeUndefined();
	expect(objection(patch, { count: 5, calls: [5] })).toEqual({ code: 'countNotAllowed', count: 5, limit: 4 });
	expect(objection(patch, { action: 'edit', endpoint: 'edits', count: 5, calls: [5] })).toMatchObject({ limit: 4 });
});

describe('a shape', () => {
	const patch = { 'models.shapes': ['portrait', 'wide'] };
	const refusal = { code: 'shapeNotAllowed', allowed: ['portrait', 'wide'] };

	test.each([
		['portrait', 1024, 1536, undefined],
		['wide', 1536, 864, undefined],
		['square', 1024, 1024, refusal],
		['landscape', 1536, 1024, refusal],
		['lower than any with a name', 1024, 1520, refusal],
		['wider than any with a name', 1040, 1536, refusal],
		['wide, and larger', 3072, 1728, refusal],
	])('by name or typed is the same: %s (%ix%i)', (_, width, height, expected) => {
		expect(objection(patch, { size: { width, height } })).toEqual(expected);
	});

	test('is measured by the model: for some, wide and landscape are one', () => {
		const landscape = { 'models.shapes': ['landscape'] };
		const size = { width: 1792, height: 1024 };
		expect(objection(landscape, { model: 'dall-e-3', quality: 'hd', size })).toBeUndefined();
		expect(objection(patch, { model: 'dall-e-3', quality: 'hd', size })).toBeUndefined();
		expect(objection(landscape, { size: { width: 1536, height: 864 } })).toMatchObject({ code: 'shapeNotAllowed' });
	});

	test.each(['edit', 'vary'] as const)('is kept by %s, whatever it is', (action) => {
		expect(objection(patch, { action, endpoint: 'edits' })).toBeUndefined();
	});

	test('is free where the server has no list', () => {
		expect(objection({}, { size: { width: 1024, height: 1520 } })).toBeUndefined();
	});
});

test('what is wrong with the place is said before what is wrong with the request', () => {
	const patch = { 'channels.never': [channelId], 'models.largestCount': 1, 'models.qualities': ['low'] };
	expect(objection(patch, { count: 2, calls: [2] }, { canAttach: false })).toMatchObject({ code: 'channelNotAllowed' });
	const { 'channels.never': _, ...rest } = patch;
	expect(objection(rest, { count: 2, calls: [2] })).toMatchObject({ code: 'qualityNotAllowed' });
	expect(objection(rest, { count: 2, calls: [2], quality: 'low' }, { canAttach: false })).toMatchObject({
		code: 'countNotAllowed',
	});
});
