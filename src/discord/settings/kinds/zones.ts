import { ComponentType } from 'discord.js';
import { canonicalZone } from '../../../core/calendar.ts';
import { suggested } from '../../command.ts';
import { escapeText } from '../../text.ts';
import type { Kind } from './kind.ts';

/** Well spread over the day, and where many people live; every other zone can be typed. */
export const wellSpread = [
	'Pacific/Honolulu',
	'America/Anchorage',
	'America/Los_Angeles',
	'America/Denver',
	'America/Mexico_City',
	'America/Chicago',
	'America/New_York',
	'America/Sao_Paulo',
	'UTC',
	'Europe/London',
	'Europe/Berlin',
	'Africa/Lagos',
	'Africa/Johannesburg',
	'Europe/Istanbul',
	'Asia/Dubai',
	'Asia/Karachi',
	'Asia/Kolkata',
	'Asia/Dhaka',
	'Asia/Jakarta',
	'Asia/Shanghai',
	'Asia/Seoul',
	'Australia/Sydney',
	'Pacific/Auckland',
] as const;

/** The value that opens a text field: no zone is called so. */
export const anotherZone = 'another';

/** `UTC+05:30`, as the clocks there show it at that moment (ms). */
export function offsetOf(zone: string, now: number): string {
	const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
	const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	return name.replace('GMT', 'UTC').replace('+00:00', '');
}

/** The name people know it by, in its own spelling: `asia/calcutta` is Asia/Kolkata. */
function spelled(typed: string): string | undefined {
	const canonical = canonicalZone(typed);
	return wellSpread.find((zone) => canonicalZone(zone) === canonical) ?? canonical;
}

/** Computed at the first use: 400 names. */
let every: readonly string[] | undefined;
function everyZone(): readonly string[] {
	every ??= [
		...new Set(['UTC', ...wellSpread, ...Intl.supportedValuesOf('timeZone').flatMap((it) => spelled(it) ?? [])]),
	];
	return every;
}

export const zone: Kind<string> = {
	show: (value, { now }) => (value === 'UTC' ? value : `${escapeText(value)} (${offsetOf(value, now)})`),
	right: ({ t }) => t('settings.right.zone'),
	parse: (text) => spelled(text.trim().replaceAll(' ', '_')),
	typed: (value) => value,
	select(value, { now, t }) {
		const zones = [...wellSpread].some((it) => it === value) ? wellSpread : [value, ...wellSpread];
		return {
			type: ComponentType.StringSelect,
			options: [
				...zones.map((it) => ({ label: it, value: it, description: offsetOf(it, now), default: it === value })),
				{ label: t('settings.zone.another'), value: anotherZone, description: t('settings.zone.anotherHint') },
			],
		};
	},
	chosen: ([value]) => (value === undefined ? undefined : spelled(value)),
	option: (name) => suggested(name),
	suggest(text) {
		const typed = text.trim().toLowerCase().replaceAll(' ', '_');
		return everyZone()
			.filter((it) => it.toLowerCase().includes(typed))
			.slice(0, 25)
			.map((it) => ({ name: `${it} · ${offsetOf(it, Date.now())}`, value: it }));
	},
};
