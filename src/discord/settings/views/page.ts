import type { APIComponentInContainer } from 'discord.js';
import { button, row, text } from '../../payload.ts';
import { panelId } from '../ids.ts';
import type { Page } from '../page.ts';
import type { Wording } from '../wording.ts';
import { controlView, type Stand } from './controls.ts';

/** One section of the settings with all that changes it. */
export const pageView = (page: Page, stand: Stand, wording: Wording): APIComponentInContainer[] => [
	heading(page.name, wording),
	...page.controls.flatMap((control) => controlView(control, stand, wording)),
	row(back(stand.revision, wording)),
];

export const heading = (name: Page['name'], { t }: Wording): APIComponentInContainer =>
	text(`## ${t(`settings.page.${name}`)}\n-# ${t(`settings.about.${name}`)}`);

export const back = (revision: number, { t }: Wording) =>
	button(t('settings.button.back'), panelId('open', { name: 'overview' }, revision));
