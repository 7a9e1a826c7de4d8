import type { Faults, FaultsPatch } from './types.ts';

/** No faults: everything as on a good day. */
export function createFaults(): Faults {
	return {
		callbackDelayMs: 0,
		dropCallbackAnswers: false,
		failNext: [],
		delay: [],
		dmRefused: new Set(),
		cdn: {},
		gatewayShards: 1,
		minimumShards: 1,
		ignoreHeartbeats: false,
		heartbeatIntervalMs: 41_250,
		maxConcurrency: 16,
		identifyIntervalMs: 0,
	};
}

/** Merges what came over the control plane into the live faults. */
export function patchFaults(faults: Faults, { dmRefused, ...rest }: FaultsPatch): void {
	Object.assign(faults, rest);
	if (dmRefused) faults.dmRefused = new Set(dmRefused);
}
