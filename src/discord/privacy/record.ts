import type { MemberData } from '../../core/moderation/books.ts';

/** What is kept of a member, as they get it: that others reported a picture and when, and no word of theirs about the member. */
export function recordOf(data: MemberData): Record<string, readonly object[]> {
	return {
		...data,
		cases: data.cases.map(({ reports, ...found }) => ({ ...found, reports: reports.map(({ at }) => ({ at })) })),
		audit: data.audit.map(({ why, ...line }) => (line.by === 'self' ? { ...line, why } : line)),
	};
}

/** One entry on one line. Moments are written as people read them, everything else as it is kept. */
export const entryText = (entry: object): string =>
	JSON.stringify(entry, (key, value) =>
		typeof value === 'number' && isMoment(key) ? new Date(value).toISOString() : value,
	);

const isMoment = (key: string): boolean => key === 'at' || key === 'until' || key.endsWith('At');
