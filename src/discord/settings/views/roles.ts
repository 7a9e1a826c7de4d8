import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { labelled } from '../../../locales/words.ts';
import { button, row, text } from '../../payload.ts';
import { within } from '../changes-in-words.ts';
import { panelId } from '../ids.ts';
import { roleControls, roleSummary } from '../pages/roles.ts';
import { roleName, type Wording } from '../wording.ts';
import { controlView, type Stand } from './controls.ts';
import { back, heading } from './page.ts';

/** Characters that are left for the list beside everything else: two notices of a thousand each, and their headings. */
const listLimit = 1600;

/** Who has something of their own, and the way to each role. */
export function rolesView({ view, revision, settings }: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const lines = Object.entries(settings.roles).map(
		([id, allowance]) => `- ${labelled(roleName(id, wording), roleSummary(allowance, wording), wording.locale)}`,
	);
	return [
		heading('roles', wording),
		text(lines.length === 0 ? t('settings.summary.noRoles') : within(lines, listLimit, wording)),
		row({
			type: ComponentType.RoleSelect,
			custom_id: panelId('role', view, revision),
			placeholder: t('settings.role.choose'),
		}),
		row(back(revision, wording)),
	];
}

/** What one role adds for its members. */
export function roleView(stand: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const { view, revision, settings } = stand;
	const role = view.arg ?? '';
	const hasSomething = Object.hasOwn(settings.roles, role);
	const remove = button(t('settings.button.removeRole'), panelId('remove', view, revision), 'danger');
	return [
		text(`## ${roleName(role, wording)}\n-# ${t('settings.role.about')}`),
		...roleControls.flatMap((control) => controlView(control, stand, wording)),
		row(
			button(t('settings.button.back'), panelId('open', { name: 'roles' }, revision)),
			...(hasSomething ? [remove] : []),
		),
	];
}
