import type { Job } from '../core/job.ts';

/** What a button, select or modal is for, and the job it belongs to: all that a press after a restart has to go by. */
export const actions = [
	'again',
	'again-private',
	'vary',
	'edit',
	'cancel',
	'collect',
	'more',
	'show',
	'show-private',
	'report',
	'appeal',
	'appeal-form',
	'vary-form',
	'edit-form',
] as const;
export type ButtonAction = (typeof actions)[number];

export const idOf = (action: ButtonAction, jobId: string): string => `${action}:${jobId}`;

/** Whether the answer will be private must be known before the store is read, so the id says it. */
export const againId = ({ id, request }: Job): string => idOf(request.private ? 'again-private' : 'again', id);

/** Could be the id of a job. */
export const isJobId = (text: string | undefined): text is string => /^[0-9a-z]{10,25}$/.test(text ?? '');

/** Undefined for anything that Easel did not make. */
export function readId(customId: string): { action: ButtonAction; jobId: string } | undefined {
	const [name, jobId, ...rest] = customId.split(':');
	const action = actions.find((it) => it === name);
	if (!action || !isJobId(jobId) || rest.length > 0) return undefined;
	return { action, jobId };
}
