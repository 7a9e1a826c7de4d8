import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { payload, text } from '../payload.ts';
import { fieldsOf, type Press } from '../press.ts';
import { type PanelId, panelId } from './ids.ts';
import { asTyped } from './mistakes.ts';
import { plainNotice } from './notices.ts';
import { show } from './show.ts';
import type { Visit } from './visit.ts';
import type { Wording } from './wording.ts';

const field = 'word';

/** Deleting cannot be taken back, so a word has to be typed. */
export function forgetModal({ view, revision }: PanelId, { t }: Wording): APIModalInteractionResponseCallbackData {
	const word = t('settings.forget.word');
	return {
		custom_id: panelId('forgotten', view, revision),
		title: t('settings.forget.title'),
		components: [
			{ type: ComponentType.TextDisplay, content: t('settings.forget.about') },
			{
				type: ComponentType.Label,
				label: t('settings.forget.label', { word }),
				component: {
					type: ComponentType.TextInput,
					custom_id: field,
					style: TextInputStyle.Short,
					required: true,
					max_length: 40,
					placeholder: word,
				},
			},
		],
	};
}

export async function forget(visit: Visit, { view }: PanelId, press: Press): Promise<void> {
	const { office, guildId, reply, t } = visit;
	const typed = (fieldsOf(press)[field] ?? '').trim();
	const word = t('settings.forget.word');
	await reply.noted();
	if (typed.toLowerCase() !== word.toLowerCase()) {
		const kept = await office.settings.read(guildId);
		return show(visit, view, kept, plainNotice(t('settings.forget.unconfirmed', { typed: asTyped(typed), word })));
	}
	const count = await office.guilds.forget(guildId);
	await reply.show(
		payload('notice', [text(`## ${t('settings.forget.done')}\n${t('settings.forget.what', { count })}`)]),
	);
}
