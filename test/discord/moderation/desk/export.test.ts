import { describe, expect, test } from 'vitest';
import type { AuditLine } from '../../../../src/core/moderation/books.ts';
import type { Upload } from '../../../../src/discord/api.ts';
import { exportAudit } from '../../../../src/discord/moderation/desk/export.ts';
import type { Payload } from '../../../../src/discord/payload.ts';
import type { Visit } from '../../../../src/discord/settings/visit.ts';
import { buttonsOf, componentsOf, expectSendable, textOf } from '../../limits.ts';
import { noon, wording } from '../../settings/wordings.ts';
import { parseCsv } from '../../usage/parse-csv.ts';
import { max, mia } from '../cases.ts';

const line = (n: number, change: Partial<AuditLine> = {}): AuditLine => ({
	...{ n, guildId: 'g', at: noon + n, by: max, action: 'refused', case: 17, about: mia, why: 'no' },
	...change,
});

/** What whoever exports these lines gets. */
async function exported(all: readonly AuditLine[], { since = 0, attachmentLimit = 10 * 1024 * 1024 } = {}) {
	let shown: Payload | undefined;
	let files: readonly Upload[] = [];
	const visit = {
		...wording,
		office: {
			audit: {
				all: async (_: string, from: number, limit: number) => all.filter(({ at }) => at >= from).slice(0, limit),
			},
		},
		reply: {
			reply: { attachmentLimit },
			later: async () => {},
			async show(view: Payload, attached: readonly Upload[] = []) {
				[shown, files] = [view, attached];
			},
		},
	} as unknown as Visit;
	await exportAudit(visit, since);
	expectSendable(shown!);
	const rows = files.map(({ bytes }) => parseCsv(Buffer.from(bytes).toString()).slice(1))[0] ?? [];
	const next = componentsOf(shown!).flatMap(({ custom_id }) => (custom_id ? [String(custom_id)] : []))[0];
	return { text: textOf(shown!), buttons: buttonsOf(shown!), rows, next };
}

describe('the audit log as a table', () => {
	test('names nobody for the bot, for what is about nobody, and for those whose data was deleted', async () => {
		const { rows } = await exported([
			line(0, { by: null, case: null, about: null, action: 'expired', why: '' }),
			line(1, { by: '0', about: '0', why: '@SUM(A1),\n"x"' }),
		]);
		expect(rows).toEqual([
			['2026-11-25T12:00:00.000Z', '', 'expired', '', '', ''],
			['2026-11-25T12:00:00.001Z', '', 'refused', '17', '', '\'@SUM(A1),\n"x"'],
		]);
	});

	test('says so when it is empty', async () => {
		expect(await exported([])).toMatchObject({ text: 'Nothing is in the audit log yet.', buttons: [] });
	});

	test('has at most fifty thousand lines; the next file goes on where it ends', async () => {
		const all = Array.from({ length: 50_010 }, (_, n) => line(n));
		const first = await exported(all);
		expect(first.rows).toHaveLength(50_000);
		expect(first.text).toContain('The first 50,000 lines');
		expect(first.next).toBe(`moderation:queue:export:${noon + 49_999}`);
		const second = await exported(all, { since: noon + 49_999 });
		expect(second.rows).toHaveLength(11);
		expect(second.buttons).toEqual([]);
	});

	test('stays within what a message may hold', async () => {
		const all = Array.from({ length: 2000 }, (_, n) => line(n, { why: 'x'.repeat(1000) }));
		const { rows, next } = await exported(all, { attachmentLimit: 1024 * 1024 });
		expect(rows.length).toBeGreaterThan(500);
		expect(rows.length).toBeLessThan(1000);
		expect(next).toBe(`moderation:queue:export:${noon + rows.length - 1}`);
	});
});
