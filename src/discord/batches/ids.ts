/** What is pressed of a batch, and the draft or the batch it belongs to. The ids are the command's, which hands them on. */
const verbs = ['draw', 'edit', 'cancel', 'form', 'stop'] as const;
export type BatchVerb = (typeof verbs)[number];

/** Stands for a draft where there is none yet. */
export const noDraft = 'new';

export const batchId = (verb: BatchVerb, ref: string): string => `imagine:batch:${verb}:${ref}`;

/** From the parts after the command's name; undefined for anything that Easel did not make. */
export function readBatchId(parts: readonly string[]): { verb: BatchVerb; ref: string } | undefined {
	const [topic, name, ref, ...rest] = parts;
	const verb = verbs.find((it) => it === name);
	if (topic !== 'batch' || !verb || !ref || !/^[0-9a-z-]{3,40}$/.test(ref) || rest.length > 0) return undefined;
	return { verb, ref };
}
