/** A point of a line, in pixels of the picture, with how wide the line is there. */
export interface Dab {
	x: number;
	y: number;
	width: number;
}

export interface Stroke {
	kind: 'stroke';
	/** CSS; null takes away what is there. */
	colour: string | null;
	dabs: Dab[];
}

/** What can be taken back as one. */
export type Step = Stroke | { kind: 'invert' } | { kind: 'clear' };

/** What was done, oldest first, and what was taken back, latest last. */
export interface History {
	done: readonly Step[];
	undone: readonly Step[];
}

export const noHistory: History = { done: [], undone: [] };

/** So many steps can be taken back; a line breaks into a new one after so many points. Both together bound the memory. */
export const mostSteps = 80;
export const mostDabs = 4000;

/** `forgotten` can no longer be taken back, and is to be kept as pixels. */
export function done({ done }: History, step: Step): { history: History; forgotten: readonly Step[] } {
	const all = [...done, step];
	const from = Math.max(0, all.length - mostSteps);
	return { history: { done: all.slice(from), undone: [] }, forgotten: all.slice(0, from) };
}

/** The same where there is nothing to take back. */
export function undo({ done, undone }: History): History {
	const last = done.at(-1);
	return last ? { done: done.slice(0, -1), undone: [...undone, last] } : { done, undone };
}

export function redo({ done, undone }: History): History {
	const last = undone.at(-1);
	return last ? { done: [...done, last], undone: undone.slice(0, -1) } : { done, undone };
}
