import { describe, expect, test } from 'vitest';
import { openCase } from '../../../src/core/moderation/case.ts';
import { readId } from '../../../src/discord/ids.ts';
import { appealedView, appealForm } from '../../../src/discord/moderation/appealing.ts';
import { readReportId, reportId } from '../../../src/discord/moderation/report-id.ts';
import { reportedView, reportForm } from '../../../src/discord/moderation/reporting.ts';
import { jobOf, noon } from '../../core/jobs.ts';
import { expectOpenable, expectSendable, textOf } from '../limits.ts';

const { id: jobId, asker } = jobOf();
const message = '1043567890123456789';
const reported = openCase(
	{ guildId: asker.guildId!, kind: 'report', userId: asker.userId, jobId, triggers: [] },
	17,
	noon,
);

test('the forms of a report and of an appeal are such as Discord opens', () => {
	expectOpenable(reportForm(reportId(jobId, message), 'en'));
	expectOpenable(appealForm(jobId, 'en'));
	expect(readId(appealForm(jobId, 'en').custom_id)).toEqual({ action: 'appeal-form', jobId });
});

describe('the reporter is thanked', () => {
	test('and told who decides, and who learns of it', () => {
		const view = reportedView(reported, 'en');
		expectSendable(view);
		expect(textOf(view)).toMatch(/Thank you.*\n.*moderators of this server decide/);
	});

	test('and told so where moderators have decided already', () => {
		expect(textOf(reportedView({ ...reported, state: 'spoilered' }, 'en'))).toContain('have decided');
	});
});

test('whoever appeals hears that it was passed on', () => {
	expectSendable(appealedView('en'));
});

describe('the id of a report form', () => {
	test('is read back as it was made, and fits Discord’s 100 characters', () => {
		const [, ...parts] = reportId(jobId, message).split(':');
		expect(readReportId(parts)).toEqual({ jobId, messageId: message });
		expect(reportId('9'.repeat(25), '9'.repeat(20)).length).toBeLessThanOrEqual(100);
	});

	test.each([
		'',
		jobId,
		`${jobId}:`,
		`${jobId}:12`,
		`${jobId}:${message}:more`,
		`${jobId}:../../users/@me`,
		`short:${message}`,
		`:${message}`,
	])('%j is none of ours', (rest) => {
		expect(readReportId(rest.split(':'))).toBeUndefined();
	});
});
