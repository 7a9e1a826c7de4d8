import { wordsFor } from '../../locales/words.ts';
import type { Office } from '../office.ts';
import type { Reply } from '../reply.ts';
import { staleView } from '../views/notice.ts';
import { chartOf, chartWords } from './chart.ts';
import { csvOf } from './csv.ts';
import { datesOf, monthName } from './dates.ts';
import { meView } from './me-view.ts';
import { type ServerUsage, usageOf } from './server.ts';
import { type ServerFiles, serverView } from './server-view.ts';

interface Visit {
	reply: Reply;
	office: Office;
	locale: string;
}

/** Shows members their own usage, as the answer to come. */
export async function showMe({ reply, office, locale }: Visit): Promise<void> {
	const { asker, roleIds, rights } = reply;
	const { guildId, userId } = asker;
	const standing = await office.standing({ guildId, roleIds }, userId);
	// The commands are not offered in direct messages.
	if (guildId === null || !standing) return reply.instead(staleView(locale));
	await reply.show(meView(standing, { locale, guildId, managesServer: rights.manageServer }));
}

/** Shows a month of the server: this one, or the one that was asked for. */
export async function showServer({ reply, office, locale }: Visit, month?: string): Promise<void> {
	const { guildId } = reply.asker;
	const usage = guildId === null ? undefined : await usageOf(guildId, month, office);
	if (!usage) return reply.instead(staleView(locale));
	const files = await filesOf(usage, { reply, office, locale });
	const attached = [files.chart, files.csv].flatMap((it) => (it ? [it.file] : []));
	await reply.show(serverView(usage, files, locale), attached);
}

/** Kept free for the chart, out of what a message's files may have. */
const roomForChart = 1024 * 1024;

async function filesOf(usage: ServerUsage, { reply, office, locale }: Visit): Promise<ServerFiles> {
	const { report, lines, days, id, timeZone } = usage;
	const isBlank = report.total.images === 0 && report.refused.length === 0;
	const mostBytes = reply.reply.attachmentLimit - roomForChart;
	const csv = csvOf(lines, { days, dates: datesOf(days, id, timeZone), mostBytes });
	return {
		...(isBlank
			? {}
			: {
					chart: {
						file: { name: `usage-${id}.png`, type: 'image/png', bytes: await office.chart(chartOf(usage, locale)) },
						description: chartWords(usage, locale),
					},
				}),
		...(csv.rows === 0
			? {}
			: {
					csv: {
						file: { name: `usage-${id}.csv`, type: 'text/csv', bytes: csv.bytes },
						rows: csv.rows,
						description: wordsFor(locale)('usage.server.csvAlt', { month: monthName(usage.month, timeZone, locale) }),
					},
				}),
	};
}
