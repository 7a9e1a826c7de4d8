import { type Described, descriptions } from '../../core/request.ts';
import { isJobId } from '../ids.ts';

/** Draws one of the prompts that were written for a picture. */
export const describedId = (jobId: string, kind: keyof Described): string => `describe:draw:${jobId}:${kind}`;

/** From the parts after the command's name; undefined for anything that Easel did not make. */
export function readDescribedId(parts: readonly string[]): { jobId: string; kind: keyof Described } | undefined {
	const [verb, jobId = '', name, ...rest] = parts;
	const kind = descriptions.find((it) => it === name);
	const isRight = verb === 'draw' && isJobId(jobId) && rest.length === 0;
	return isRight && kind ? { jobId, kind } : undefined;
}
