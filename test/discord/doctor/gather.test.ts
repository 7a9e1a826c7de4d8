import { expect, test } from 'vitest';
import { examine } from '../../../src/core/doctor.ts';
import { gather } from '../../../src/discord/doctor/gather.ts';
import type { Office } from '../../../src/discord/office.ts';

const guildId = '934188725630984202';
const offer = { model: 'gpt-image-2', models: ['gpt-image-2'] };

/** An office in which every part behaves like this. */
function officeWhere(part: () => Promise<never>): Office {
	const parts: Partial<Office> = {
		settings: { read: part, change: part, history: part, entry: part },
		standing: part,
		servers: { read: part, channel: part, member: part, mayView: part, autoModRules: part, guildsOfBot: part },
		vitals: { models: part, endpoint: part, store: part, quota: part, queue: () => ({ waiting: 0, pausedUntil: 0 }) },
		clock: { now: () => 0, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
		operator: { offer, microsPerDay: null, imagesPerMinute: 50 },
	};
	return parts as Office;
}

test.each([
	['hangs', () => new Promise<never>(() => {})],
	['fails', () => Promise.reject<never>(new Error('a secret'))],
])('where everything %s, that is what is found', async (how, part) => {
	const findings = examine(await gather(officeWhere(part), guildId, { anew: false }));
	expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
		'bad storeSilent',
		how === 'hangs' ? 'bad serviceUnreachable' : 'bad serviceBroken',
		'bad quotaSilent',
		'warn serverUnread',
	]);
	expect(JSON.stringify(findings)).not.toContain('secret');
});
