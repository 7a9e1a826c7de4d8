import type { Finding } from '../../core/doctor/finding.ts';
import { all } from '../../locales/words.ts';
import { numeral, roleName, type Wording } from '../settings/wording.ts';

/** Of channels, roles and models that one finding is about; more are counted. */
const mostNamed = 4;

/** A finding in words; what is to be done about it stands under `doctor.fix.<code>`. */
export const findingWords = (finding: Finding, wording: Wording): string =>
	wording.t(`doctor.finding.${finding.code}`, shown(finding, wording));

/** Undefined for what is fine. */
export const fixWords = (finding: Finding, wording: Wording): string | undefined =>
	finding.level === 'ok' ? undefined : wording.t(`doctor.fix.${finding.code}`, shown(finding, wording));

/** The fields of a finding as people read them. */
function shown(finding: Finding, wording: Wording): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(finding).flatMap(([field, value]): [string, string | number][] => {
			const named = (nameOf: (item: string) => string): [string, string][] => [
				[field, several(value.map(nameOf), wording)],
			];
			switch (field) {
				case 'count':
					return [
						['count', value],
						['number', numeral(value, wording)],
					];
				case 'channel':
					return [[field, `<#${value}>`]];
				case 'channels':
					return named((id) => `<#${id}>`);
				case 'roles':
					return named((id) => roleName(id, wording));
				case 'models':
					return named(code);
				case 'permissions':
					return named((name) => wording.t(`doctor.permission.${name}`));
				case 'at':
					return [[field, `<t:${Math.floor(value / 1000)}:D>`]];
				case 'resetsAt':
				case 'until':
					return [[field, `<t:${Math.ceil(value / 1000)}:R>`]];
				default:
					return [[field, typeof value === 'number' ? numeral(value, wording) : String(value)]];
			}
		}),
	);
}

/** `a, b and c`; `a, b, c, d and 3 more`. */
export function several(items: readonly string[], { t, locale }: Wording): string {
	const count = items.length - mostNamed;
	const named = count > 0 ? [...items.slice(0, mostNamed), t('doctor.more', { count })] : items;
	return all(named, locale);
}

/** A model's name as it is typed; names come from an operator or a settings file, so a backtick may not end the code. */
export const code = (name: string): string => `\`${name.replaceAll('`', "'").slice(0, 60)}\``;
