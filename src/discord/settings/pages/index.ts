import type { Field } from '../field.ts';
import { type Control, type FormControl, fieldsOf, type Page } from '../page.ts';
import { thresholdForm } from '../thresholds.ts';
import { budget } from './budget.ts';
import { channels } from './channels.ts';
import { limits } from './limits.ts';
import { look } from './look.ts';
import { models } from './models.ts';
import { moderation } from './moderation.ts';
import { roleControls, roles } from './roles.ts';
import { safety } from './safety.ts';

/** The sections of the panel in their order. A new setting goes into one of these files, and into core/settings.ts. */
export const pages: readonly Page[] = [models, limits, budget, channels, roles, safety, moderation, look];

const controls: readonly Control[] = [...pages.flatMap((page) => page.controls), ...roleControls, thresholdForm];

export const fields: readonly Field[] = fieldsOf(controls);
export const fieldNamed = (id: string): Field | undefined => fields.find((field) => field.id === id);

export const forms: readonly FormControl[] = controls.flatMap((control) => {
	if (control.type === 'form') return [control];
	return control.type === 'select' && control.another ? [control.another.form] : [];
});
export const formNamed = (name: string): FormControl | undefined => forms.find((form) => form.name === name);

/** The form that opens when this value of a field's select is chosen. */
export function formInstead(field: Field, value: string | undefined): FormControl | undefined {
	for (const control of controls) {
		if (control.type !== 'select' || control.field !== field || !control.another) continue;
		if (control.another.value === value) return control.another.form;
	}
	return undefined;
}
