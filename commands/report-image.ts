import { Refused } from '../src/core/refusal.ts';
import type { Command } from '../src/discord/command.ts';
import { readReportId, reportId } from '../src/discord/moderation/report-id.ts';
import { reportForm, takeReport } from '../src/discord/moderation/reporting.ts';
import { staleView } from '../src/discord/views/notice.ts';

export default {
	data: { name: 'report-image', type: 'message' },
	/** The form is opened at once: everything it needs stands in the message. */
	async run({ target, reply, locale }) {
		if (!target?.jobId) throw new Refused({ code: 'notAResult' });
		await reply.form(reportForm(reportId(target.jobId, target.messageId), locale));
	},
	async press({ id, interaction, reply, studio, office, locale }) {
		const reported = readReportId(id);
		if (!reported) return reply.instead(staleView(locale));
		await takeReport({ ...reported, press: interaction, reply, studio, api: office.api });
	},
} satisfies Command;
