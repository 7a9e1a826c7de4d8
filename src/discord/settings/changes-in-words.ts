import type { Change } from '../../core/books.ts';
import { categories, type Threshold } from '../../core/moderation/categories.ts';
import { noRoleAllowance, type RoleAllowance, type Settings } from '../../core/settings.ts';
import type { Difference } from '../../core/settings-change.ts';
import { ago } from '../text.ts';
import { roleIn } from './field.ts';
import { fieldNamed } from './pages/index.ts';
import { roleFields, roleSummary } from './pages/roles.ts';
import { categoryName, thresholdWords } from './thresholds.ts';
import { roleName, type Wording } from './wording.ts';

/** `**Pictures a day, each member:** 10 → 5`, one line for each thing that changed. */
export const differenceLines = (differences: readonly Difference[], wording: Wording): string[] =>
	differences.flatMap((difference) => linesOf(difference, wording));

function linesOf({ path, before, after }: Difference, wording: Wording): string[] {
	const role = roleIn(path);
	if (role !== undefined)
		return roleLines(role, before as RoleAllowance | undefined, after as RoleAllowance | undefined, wording);
	if (path === 'moderation.thresholds') return thresholdLines(before as Thresholds, after as Thresholds, wording);
	const field = fieldNamed(path);
	// Of a version that had more settings than this one.
	if (!field) return [`\`${path}\``];
	const shown = (value: unknown) => field.kind.show(value, wording);
	return [line(wording.t(`settings.field.${field.id}`), shown(before), shown(after), wording)];
}

function roleLines(
	id: string,
	before: RoleAllowance | undefined,
	after: RoleAllowance | undefined,
	wording: Wording,
): string[] {
	const name = roleName(id, wording);
	if (before && !after) {
		return [line(name, roleSummary(before, wording), wording.t('settings.summary.nothing'), wording)];
	}
	const inRole = (allowance = noRoleAllowance) => ({ roles: { [id]: allowance } }) as unknown as Settings;
	return roleFields.flatMap((field) => {
		const [old, young] = [before, after].map((it) => field.kind.show(field.read(inRole(it), id), wording));
		const label = `${name} · ${wording.t(`settings.field.${field.id}`)}`;
		return old === young ? [] : [line(label, old!, young!, wording)];
	});
}

type Thresholds = Settings['moderation']['thresholds'];

/** Only the categories that changed; what has no number of its own follows the preset, whichever that is. */
function thresholdLines(before: Thresholds, after: Thresholds, wording: Wording): string[] {
	const shown = (threshold: Threshold | undefined) =>
		threshold ? thresholdWords(threshold, wording) : wording.t('settings.threshold.asPreset');
	return categories.flatMap((category) => {
		const [old, young] = [shown(before[category]), shown(after[category])];
		return old === young ? [] : [line(categoryName(category, wording), old, young, wording)];
	});
}

const line = (label: string, before: string, after: string, { t }: Wording): string =>
	t('settings.change.line', { label, before, after });

/** `@Ada, 2 minutes ago` and below it what she changed. */
export const changeLines = (changes: readonly Change[], wording: Wording): string[] =>
	changes.flatMap(({ userId, at, differences }) => [
		wording.t('settings.change.by', { who: `<@${userId}>`, when: ago(at) }),
		...differenceLines(differences, wording),
	]);

/** As many of the lines as fit into so many characters, and how many more there are. */
export function within(lines: readonly string[], limit: number, { t }: Wording): string {
	const kept: string[] = [];
	let length = 0;
	for (const [i, it] of lines.entries()) {
		const left = lines.length - i;
		const rest = left > 1 ? t('settings.change.more', { count: left }).length + 1 : 0;
		if (length + it.length + 1 + rest > limit) {
			kept.push(t('settings.change.more', { count: left }));
			break;
		}
		kept.push(it);
		length += it.length + 1;
	}
	return kept.join('\n');
}
