import type { Job } from '../../../core/job.ts';
import type { AuditEntry } from '../../../core/moderation/books.ts';
import type { Case } from '../../../core/moderation/case.ts';
import { isDiscordId } from '../../../core/settings.ts';
import { labelled } from '../../../locales/words.ts';
import type { Wording } from '../../settings/wording.ts';
import { ago, escapeWithin } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { mostReports } from '../views/card.ts';
import { postOf } from '../views/controls.ts';

const longestWhy = 300;

export interface Told {
	shown: Case;
	/** What its job was made from, the nearest first. */
	ancestors: readonly Job[];
	/** Oldest first. */
	audit: readonly AuditEntry[];
}

/** What a card does not tell: every report, where the picture comes from, and every line of the audit log, each with its heading. */
export function storyLines({ shown, ancestors, audit }: Told, wording: Wording): string[] {
	const { t } = wording;
	const part = (title: string, lines: readonly string[]) => (lines.length > 0 ? [`**${t(title)}**`, ...lines] : []);
	// The card has room for the latest ones.
	const reports = shown.reports.length > mostReports ? shown.reports : [];
	return [
		...part(
			'moderation.story.reports',
			reports.map((it) => reportWords(it, wording)),
		),
		...part(
			'moderation.story.lineage',
			ancestors.map((it) => ancestorWords(it, wording)),
		),
		...part(
			'moderation.story.audit',
			audit.map((it) => auditWords(it, wording)),
		),
	];
}

function reportWords({ userId, at, text }: Case['reports'][number], { locale }: Wording): string {
	const told = joined([ago(at), who(userId)], locale);
	return `- ${text.trim() === '' ? told : labelled(told, inLine(text), locale)}`;
}

/** Nobody flagged these: their words are nobody's to read here who cannot see the post. */
function ancestorWords(job: Job, { t, locale }: Wording): string {
	const [url] = postOf(job);
	const post = url ? `[${t('moderation.story.post')}](${url})` : '';
	return `- ${joined([t(`moderation.story.made.${job.request.action}`), who(job.asker.userId), ago(job.createdAt), post], locale)}`;
}

/** `2 minutes ago · @Max · refused: not here`. */
export function auditWords({ at, by, action, why }: AuditEntry, { t, locale }: Wording): string {
	const told = joined(
		[ago(at), by === null ? t('moderation.story.bot') : who(by), t(`moderation.audit.${action}`)],
		locale,
	);
	return `- ${why.trim() === '' ? told : labelled(told, inLine(why), locale)}`;
}

const inLine = (text: string): string => escapeWithin(text.replace(/\s+/g, ' ').trim(), longestWhy);

/** What stands for somebody whose data was deleted is nobody's id. */
const who = (id: string): string => (isDiscordId(id) ? `<@${id}>` : '—');
