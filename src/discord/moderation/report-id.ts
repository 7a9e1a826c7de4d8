import { isDiscordId } from '../../core/settings.ts';
import { isJobId } from '../ids.ts';

/** A form from a message's menu does not say which message it was: its id does. */
export const reportId = (jobId: string, messageId: string): string => `report-image:${jobId}:${messageId}`;

/** From the parts after the command's name; undefined for anything that Easel did not make. */
export function readReportId(parts: readonly string[]): { jobId: string; messageId: string } | undefined {
	const [jobId = '', messageId = '', ...rest] = parts;
	const isRight = isJobId(jobId) && isDiscordId(messageId) && rest.length === 0;
	return isRight ? { jobId, messageId } : undefined;
}
