import { performance } from 'node:perf_hooks';
import type { TwinState } from '../state.ts';
import type { Place } from '../world/directory.ts';
import { interactionPayload } from './payload.ts';
import type { InteractionRecord, NewInteraction } from './records.ts';

export const acknowledgeWithinMs = 3000;
export const tokenLifetimeMs = 15 * 60 * 1000;
export const noResponse = 'The application did not respond';

/** An interaction that is ready to be sent, so that a burst can send many in one go. */
export interface Prepared {
	record: InteractionRecord;
	send(): void;
}

/** Writes an interaction down and serialises it. */
export function prepare(state: TwinState, fields: NewInteraction, data: unknown, place: Place): Prepared {
	const record = state.interactions.add(fields);
	const json = JSON.stringify(interactionPayload(state, record, data, place));
	return {
		record,
		send() {
			record.createdAt = state.now();
			record.sentAt = performance.now();
			watchClock(state, record, acknowledgeWithinMs);
			state.events.emit('interaction', { id: record.id, channelId: record.channelId, userId: record.userId });
			state.gateway.dispatch(record.guildId, 'INTERACTION_CREATE', json);
		},
	};
}

export function deliver(state: TwinState, fields: NewInteraction, data: unknown, place: Place): InteractionRecord {
	const { record, send } = prepare(state, fields, data, place);
	send();
	return record;
}

/** Marks the interaction as failed when the twin's clock says that 3 s are over. */
function watchClock(state: TwinState, record: InteractionRecord, inMs: number) {
	record.timer = setTimeout(() => {
		const left = record.createdAt + acknowledgeWithinMs - state.now();
		if (left > 0) watchClock(state, record, left);
		else failUnanswered(state, record);
	}, inMs);
	record.timer.unref();
}

/** What the member sees after 3 s without an answer. */
export function failUnanswered(state: TwinState, record: InteractionRecord): void {
	if (record.ack || record.error) return;
	clearTimeout(record.timer);
	record.error = noResponse;
	const { id: interactionId, channelId, userId } = record;
	const afterMs = performance.now() - record.sentAt;
	state.events.emit('ack', { interactionId, channelId, userId, type: 0, ephemeral: true, afterMs, error: noResponse });
	state.interactions.changed(record);
}
