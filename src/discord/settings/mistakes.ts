import { largest } from '../../core/settings.ts';
import { isContradiction, type Mistake } from '../../core/settings-change.ts';
import { shorten } from '../text.ts';
import type { Field } from './field.ts';
import { fieldNamed } from './pages/index.ts';
import { roleFields } from './pages/roles.ts';
import type { Wording } from './wording.ts';

/** The one place that words why a setting cannot be so. */

/** As code in a sentence, where only a backtick has a meaning. */
export const asTyped = (text: string): string => shorten(text.replaceAll('`', "'").replace(/\s+/g, ' '), 80) || ' ';

/** `name` as whoever typed it knows it: an option, or the label of a text field. */
export const wrongValue = (name: string, typed: string, field: Field, wording: Wording): string =>
	wording.t('settings.wrong.value', { name, typed: asTyped(typed), right: field.kind.right(wording, 'typed') });

/** What a file says wrong, with what would be right. An item of a list is told with the whole list. */
export function wrongInFile({ path, kind }: Mistake, raw: unknown, wording: Wording): string {
	const { t } = wording;
	const told = fieldAt(path) ? path.replace(/\.\d{1,4}$/, '') : path;
	const shown = ['settings', ...(told === '' ? [] : [asTyped(told)])].join('.');
	if (isContradiction(kind)) return t('settings.wrong.inFile', { path: shown, why: t(`settings.wrong.${kind}`) });
	if (kind === 'unknown') return t('settings.wrong.unknown', { path: shown });
	const right = rightAt(path, wording);
	if (kind === 'missing') return t('settings.wrong.missing', { path: shown, right });
	return t('settings.wrong.found', { path: shown, found: asTyped(JSON.stringify(valueAt(raw, told)) ?? ''), right });
}

function valueAt(raw: unknown, path: string): unknown {
	if (path === '') return raw;
	const inside = (value: unknown, key: string) =>
		typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
	return path.split('.').reduce(inside, raw);
}

/** What cannot be stored although every value was right by itself, or was no longer when it came to it. */
export function wrongTogether(mistakes: readonly Mistake[], wording: Wording): string[] {
	const { t } = wording;
	return mistakes.map(({ path, kind }) => {
		if (isContradiction(kind)) return t(`settings.wrong.${kind}`);
		const field = fieldAt(path);
		const name = field ? t(`settings.field.${field.id}`) : path;
		return t('settings.wrong.now', { name, right: rightAt(path, wording) });
	});
}

const fieldAt = (path: string): Field | undefined => {
	const [section, name, part] = path.split('.');
	if (section === 'roles') return roleFields.find(({ id }) => id === `role.${part}`);
	return fieldNamed(`${section}.${name}`);
};

function rightAt(path: string, wording: Wording): string {
	const { t } = wording;
	const field = fieldAt(path);
	if (field) return field.kind.right(wording, 'file');
	const [section, role] = path.split('.');
	if (section === 'roles') return role ? t('settings.right.role') : t('settings.right.roles', { most: largest.roles });
	return t('settings.right.section');
}
