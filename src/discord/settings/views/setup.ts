import type { APIComponentInContainer } from 'discord.js';
import { button, row, text } from '../../payload.ts';
import { panelId } from '../ids.ts';
import type { Control } from '../page.ts';
import { alerts, monthlyBudget } from '../pages/budget.ts';
import { only } from '../pages/channels.ts';
import { pages } from '../pages/index.ts';
import { everyMember } from '../pages/limits.ts';
import type { Wording } from '../wording.ts';
import { controlView, type Stand } from './controls.ts';

/** The steps of the guided set-up: what each asks for, from the parts of the panel. After the last comes the summary. */
const steps: readonly { name: string; controls: readonly Control[] }[] = [
	{ name: 'channels', controls: [only] },
	{ name: 'limits', controls: [everyMember] },
	{ name: 'budget', controls: [monthlyBudget, alerts] },
];

export const stepNames: readonly string[] = steps.map(({ name }) => name);

export function setupView(stand: Stand, wording: Wording): APIComponentInContainer[] {
	const n = Number(stand.view.arg);
	const step = steps[n - 1];
	return step ? stepView(step, n, stand, wording) : doneView(stand, wording);
}

function stepView(
	{ name, controls }: (typeof steps)[number],
	n: number,
	stand: Stand,
	wording: Wording,
): APIComponentInContainer[] {
	const { t } = wording;
	const { revision } = stand;
	const at = (step: number) => panelId('open', { name: 'setup', arg: String(step) }, revision);
	return [
		text(`## ${t(`settings.setup.step.${name}`)}\n-# ${t('settings.setup.progress', { n, all: steps.length })}`),
		...(n === 1 ? [text(t('settings.setup.hello'))] : []),
		...controls.flatMap((control) => controlView(control, stand, wording)),
		row(
			button(t('settings.button.next'), at(n + 1), 'primary'),
			...(n > 1 ? [button(t('settings.button.previous'), at(n - 1))] : []),
			button(t('settings.button.skip'), `${at(steps.length + 1)}:skip`),
		),
	];
}

/** What holds now, and where everything else is. */
function doneView({ revision, settings }: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const lines = steps.flatMap((step) => {
		const page = pages.find(({ name }) => name === step.name);
		return page ? [`**${t(`settings.page.${page.name}`)}**\n${page.summary(settings, wording)}`] : [];
	});
	return [
		text(`## ${t('settings.setup.done')}`),
		...lines.map(text),
		text(`-# ${t('settings.setup.rest')}`),
		row(
			button(t('settings.button.open'), panelId('open', { name: 'overview' }, revision), 'primary'),
			button(t('settings.button.previous'), panelId('open', { name: 'setup', arg: String(steps.length) }, revision)),
		),
	];
}
