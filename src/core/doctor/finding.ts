import type { Trouble } from '../vitals.ts';

/** What the bot needs in a channel; named in the locale files under `doctor.permission.<name>`. */
export const channelPermissions = ['view', 'send', 'attach', 'embed', 'history', 'threads', 'openThreads'] as const;
export type ChannelPermission = (typeof channelPermissions)[number];

/** `bad` does not work now, `warn` will not or may not, `ok` is fine. */
export type Level = 'bad' | 'warn' | 'ok';

/** What the doctor found. Words: `doctor.finding.<code>`, and what to do about it under `doctor.fix.<code>`. */
export type Finding = {
	level: Level;
} & (
	| { code: 'cannotDraw'; channels: readonly string[]; permissions: readonly ChannelPermission[] }
	/** As `cannotDraw`, but files may be attached: only what comes late may miss its channel. */
	| { code: 'lacks'; channels: readonly string[]; permissions: readonly ChannelPermission[] }
	/** Only batches feel it: their pictures come in the channel itself. */
	| { code: 'noThreads'; channels: readonly string[] }
	/** Named in the settings, and not there any more. */
	| { code: 'onlyGone' | 'neverGone' | 'rolesGone'; count: number }
	/** Drawing is allowed in certain channels, and none of them is there. */
	| { code: 'nowhere' }
	| { code: 'reviewGone' | 'alertGone' | 'alertNowhere' | 'approvalBlocked' }
	| { code: 'reviewLacks' | 'alertLacks'; channel: string; permissions: readonly ChannelPermission[] }
	| { code: 'nothingForMembers' }
	| { code: 'nothingForRoles'; roles: readonly string[] }
	/** Named in the settings, or by these roles, and not offered by the operator any more. */
	| { code: 'withdrawn'; models: readonly string[]; roles: readonly string[] }
	/** A member may have more a day than the whole server. */
	| { code: 'dayBelowMember' | 'monthBelowMember'; limit: number; member: number }
	| { code: 'budget' | 'budgetNear'; percent: number }
	/** Milliseconds since the epoch, here and below. */
	| { code: 'budgetUsed'; resetsAt: number }
	| { code: 'modelsGone'; models: readonly string[] }
	| { code: 'modelsEnding' | 'modelsEnded'; models: readonly string[]; at: number }
	| { code: `service${Capitalize<Exclude<Trouble, 'noList'>>}` }
	| { code: 'serverUnread' | 'storeSilent' | 'quotaSilent' }
	/** Something may be held, and there is no channel to show it in. */
	| { code: 'reviewNowhere' }
	/** All drawing stands still, as the settings say. */
	| { code: 'drawingPaused' }
	/** By what the server does while nothing can be checked. */
	| { code: 'endpointDownHold' | 'endpointDownAllow' | 'endpointDownRefuse' | 'endpointAbsent' }
	| { code: 'paused'; until: number }
	| { code: 'review' | 'alert' | 'store' | 'serviceNoList' | 'endpoint' | 'autoModUnread' }
	/** `hidden`: channels the bot does not see, where nobody said that it should. */
	| { code: 'channels' | 'hidden' | 'service' | 'queue'; count: number }
);
