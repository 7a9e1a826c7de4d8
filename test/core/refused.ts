import { expect } from 'vitest';
import { type Refusal, Refused } from '../../src/core/refusal.ts';

/** The refusal that `ask` throws; fails when it throws none, or something else. */
export function refusalOf(ask: () => unknown): Refusal {
	try {
		const got = ask();
		return expect.fail(`was not refused: ${JSON.stringify(got)}`);
	} catch (error) {
		if (error instanceof Refused) return error.refusal;
		throw error;
	}
}
