import { describe, expect, test } from 'vitest';
import { allowanceOf } from '../../../src/core/allowance.ts';
import type { Finding } from '../../../src/core/doctor/finding.ts';
import { defaultSettings, qualityNames, type Settings } from '../../../src/core/settings.ts';
import { allowanceWords } from '../../../src/discord/doctor/allowance-view.ts';
import { askAs } from '../../../src/discord/doctor/ask-as.ts';
import { findingsView } from '../../../src/discord/doctor/findings-view.ts';
import { payload, text } from '../../../src/discord/payload.ts';
import { wordingFor } from '../../../src/discord/settings/wording.ts';
import { findings } from '../../core/findings.ts';
import { buttonsOf, expectSendable, textOf } from '../limits.ts';

const guildId = '934188725630984202';
const offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'gpt-image-2.5-flare'] };
const wording = wordingFor('en', { guildId, offer, floor: {}, now: Date.UTC(2026, 10, 25) });
const ids = (count: number) => Array.from({ length: count }, (_, n) => String(934_190_266_370_285_568n + BigInt(n)));
const view = (list: readonly Finding[]) => findingsView(list, 3, wording);

describe('findings', () => {
	test.each(findings.map((finding) => [finding.code, finding] as const))(
		'%s has words, and what to do',
		(_, finding) => {
			const shown = view([finding]);
			expectSendable(shown);
			expect(textOf(shown)).not.toMatch(/\{\{|doctor\.|undefined|NaN/);
			if (finding.level !== 'ok') expect(textOf(shown)).toMatch(/\n\*\*.+\n-# \S/);
		},
	);

	test('all at once, in a server of 50 channels and 40 roles, make a message that Discord takes', () => {
		const crowded = findings.map((finding): Finding => {
			if ('channels' in finding) return { ...finding, channels: ids(50) };
			if (finding.code === 'withdrawn') {
				return { ...finding, roles: ids(40), models: Array.from({ length: 25 }, (_, n) => `${n}${'m'.repeat(99)}`) };
			}
			if ('roles' in finding) return { ...finding, roles: ids(40) };
			return 'models' in finding
				? { ...finding, models: Array.from({ length: 25 }, (_, n) => `m${n}`.padEnd(100, 'x')) }
				: finding;
		});
		for (const list of [crowded, crowded.toReversed(), ...crowded.map((one) => Array<Finding>(30).fill(one))]) {
			expectSendable(view(list));
		}
		expect(textOf(view(crowded))).toMatch(/…and \d+ more\. Put these right first/);
	});

	test('of several channels name four and count the others', () => {
		const finding: Finding = { level: 'bad', code: 'cannotDraw', channels: ids(7), permissions: ['attach'] };
		const [a, b, c, d] = ids(4);
		expect(textOf(view([finding]))).toContain(`in <#${a}>, <#${b}>, <#${c}>, <#${d}>, and 3 more:`);
	});

	test('lead to the page of the settings where they are put right', () => {
		const shown = view([
			{ level: 'bad', code: 'nowhere' },
			{ level: 'warn', code: 'onlyGone', count: 1 },
			{ level: 'warn', code: 'serviceBusy' },
		]);
		expect(buttonsOf(shown)).toEqual(['Open Channels', 'Open Channels', 'Check again']);
		expect(JSON.stringify(shown)).toContain('"settings:open:channels:3:0"');
	});

	test('are counted at the top', () => {
		const bad: Finding = { level: 'bad', code: 'nowhere' };
		const warn: Finding = { level: 'warn', code: 'alertNowhere' };
		expect(textOf(view([bad, bad, warn]))).toMatch(/### 2 things do not work\n[\s\S]*### 1 thing to look at\n/);
		expect(textOf(view([]))).toContain('**Everything works.**');
	});
});

test('the longest allowances of a role and a member fit in one message', () => {
	const roles: Settings['roles'] = Object.fromEntries(
		ids(40).map((id) => [
			id,
			{ imagesPerDay: 1_000_000, qualities: [...qualityNames], models: null, priority: 'high' },
		]),
	);
	const settings: Settings = {
		...defaultSettings,
		models: {
			...defaultSettings.models,
			qualities: [...qualityNames],
			shapes: ['square', 'portrait', 'landscape', 'wide', 'tall'],
		},
		limits: {
			serverImagesPerDay: 999_999,
			serverImagesPerMonth: 999_999,
			memberImagesPerDay: 5,
			jobsAtOnce: 100,
			cooldownSeconds: 86_400,
		},
		budget: { ...defaultSettings.budget, microsPerMonth: 1_000_000_000_000 },
		roles,
	};
	const models = Array.from({ length: 25 }, (_, n) => `model-${n}`.padEnd(100, '-'));
	const allowance = allowanceOf(settings, { guildId, roleIds: ids(40) }, { model: models[0]!, models });
	const looked = { name: `<@&${ids(1)[0]}>`, settings, allowance, operatorMicros: 1_000_000_000, standing: undefined };
	const words = allowanceWords(looked, wording);
	expectSendable(
		payload('panel', [text(words), text(words), ...askAs({ roleId: ids(1)[0], userId: ids(1)[0] }, wording)]),
	);
	expect(words).not.toMatch(/\{\{|doctor\.|undefined/);
});
