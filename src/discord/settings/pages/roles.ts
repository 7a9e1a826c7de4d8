import { largest, priorities, type RoleAllowance } from '../../../core/settings.ts';
import { type Field, roleField } from '../field.ts';
import { oneOf } from '../kinds/choices.ts';
import { count } from '../kinds/numbers.ts';
import { type Control, dotted, form, type Page, select } from '../page.ts';
import { listed, numeral, roleName, type Wording } from '../wording.ts';
import { modelList, qualityList } from './models.ts';

const priorityKind = oneOf(priorities, (name, { t }) => ({
	label: t(`settings.priority.${name}`),
	about: t(`settings.priorityHint.${name}`),
}));

const likeEverybody = ({ t }: Wording): string => t('settings.value.likeEverybody');
const images = count({ min: 0, max: largest.images, none: null, empty: likeEverybody });

const imagesPerDay = roleField('imagesPerDay', images, 'role_day');
const priority = roleField('priority', priorityKind, 'role_priority');
const qualities = roleField('qualities', qualityList(likeEverybody), 'role_qualities');
const models = roleField('models', modelList(likeEverybody), 'role_models');

/** In the order in which a role's page shows them. */
export const roleFields: readonly Field[] = [imagesPerDay, priority, qualities, models];

/** What a role's own page changes. */
export const roleControls: readonly Control[] = [
	form('role', [imagesPerDay]),
	select(priority),
	select(qualities),
	select(models),
];

/** The page itself has no settings, only the way to each role's. */
export const roles: Page = {
	name: 'roles',
	controls: [],
	summary({ roles: all }, wording) {
		const ids = Object.keys(all);
		if (ids.length === 0) return wording.t('settings.summary.noRoles');
		const names = listed(
			ids.map((id) => roleName(id, wording)),
			wording,
		);
		return wording.t('settings.summary.roles', { count: ids.length, roles: names });
	},
};

/** `20 pictures a day · goes first · low, medium`. */
export function roleSummary(it: RoleAllowance, wording: Wording): string {
	const { t } = wording;
	const said = dotted(
		[
			it.imagesPerDay === null
				? undefined
				: t('settings.summary.roleDay', { count: it.imagesPerDay, number: numeral(it.imagesPerDay, wording) }),
			it.priority === 'high' ? t('settings.priority.high') : undefined,
			it.qualities === null ? undefined : qualities.kind.show(it.qualities, wording),
			it.models === null ? undefined : models.kind.show(it.models, wording),
		],
		wording,
	);
	return said || t('settings.summary.nothing');
}
