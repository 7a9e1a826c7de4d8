import type { Clock } from '../core/ports.ts';

const mostRemembered = 1000;

/**
 * Asks once and remembers the answer for so long (ms), failures included: what cannot be had now is not asked for again by everyone who
 * comes. Unless `failures` is false: then it is.
 */
export function remembering<T>(
	ms: number,
	clock: Clock,
	{ failures = true } = {},
): (key: string, ask: () => Promise<T>) => Promise<T> {
	const remembered = new Map<string, { at: number; answer: Promise<T> }>();
	return (key, ask) => {
		const known = remembered.get(key);
		if (known && clock.now() - known.at < ms) return known.answer;
		if (remembered.size >= mostRemembered) remembered.clear();
		const answer = ask();
		remembered.set(key, { at: clock.now(), answer });
		if (!failures) answer.catch(() => remembered.delete(key));
		return answer;
	};
}
