import type { APIComponentInContainer, APISelectMenuComponent } from 'discord.js';
import type { Settings } from '../../../core/settings.ts';
import { button, row, section, text } from '../../payload.ts';
import type { Field } from '../field.ts';
import { panelId, type View } from '../ids.ts';
import type { Control, FormControl } from '../page.ts';
import type { Wording } from '../wording.ts';

/** Where controls stand, and what they show. */
export interface Stand {
	view: View;
	revision: number;
	settings: Settings;
}

/** A control with its label, its value and what it means. */
export function controlView(control: Control, stand: Stand, wording: Wording): APIComponentInContainer[] {
	if (control.type === 'form') return [formView(control, stand, wording)];
	if (control.type === 'own') return control.view(stand, wording);
	if (control.type === 'switch') return [switchView(control.field, stand, wording)];
	return selectView(control.field, stand, wording);
}

function formView({ name, fields }: FormControl, { view, revision, settings }: Stand, wording: Wording) {
	const { t } = wording;
	const shown = fields.map((field) => ({
		label: t(`settings.label.${field.id}`),
		value: field.kind.show(field.read(settings, view.arg), wording),
	}));
	const title = `**${t(`settings.form.${name}`)}**`;
	// One value needs no list.
	const words =
		shown.length === 1
			? `${title} · ${shown[0]?.value}`
			: [title, ...shown.map((it) => t('settings.panel.value', it))].join('\n');
	return section(words, button(t('settings.button.change'), panelId('form', view, revision, name)));
}

function switchView(field: Field, { view, revision, settings }: Stand, wording: Wording) {
	const { t } = wording;
	const isOn = field.read(settings, view.arg) === true;
	const state = t(isOn ? 'settings.value.on' : 'settings.value.off');
	const words = `**${t(`settings.field.${field.id}`)}** · ${state}\n-# ${t(`settings.hint.${field.id}`)}`;
	// The id says what will be, so that two presses do not take each other back.
	const id = panelId('set', view, revision, field.id, isOn ? 'off' : 'on');
	return section(words, button(t(isOn ? 'settings.button.switchOff' : 'settings.button.switchOn'), id));
}

function selectView(field: Field, { view, revision, settings }: Stand, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const chosen = field.kind.select?.(field.read(settings, view.arg), wording);
	if (!chosen) return [];
	const custom_id = panelId('set', view, revision, field.id);
	return [
		text(`**${t(`settings.field.${field.id}`)}**\n-# ${t(`settings.hint.${field.id}`)}`),
		row({ ...chosen, custom_id } as APISelectMenuComponent),
	];
}
