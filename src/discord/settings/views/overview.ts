import type { APIComponentInContainer } from 'discord.js';
import { doctorId } from '../../doctor/ids.ts';
import { button, divider, row, section, text } from '../../payload.ts';
import { panelId } from '../ids.ts';
import { pages } from '../pages/index.ts';
import type { Wording } from '../wording.ts';
import type { Stand } from './controls.ts';

/** Everything at a glance. */
export function overview({ view, revision, settings }: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const open = (name: (typeof pages)[number]['name']) => panelId('open', { name }, revision);
	return [
		text(`## ${t('settings.panel.title')}\n-# ${t('settings.panel.about')}`),
		...(revision === 0 ? [guide(revision, wording)] : []),
		divider,
		...pages.map(({ name, summary }) =>
			section(
				`**${t(`settings.page.${name}`)}**\n${summary(settings, wording)}`,
				button(t('settings.button.change'), open(name)),
			),
		),
		divider,
		row(
			button(t('doctor.check'), doctorId('again')),
			button(t('settings.button.history'), panelId('open', { name: 'history' }, revision)),
			button(t('settings.button.export'), panelId('export', view, revision)),
			button(t('settings.button.forget'), panelId('forget', view, revision), 'danger'),
		),
	];
}

/** While a server has never changed anything. */
const guide = (revision: number, { t }: Wording): APIComponentInContainer =>
	section(
		t('settings.setup.offer'),
		button(t('settings.button.setup'), panelId('open', { name: 'setup', arg: '1' }, revision), 'primary'),
	);
