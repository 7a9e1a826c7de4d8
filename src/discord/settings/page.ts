import type { APIComponentInContainer } from 'discord.js';
import type { Settings } from '../../core/settings.ts';
import type { Field } from './field.ts';
import type { Stand } from './views/controls.ts';
import { capitalised, type Wording } from './wording.ts';

/** A section of the panel as data: which settings it has, how each is changed, and what the overview says of them. */
export interface Page {
	name: PageName;
	controls: readonly Control[];
	/** Its values in a line. */
	summary(settings: Settings, wording: Wording): string;
}

export const pageNames = ['models', 'limits', 'budget', 'channels', 'roles', 'safety', 'moderation', 'look'] as const;
export type PageName = (typeof pageNames)[number];

export type Control =
	/** One to five text fields, in a form that a button opens. */
	| FormControl
	/** `another`: the form that opens instead when this value is chosen. */
	| { type: 'select'; field: Field; another?: { value: string; form: FormControl } }
	/** A button that switches between on and off. */
	| { type: 'switch'; field: Field }
	/** A setting that no one control can show. */
	| { type: 'own'; field: Field; view(stand: Stand, wording: Wording): APIComponentInContainer[] };

export interface FormControl {
	type: 'form';
	/** In custom ids, and what its title is found by. */
	name: string;
	fields: readonly Field[];
	/** What the values belong to, where the form is one for many; `arg`: of the view that it stands on. */
	about?(arg: string | undefined, wording: Wording): string | undefined;
}

export const form = (name: string, fields: readonly Field[]): FormControl => ({ type: 'form', name, fields });
export const select = (field: Field): Control => ({ type: 'select', field });
export const toggle = (field: Field): Control => ({ type: 'switch', field });

export const fieldsOf = (controls: readonly Control[]): Field[] =>
	controls.flatMap((control) => (control.type === 'form' ? control.fields : [control.field]));

/** The parts of a summary that have something to say. */
export const dotted = (parts: readonly (string | undefined)[], { locale }: Wording): string =>
	capitalised(parts.filter((part) => part !== undefined && part !== '').join(' · '), locale);
