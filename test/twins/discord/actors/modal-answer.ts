import { contentTypeOf } from '../cdn/content-types.ts';
import type { TwinState } from '../state.ts';
import type { Fields, FieldValue, ModalData } from '../types.ts';
import { refuse } from './refusal.ts';
import { fitsFileTypes, type Resolved, uploadOf } from './resolved.ts';

interface Field {
	type: number;
	id: number;
	custom_id: string;
	label?: string;
	required?: boolean;
	value?: string;
	min_length?: number;
	max_length?: number;
	min_values?: number;
	max_values?: number;
	default?: boolean;
	channel_types?: number[];
	default_values?: { id: string }[];
	options?: { label: string; value: string; default?: boolean }[];
	file_types?: string[];
}

interface TopLevel {
	type: number;
	id: number;
	label?: string;
	component?: Field;
	components?: Field[];
}

type Sent = Record<string, unknown>;

/** The `components` of a modal submit as a member's client sends them; refuses what a client would not send. */
export function modalAnswer(state: TwinState, modal: ModalData, fields: Fields, resolved: Resolved): Sent[] {
	const unused = new Set(Object.keys(fields));
	const take = ({ custom_id, label }: Field, outerLabel = label): FieldValue | undefined => {
		for (const name of [custom_id, outerLabel]) {
			if (name === undefined || fields[name] === undefined) continue;
			unused.delete(name);
			return fields[name];
		}
		return undefined;
	};

	const sent = (modal.components as unknown as TopLevel[]).map(({ type, id, label, component, components }): Sent => {
		if (type === 10) return { type, id };
		if (component) return { type, id, component: answer(state, component, take(component, label), resolved) };
		return { type, id, components: (components ?? []).map((input) => answer(state, input, take(input), resolved)) };
	});
	for (const name of unused) refuse(`the modal has no field ${name}`);
	return sent;
}

function answer(state: TwinState, field: Field, given: FieldValue | undefined, resolved: Resolved): Sent {
	const { type, id, custom_id } = field;
	const base = { type, id, custom_id };
	if (type === 4) return { ...base, value: textOf(field, given) };
	if (type === 23) return { ...base, value: given === undefined ? field.default === true : given === true };
	if (type === 21) return { ...base, value: listOf(field, given)[0] ?? null };
	if (type === 19) return { ...base, values: filesOf(state, field, given, resolved) };
	return { ...base, values: valuesOf(field, listOf(field, given), resolved) };
}

function valuesOf({ type, custom_id, channel_types }: Field, given: string[], resolved: Resolved): string[] {
	const resolvers: Record<number, (value: string) => string> = {
		5: resolved.user,
		6: resolved.role,
		7: resolved.mentionable,
		8: (value) => resolved.channel(value, channel_types),
	};
	const values = given.map((value) => resolvers[type]?.(value) ?? value);
	if (new Set(values).size < values.length) refuse(`${custom_id} takes each value once`);
	return values;
}

function textOf(field: Field, given: FieldValue | undefined): string {
	const text = given ?? field.value ?? '';
	if (typeof text !== 'string') return refuse(`${field.custom_id} is a text`);
	if (text === '' && field.required === false) return text;
	const { min_length: min = 0, max_length: max = 4000 } = field;
	if (text === '') refuse(`${field.custom_id} is required`);
	if (text.length < min || text.length > max) refuse(`${field.custom_id} must have ${min} to ${max} characters`);
	return text;
}

/** The values of selects, radio groups and checkbox groups; what was preselected counts when nothing was given. */
function listOf(field: Field, given: FieldValue | undefined): string[] {
	const preselected = [
		...(field.options ?? []).filter((option) => option.default).map((option) => option.value),
		...(field.default_values ?? []).map((one) => one.id),
	];
	const wanted = given === undefined ? preselected : typeof given === 'string' ? [given] : given;
	if (!Array.isArray(wanted) || !wanted.every((one) => typeof one === 'string'))
		return refuse(`${field.custom_id} is a choice`);
	const values = wanted.map((one) => optionOf(field, one));
	checkCount(field, values.length, field.type === 22 ? (field.options?.length ?? 1) : 1);
	return values;
}

function optionOf(field: Field, wanted: string): string {
	if (!field.options) return wanted;
	const option = field.options.find((one) => one.value === wanted || one.label === wanted);
	return option?.value ?? refuse(`${field.custom_id} has no option ${wanted}`);
}

function filesOf(state: TwinState, field: Field, given: FieldValue | undefined, resolved: Resolved): string[] {
	const wanted = given ?? [];
	if (!Array.isArray(wanted)) return refuse(`${field.custom_id} takes files`);
	checkCount(field, wanted.length, 1);
	return wanted.map((one) => {
		const upload =
			(typeof one === 'string' ? undefined : uploadOf(state, one)) ?? refuse(`${field.custom_id} takes files`);
		const type = upload.type ?? contentTypeOf(upload.name);
		if (!fitsFileTypes(upload.name, type, field.file_types ?? []))
			refuse(`${field.custom_id} does not take ${upload.name}`);
		return resolved.attachment(upload);
	});
}

function checkCount(field: Field, count: number, defaultMax: number) {
	if (count === 0) {
		if (field.required !== false && field.min_values !== 0) refuse(`${field.custom_id} is required`);
		return;
	}
	const { min_values: min = 1, max_values: max = defaultMax } = field;
	if (count < min || count > max) refuse(`${field.custom_id} takes ${min} to ${max}`);
}
