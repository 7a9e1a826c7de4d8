import { isDiscordId } from '../../core/settings.ts';
import { pageNames } from './page.ts';
import { categoryAt } from './thresholds.ts';

/**
 * What is shown, as custom ids tell it: nothing of a panel is kept anywhere, so it works after a restart and in every process. `role` has
 * the role's id, `threshold` the place of the category, `setup` the step, `history` the revision that its page begins before; `done` is the answer to a typed command.
 */
export interface View {
	name: ViewName;
	arg?: string;
}

export const viewNames = ['overview', ...pageNames, 'role', 'threshold', 'history', 'setup', 'done'] as const;
export type ViewName = (typeof viewNames)[number];

export const verbs = [
	/** Shows another view. */
	'open',
	/** Stores what was chosen in a select or switched by a button: `rest` is the field, and the value of a button. */
	'set',
	/** Opens a form, and what was filled in. */
	'form',
	'fill',
	/** Opens the page of the role that was chosen; takes away what a role has, or a server's own thresholds. */
	'role',
	'remove',
	/** Opens the form of the category that was chosen. */
	'threshold',
	/** Takes back the entry of the history with this revision. */
	'revert',
	/** Stores what a conflict held back: the draft with this id. */
	'insist',
	'export',
	/** The preview of an import: the draft with this id. */
	'apply',
	'discard',
	/** Deleting all of a server's data: the form, and what was filled in. */
	'forget',
	'forgotten',
] as const;
export type Verb = (typeof verbs)[number];

export interface PanelId {
	verb: Verb;
	view: View;
	/** The revision of the settings that whoever presses was looking at. */
	revision: number;
	rest: readonly string[];
}

export function panelId(verb: Verb, view: View, revision: number, ...rest: readonly (string | number)[]): string {
	return ['settings', verb, view.arg === undefined ? view.name : `${view.name}.${view.arg}`, revision, ...rest].join(
		':',
	);
}

/** From the parts after `settings`. Undefined for anything that Easel did not make. */
export function readPanelId(parts: readonly string[]): PanelId | undefined {
	const [name, place = '', revision = '', ...rest] = parts;
	const verb = verbs.find((it) => it === name);
	const view = readView(place);
	if (!verb || !view || !/^\d{1,9}$/.test(revision)) return undefined;
	return { verb, view, revision: Number(revision), rest };
}

function readView(place: string): View | undefined {
	const [, named, arg] = /^([a-z]+)(?:\.(\d{1,20}))?$/.exec(place) ?? [];
	const name = viewNames.find((it) => it === named);
	if (!name) return undefined;
	if (name === 'role') return arg && isDiscordId(arg) ? { name, arg } : undefined;
	if (name === 'threshold') return arg && categoryAt(arg) ? { name, arg } : undefined;
	if (name === 'setup') return arg && /^[1-4]$/.test(arg) ? { name, arg } : undefined;
	if (name === 'history') return arg === undefined ? { name } : { name, arg };
	return arg === undefined ? { name } : undefined;
}
