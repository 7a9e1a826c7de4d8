import { ComponentType } from 'discord.js';
import type { AuditLine } from '../../../core/moderation/books.ts';
import { isDiscordId } from '../../../core/settings.ts';
import { csvWithin } from '../../csv.ts';
import { button, type Payload, payload, row, text } from '../../payload.ts';
import type { Visit } from '../../settings/visit.ts';
import { numeral } from '../../settings/wording.ts';
import { exportId } from './ids.ts';

/** Columns that people's sheets and scripts rely on, in this order: a format, not words. */
export const auditColumns = ['time_utc', 'moderator_id', 'action', 'case', 'member_id', 'why'] as const;

const mostLines = 50_000;
/** Kept free for the message around the file, out of what a request may have. */
const roomForMessage = 64 * 1024;

/** Hands over the audit log as a table, the oldest line first, in a message of its own. `since`: ms. */
export async function exportAudit(visit: Visit, since: number): Promise<void> {
	const { office, reply, guildId, t } = visit;
	await reply.later({ private: true });
	const lines = await office.audit.all(guildId, since, mostLines + 1);
	const mostBytes = reply.reply.attachmentLimit - roomForMessage;
	const csv = csvWithin(auditColumns, cellsOf(lines.slice(0, mostLines)), { mostBytes });
	if (csv.rows === 0) {
		await reply.show(payload('panel', [text(t('moderation.export.nothing'))]));
		return;
	}
	const name = `moderation-${guildId}.csv`;
	const last = lines[csv.rows - 1];
	const next = csv.rows < lines.length ? last?.at : undefined;
	const file = { name, bytes: csv.bytes, type: 'text/csv' };
	await reply.show(exportView({ name, rows: csv.rows, next }, visit), [file]);
}

/** `next`: since when (ms) there is more, where it did not all fit. The last moment comes again, since more than one line may be of it. */
function exportView(
	{ name, rows, next }: { name: string; rows: number; next: number | undefined },
	visit: Visit,
): Payload {
	const { t } = visit;
	const shown = { count: rows, number: numeral(rows, visit) };
	const view = payload('panel', [
		text(t(next === undefined ? 'moderation.export.here' : 'moderation.export.cut', shown)),
		{ type: ComponentType.File, file: { url: `attachment://${name}` } },
		...(next === undefined ? [] : [row(button(t('moderation.export.next'), exportId(next)))]),
	]);
	view.attachments = [{ id: '0', filename: name, description: t('moderation.export.alt') }];
	return view;
}

function* cellsOf(lines: readonly AuditLine[]): Iterable<string[]> {
	for (const { at, by, action, case: number, about, why } of lines) {
		yield [new Date(at).toISOString(), idCell(by), action, number === null ? '' : String(number), idCell(about), why];
	}
}

/** Empty for the bot itself; what stands for a member who is gone is nobody's id. */
const idCell = (id: string | null): string => (id !== null && isDiscordId(id) ? id : '');
