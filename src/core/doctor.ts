import { examineChannels, examinePosts, type ReadServer } from './doctor/channels.ts';
import type { Finding, Level } from './doctor/finding.ts';
import { examineService, type Service } from './doctor/models.ts';
import { examineModeration } from './doctor/moderation.ts';
import { examineBudget, examineRoles, examineRules } from './doctor/rules.ts';
import type { Offer } from './request.ts';
import type { Settings } from './settings.ts';
import type { EndpointState } from './vitals.ts';

/** All that was read for a check; what could not be read in time is undefined, and that is a finding too. */
export interface Examined {
	/** Milliseconds since the epoch. */
	now: number;
	guildId: string;
	/** What the operator offers. */
	offer: Offer;
	settings: Settings | undefined;
	/** Counts the changes of the settings; 0 where they could not be read. */
	revision: number;
	/** Micro-dollars spent and reserved this month. */
	spentMicros: number | undefined;
	server: ReadServer | undefined;
	service: Service;
	endpoint: EndpointState;
	hasStore: boolean;
	hasQuota: boolean;
	queue: { waiting: number; pausedUntil: number };
}

const levels: readonly Level[] = ['bad', 'warn', 'ok'];

/** What is wrong in a server and with the bot there, the worst first, and what is fine. */
export function examine(examined: Examined): Finding[] {
	const { now, guildId, offer, settings, spentMicros, server, service, endpoint } = examined;
	const findings = [
		...(examined.hasStore && settings ? [] : [{ level: 'bad', code: 'storeSilent' } as const]),
		...examineService(service, settings, offer, now),
		...(settings ? examineRules(guildId, withoutGone(settings, server), offer) : []),
		...(server ? [] : [{ level: 'warn', code: 'serverUnread' } as const]),
		...(settings && server ? examineChannels(settings, server) : []),
		...(settings && server ? examinePosts(settings, server) : []),
		...(settings ? examineModeration(settings, { endpoint, readsAutoMod: server?.readsAutoMod }) : []),
		...(settings && server ? examineRoles(settings, server.roleIds) : []),
		...(settings && spentMicros !== undefined ? examineBudget(settings, spentMicros, now) : []),
		...(examined.hasStore && settings ? [{ level: 'ok', code: 'store' } as const] : []),
		...examineQueue(examined),
	];
	return levels.flatMap((level) => findings.filter((finding) => finding.level === level));
}

function examineQueue({ hasQuota, queue: { waiting, pausedUntil }, now }: Examined): Finding[] {
	if (!hasQuota) return [{ level: 'bad', code: 'quotaSilent' }];
	if (pausedUntil > now) return [{ level: 'warn', code: 'paused', until: pausedUntil }];
	return [{ level: 'ok', code: 'queue', count: waiting }];
}

/** What is left of a deleted role holds for nobody. */
function withoutGone(settings: Settings, server: ReadServer | undefined): Settings {
	if (!server) return settings;
	const there = Object.entries(settings.roles).filter(([id]) => server.roleIds.includes(id));
	return { ...settings, roles: Object.fromEntries(there) };
}
