import type { Settings } from '../settings.ts';
import type { EndpointState } from '../vitals.ts';
import type { Finding } from './finding.ts';

export interface Checking {
	/** How the moderation endpoint answered. */
	endpoint: EndpointState;
	/** Whether the bot may read the server's AutoMod rules; undefined where nobody knows. */
	readsAutoMod: boolean | undefined;
}

/** What judges, and who decides on what is in doubt. */
export function examineModeration(settings: Settings, { endpoint, readsAutoMod }: Checking): Finding[] {
	const { moderation, safety } = settings;
	const isUnread = moderation.autoMod && readsAutoMod === false;
	return [
		...(moderation.paused ? [{ level: 'warn', code: 'drawingPaused' } as const] : []),
		...(safety.reviewChannel === null && mayHold(settings) ? [{ level: 'warn', code: 'reviewNowhere' } as const] : []),
		...examineEndpoint(endpoint, settings),
		// Many admins will never want to give that permission, so nothing is wrong.
		...(isUnread ? [{ level: 'ok', code: 'autoModUnread' } as const] : []),
	];
}

function examineEndpoint(endpoint: EndpointState, { moderation: { preset, whenDown } }: Settings): Finding[] {
	switch (endpoint) {
		case 'answers':
			return [{ level: 'ok', code: 'endpoint' }];
		case 'absent':
			// Whoever switched it off misses nothing.
			return preset === 'off' ? [] : [{ level: 'warn', code: 'endpointAbsent' }];
		case 'down':
			return [downUnder[whenDown]];
	}
}

const downUnder: Record<Settings['moderation']['whenDown'], Finding> = {
	hold: { level: 'warn', code: 'endpointDownHold' },
	allow: { level: 'warn', code: 'endpointDownAllow' },
	refuse: { level: 'bad', code: 'endpointDownRefuse' },
};

/** What no server may draw is held everywhere, and so rare that nobody needs a channel for it. */
function mayHold({ moderation: { preset, thresholds, whenDown } }: Settings): boolean {
	const ownHold = Object.values(thresholds).some(({ hold }) => hold !== null);
	return preset !== 'off' || ownHold || whenDown === 'hold';
}
