import { allowanceOf } from '../../src/core/allowance.ts';
import type { Limits } from '../../src/core/limits.ts';
import type { Clock, Log, Spent } from '../../src/core/ports.ts';
import { defaultSettings, noRoleAllowance, type RoleAllowance, type Settings } from '../../src/core/settings.ts';
import { type Patch, withPatch } from '../../src/core/settings-change.ts';
import { noon } from './jobs.ts';

/** The same server as in `jobOf`; the role of everybody in it has its id. */
export const guildId = '41771983423143937';
export const channelId = '41771983423143938';
export const artist = '934189010768064530';
export const patron = '934189010768064531';
export const reviewChannel = '934190266370285571';
export const alertChannel = '934190266370285572';

export const operator = {
	model: 'gpt-image-2.5-flare',
	models: ['gpt-image-2.5-flare', 'gpt-image-2', 'dall-e-3'],
};

/** What a server's admins decided: the defaults but for what is given. */
export const settingsOf = (patch: Patch = {}): Settings => withPatch(defaultSettings, patch);

export const roleOf = (change: Partial<RoleAllowance>): RoleAllowance => ({ ...noRoleAllowance, ...change });

/** What holds for a member of such a server; the operator has a budget only where one is given (micro-dollars a day). */
export function limitsOf(
	settings: Settings,
	{
		roleIds = [],
		operatorMicrosPerDay = null,
	}: { roleIds?: readonly string[]; operatorMicrosPerDay?: number | null } = {},
): Limits & { server: NonNullable<Limits['server']> } {
	const allowance = allowanceOf(settings, { guildId, roleIds }, operator);
	return { operatorMicrosPerDay, directImagesPerDay: null, server: { settings, allowance } };
}

/** Nothing but what is given. */
export const spentOf = (change: Partial<Spent> = {}): Spent => ({
	operatorMicros: 0,
	serverDayImages: 0,
	serverMonthImages: 0,
	serverMonthMicros: 0,
	memberImages: 0,
	memberRunning: 0,
	memberLastAt: null,
	...change,
});

export interface SetClock extends Clock {
	/** Lets this much time pass (ms); who sleeps that long wakes up. Resolves when what they do at once is done. */
	pass(ms: number): Promise<void>;
}

/** Stands still unless it is told to go on. */
export function createSetClock(start = noon): SetClock {
	let now = start;
	let sleepers: { at: number; wake: () => void }[] = [];
	return {
		now: () => now,
		sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
		async pass(ms) {
			now += ms;
			const due = sleepers.filter(({ at }) => at <= now);
			sleepers = sleepers.filter(({ at }) => at > now);
			for (const { wake } of due) wake();
			await new Promise(setImmediate);
		},
	};
}

/** Keeps what was logged, by level. */
export function createLogBook(): Log & { entries: [level: 'info' | 'warn' | 'error', what: unknown][] } {
	const entries: [level: 'info' | 'warn' | 'error', what: unknown][] = [];
	return {
		entries,
		info: (fields) => void entries.push(['info', fields]),
		warn: (fields) => void entries.push(['warn', fields]),
		error(error) {
			entries.push(['error', error]);
			return 'bcdfgh';
		},
	};
}
