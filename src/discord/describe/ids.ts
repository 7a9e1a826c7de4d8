import { type Described, descriptions } from '../../core/request.ts';
import { isJobId } from '../ids.ts';

export interface DescribedId {
	jobId: string;
	kind: keyof Described;
	/** The picture is drawn for its member alone, which must be known before the job is read. */
	isPrivate: boolean;
}

/** Draws one of the prompts that were written for a picture. */
export const describedId = ({ jobId, kind, isPrivate }: DescribedId): string =>
	`describe:draw:${jobId}:${kind}${isPrivate ? ':p' : ''}`;

/** From the parts after the command's name; undefined for anything that Easel did not make. */
export function readDescribedId(parts: readonly string[]): DescribedId | undefined {
	const [verb, jobId = '', name, whose, ...rest] = parts;
	const kind = descriptions.find((it) => it === name);
	const isRight = verb === 'draw' && isJobId(jobId) && (whose === undefined || whose === 'p') && rest.length === 0;
	return isRight && kind ? { jobId, kind, isPrivate: whose === 'p' } : undefined;
}
