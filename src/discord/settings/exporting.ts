import { ComponentType } from 'discord.js';
import { payload, text } from '../payload.ts';
import { exportName, exportText } from './exchange.ts';
import type { Visit } from './visit.ts';

/** Hands over all of a server's settings as a file, privately. */
export async function exportSettings({ office, reply, guildId, now, t }: Visit): Promise<void> {
	await reply.later({ private: true });
	const { settings } = await office.settings.read(guildId);
	const name = exportName(guildId);
	const file = { name, bytes: Buffer.from(exportText(settings, guildId, now)), type: 'application/json' };
	const message = payload('panel', [
		text(t('settings.export.here')),
		{ type: ComponentType.File, file: { url: `attachment://${name}` } },
	]);
	message.attachments = [{ id: '0', filename: name }];
	await reply.show(message, [file]);
}
