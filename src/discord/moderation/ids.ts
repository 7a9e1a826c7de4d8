/** What is done to a case from its card. The last five are what was filled in in a form that one of the others opened. */
export const acts = [
	'approve',
	'change',
	'refuse',
	'warn',
	'claim',
	'undo',
	'grant',
	'deny',
	'keep',
	'spoiler',
	'remove',
	/** A select: for how long its member may not draw. */
	'pause-member',
	'changed',
	'refused',
	'warned',
	'granted',
	'denied',
] as const;
export type Act = (typeof acts)[number];

/** A case is found by its number in the server that the press comes from, so another server's id reaches nothing. */
export const caseId = (act: Act, number: number): string => `moderation:${act}:${number}`;

/** From the parts after `moderation`. Undefined for anything that Easel did not make. */
export function readCaseId(parts: readonly string[]): { act: Act; number: number } | undefined {
	const [name, number = '', ...rest] = parts;
	const act = acts.find((it) => it === name);
	if (!act || !/^[1-9]\d{0,8}$/.test(number) || rest.length > 0) return undefined;
	return { act, number: Number(number) };
}
