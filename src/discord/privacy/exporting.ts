import { fileLimit } from '../../core/files.ts';
import type { CommandContext } from '../command.ts';
import { jsonFiles } from './files.ts';
import { recordOf } from './record.ts';
import { exportView } from './views.ts';

/** Hands over all that is kept of whoever asks, privately; in as many files as Discord's limit for one makes of it. */
export async function exportMine({ reply, office, locale }: Pick<CommandContext, 'reply' | 'office' | 'locale'>) {
	await reply.later({ private: true });
	const { userId } = reply.asker;
	const record = recordOf(await office.privacy.exportMember(userId));
	const head = { member: userId, exportedAt: new Date(office.clock.now()).toISOString() };
	const parts = await jsonFiles(head, record, fileLimit(reply.reply.attachmentLimit, 1));
	for (const [i, bytes] of parts.entries()) {
		const name = parts.length > 1 ? `easel-privacy-${i + 1}.json` : 'easel-privacy.json';
		const file = { name, bytes, type: 'application/json' };
		const view = exportView({ name, part: i + 1, parts: parts.length }, record.jobs?.length ?? 0, locale);
		if (i === 0) await reply.show(view, [file]);
		else await office.api.whisper(reply.reply, view, [file]);
	}
}
