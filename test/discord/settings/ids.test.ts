import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panelId, readPanelId, type View, verbs } from '../../../src/discord/settings/ids.ts';
import { fields } from '../../../src/discord/settings/pages/index.ts';

const role: View = { name: 'role', arg: '1'.repeat(20) };
const partsOf = (id: string) => id.split(':').slice(1);

describe('the custom id of a panel', () => {
	test('is read back as it was made', () => {
		for (const verb of verbs) {
			for (const view of [
				{ name: 'overview' },
				role,
				{ name: 'history', arg: '12' },
				{ name: 'setup', arg: '3' },
				{ name: 'threshold', arg: '12' },
			] as const) {
				const id = panelId(verb, view, 17, 'limits.memberImagesPerDay', 'on');
				expect(readPanelId(partsOf(id))).toEqual({
					verb,
					view,
					revision: 17,
					rest: ['limits.memberImagesPerDay', 'on'],
				});
			}
		}
	});

	test('fits Discord’s 100 characters, whatever it has to say', () => {
		const longest = [
			...fields.map(({ id }) => panelId('set', role, 999_999_999, id, 'off')),
			panelId('insist', role, 999_999_999, randomUUID()),
			panelId('revert', role, 999_999_999, 999_999_999, 'entry'),
		];
		for (const id of longest) expect([id, id.length <= 100]).toEqual([id, true]);
	});

	test.each([
		'',
		'settings',
		'settings:',
		'settings:open',
		'settings:open:overview',
		'settings:open:overview:',
		'settings:open:overview:-1',
		'settings:open:overview:1.5',
		'settings:open:overview:1234567890',
		'settings:open:nowhere:1',
		'settings:open:Overview:1',
		'settings:open:overview.1:1',
		'settings:open:role:1',
		'settings:open:role.12:1',
		'settings:open:role.../etc:1',
		'settings:open:threshold:1',
		'settings:open:threshold.13:1',
		'settings:open:threshold.x:1',
		'settings:open:moderation.1:1',
		'settings:open:setup:1',
		'settings:open:setup.5:1',
		'settings:open:history.x:1',
		'settings:toString:overview:1',
		'settings:drop table:overview:1',
		'settings:open:overview:1\n',
	])('%j is none of ours', (id) => {
		expect(readPanelId(partsOf(id))).toBeUndefined();
	});

	test('from a forger is read as one of ours or not at all', () => {
		const forged = fc.array(fc.oneof(fc.string(), fc.constantFrom(...verbs, 'overview', 'role.12', '1')), {
			maxLength: 6,
		});
		fc.assert(
			fc.property(forged, (parts) => {
				const id = readPanelId(parts);
				if (id)
					expect(
						panelId(id.verb, id.view, id.revision, ...id.rest)
							.split(':')
							.slice(1, 4),
					).toEqual([parts[0], parts[1], String(Number(parts[2]))]);
			}),
		);
	});
});
