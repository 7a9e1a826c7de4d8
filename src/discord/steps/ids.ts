import { isJobId } from '../ids.ts';

/** What is pressed, chosen or filled in on the way to a next picture; `-ask` opens the form that `-form` takes. */
export const verbs = [
	'cells',
	'cells-ask',
	'cells-form',
	'canvas',
	'zoom',
	'reshape',
	'reshape-form',
	'blend-form',
	'describe',
	'paint',
] as const;
export type Verb = (typeof verbs)[number];

/** A picture that is there, and what will come of it: for all to see, or not. */
export interface From {
	jobId: string;
	/** Of the job's pictures, from 0. */
	picture: number;
	isPrivate: boolean;
}

export interface StepId extends From {
	verb: Verb;
	arg: string;
}

/** All that a press goes by, also after a restart. Discord takes 100 characters. */
export const stepId = (verb: Verb, { jobId, picture, isPrivate }: From, arg: string | number = ''): string =>
	['step', verb, jobId, picture, isPrivate ? 'p' : 'o', arg].join(':');

/** From the parts after `step`; undefined for anything that Easel did not make. */
export function readStepId(parts: readonly string[]): StepId | undefined {
	const [name, jobId, digit = '', whose = '', arg = '', ...rest] = parts;
	const verb = verbs.find((it) => it === name);
	const isRight = isJobId(jobId) && /^\d$/.test(digit) && /^[op]$/.test(whose) && rest.length === 0;
	return verb && isRight ? { verb, jobId, picture: Number(digit), isPrivate: whose === 'p', arg } : undefined;
}
