import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { regions, strengths } from '../../src/core/request.ts';
import { editForm, varyForm, wholePicture } from '../../src/discord/forms.ts';
import { readId } from '../../src/discord/ids.ts';
import { jobOf } from '../core/jobs.ts';

const jobId = jobOf().id;
type Form = ReturnType<typeof editForm>;

/** The labelled fields of a form, by the id of what is inside. */
const fieldsOf = (form: Form) =>
	form.components.flatMap((it) =>
		it.type === ComponentType.Label && 'custom_id' in it.component ? [{ ...it.component, label: it.label }] : [],
	);
const idsOf = (form: Form) => fieldsOf(form).map(({ custom_id }) => custom_id);
const optionsOf = (form: Form, id: string) => {
	const field = fieldsOf(form).find(({ custom_id }) => custom_id === id);
	return field && 'options' in field ? (field.options ?? []) : [];
};

describe('the form to edit', () => {
	test('asks what the picture should show, and if one likes where it may change', () => {
		const form = editForm({ customId: `edit-form:${jobId}`, pictures: 1, locale: 'en' });
		expect(readId(form.custom_id)).toEqual({ action: 'edit-form', jobId });
		expect(idsOf(form)).toEqual(['prompt', 'region', 'mask']);
		expect(optionsOf(form, 'region').map(({ value }) => value)).toEqual([wholePicture, ...regions]);
	});

	test('asks which picture only where there are several', () => {
		expect(idsOf(editForm({ customId: `edit-form:${jobId}`, pictures: 3, locale: 'en' }))).toEqual([
			'prompt',
			'picture',
			'region',
			'mask',
		]);
		expect(
			optionsOf(editForm({ customId: `edit-form:${jobId}`, pictures: 3, locale: 'en' }), 'picture').map(
				({ value, label }) => [value, label],
			),
		).toEqual([
			['0', 'Picture 1'],
			['1', 'Picture 2'],
			['2', 'Picture 3'],
		]);
	});
});

describe('the form to vary', () => {
	test('asks which picture, and how far it may go', () => {
		const form = varyForm({ customId: `vary-form:${jobId}`, pictures: 10, locale: 'en' });
		expect(readId(form.custom_id)).toEqual({ action: 'vary-form', jobId });
		expect(idsOf(form)).toEqual(['picture', 'strength']);
		expect(optionsOf(form, 'picture')).toHaveLength(10);
		expect(optionsOf(form, 'strength').map(({ value }) => value)).toEqual([...strengths]);
	});
});

test.each([
	['edit', editForm({ customId: `edit-form:${jobId}`, pictures: 10, micros: 40_000, locale: 'en-US' })],
	['vary', varyForm({ customId: `vary-form:${jobId}`, pictures: 10, micros: 40_000, locale: 'en-US' })],
])('the form to %s is within Discord’s limits, and every select says what it is without a choice', (_, form) => {
	expect(form.title.length).toBeLessThanOrEqual(45);
	expect(form.components.length).toBeLessThanOrEqual(5);
	for (const it of form.components) {
		if (it.type === ComponentType.TextDisplay) {
			// The price is told before anything is sent.
			expect(it.content).toBe('≈ $0.04');
			continue;
		}
		if (it.type !== ComponentType.Label) return expect.fail('a labelled field was expected');
		expect([it.label, it.label.length <= 45]).toEqual([it.label, true]);
		expect((it.description ?? '').length).toBeLessThanOrEqual(100);
		if (it.component.type === ComponentType.TextInput) {
			expect(it.component.placeholder?.length).toBeLessThanOrEqual(100);
			expect(it.component.max_length).toBeLessThanOrEqual(4000);
		}
		if (it.component.type !== ComponentType.StringSelect) continue;
		expect(it.component.options.length).toBeLessThanOrEqual(25);
		expect(it.component.options.filter((option) => option.default)).toHaveLength(1);
		for (const { label } of it.component.options) expect(label.length).toBeLessThanOrEqual(100);
	}
});
