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

/** `open`: a picture that all may see is shown in a private message, and what comes of it is for all as well. */
export const idOf = (action: ButtonAction, jobId: string, isOpen = false): string =>
	`${action}:${jobId}${isOpen ? ':open' : ''}`;

/** Whether the answer will be private must be known before the store is read, so the id says it. */
export const againId = ({ id, request }: Job): string => idOf(request.private ? 'again-private' : 'again', id);

export interface ButtonId {
	action: ButtonAction;
	jobId: string;
	isOpen: boolean;
}

/** Undefined for anything that Easel did not make. */
export function readId(customId: string): ButtonId | undefined {
	const [name, jobId, how, ...rest] = customId.split(':');
	const action = actions.find((it) => it === name);
	if (!action || !isJobId(jobId) || (how !== undefined && how !== 'open') || rest.length > 0) return undefined;
	return { action, jobId, isOpen: how === 'open' };
}

/** Could be the id of a job. */
export const isJobId = (text: string | undefined): text is string => /^[0-9a-z]{10,25}$/.test(text ?? '');
