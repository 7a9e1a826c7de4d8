import { describe, expect, test } from 'vitest';
import { openCase } from '../../../src/core/moderation/case.ts';
import { askView, deletedView, deleteId, exportView } from '../../../src/discord/privacy/views.ts';
import { jobOf, noon } from '../../core/jobs.ts';
import { buttonsOf, componentsOf, expectSendable, textOf } from '../limits.ts';

const { id: jobId, asker } = jobOf();
const emptied = {
	...openCase({ guildId: asker.guildId!, kind: 'prompt', userId: asker.userId, jobId, triggers: [] }, 1, noon),
	emptied: true,
};

describe('an export', () => {
	test('says what is in the file, and where pictures are', () => {
		const view = exportView({ name: 'easel-privacy.json', part: 1, parts: 1 }, 3, 'en');
		expectSendable(view);
		expect(textOf(view)).toContain('3 requests');
		expect(textOf(view)).not.toContain('Part');
	});

	test('of nothing says so', () => {
		expect(textOf(exportView({ name: 'a.json', part: 1, parts: 1 }, 0, 'en'))).toContain('no request of yours');
	});

	test('in parts says which one each is', () => {
		const view = exportView({ name: 'a-2.json', part: 2, parts: 3 }, 3, 'en');
		expectSendable(view);
		expect(textOf(view)).toBe('Part 2 of 3');
	});
});

describe('a deletion', () => {
	test('says before what goes and what stays, and waits for a press', () => {
		const view = askView('en');
		expectSendable(view);
		expect(textOf(view)).toMatch(/Goes.*\n.*Stays.*\n.*not touched/);
		expect(buttonsOf(view)).toEqual(['Delete my words and pictures']);
		expect(componentsOf(view).map(({ custom_id }) => custom_id)).toContain(deleteId);
	});

	test('says how much it was', () => {
		const view = deletedView({ jobs: 1, cases: [emptied, emptied], personas: 0, underWay: [] }, 'en');
		expectSendable(view);
		expect(textOf(view)).toBe('**Deleted**\n1 request lost its words and pictures.\n2 cases lost their words.');
	});

	test('of nothing says so', () => {
		expect(textOf(deletedView({ jobs: 0, cases: [], personas: 0, underWay: [] }, 'en'))).toMatch(
			/^There was nothing to delete/,
		);
	});

	test('names what is under way, some of it, harmless and within Discord’s limits', () => {
		const prompt = `@everyone *fox* ${'x'.repeat(5000)}`;
		const underWay = Array.from({ length: 40 }, () => jobOf({ prompt }));
		const view = deletedView({ jobs: 2, cases: [], personas: 0, underWay }, 'en');
		expectSendable(view);
		expect(textOf(view)).toContain('40 requests are still under way');
		expect(textOf(view)).toContain('> \\@everyone \\*fox\\*');
		expect(textOf(view)).toContain('and 35 more');
	});

	test('names a variation without words as what it is', () => {
		const view = deletedView(
			{ jobs: 0, cases: [], personas: 0, underWay: [jobOf({ action: 'vary', prompt: '' })] },
			'en',
		);
		expectSendable(view);
		expect(textOf(view)).toMatch(/^Nothing could be deleted yet\.\n.*\n> A variation/);
	});
});
