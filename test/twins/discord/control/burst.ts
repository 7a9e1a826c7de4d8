import { setTimeout as wait } from 'node:timers/promises';
import { slashData } from '../actors/slash.ts';
import { interactionType } from '../interactions/callback.ts';
import { acknowledgeWithinMs, type Prepared, prepare } from '../interactions/deliver.ts';
import type { InteractionRecord } from '../interactions/records.ts';
import type { TwinState } from '../state.ts';
import type { BurstRequest, BurstResult, User } from '../types.ts';

/** Fires many slash commands of many members at once; all are serialised before the first is sent. */
export async function burst(state: TwinState, request: BurstRequest): Promise<BurstResult> {
	const { count, command, options = {}, subcommand, users = count, channel = 'studio', intervalMs = 0 } = request;
	const place = state.directory.findPlace(channel);
	if (!place || !('guild' in place)) throw new Error(`There is no channel ${channel}`);
	const members = Array.from({ length: users }, (_, index) => synthetic(state, index));
	const extra = subcommand === undefined ? {} : { subcommand };

	const prepared = Array.from({ length: count }, (_, index): Prepared => {
		const user = members[index % users]!;
		const { data, fullName, owners } = slashData(state, user, place, { name: command, options, extra });
		const at = { userId: user.id, channelId: place.id, guildId: place.guild.id };
		const fields = { ...at, owners, type: interactionType.command, name: fullName, commandType: 1 };
		return prepare(state, fields, data, place);
	});
	const answered = prepared.map(({ record }) => settled(record));
	for (const { send } of prepared) {
		send();
		if (intervalMs > 0) await wait(intervalMs);
	}
	const limit = new AbortController();
	await Promise.race([Promise.all(answered), wait(acknowledgeWithinMs + 500, undefined, { signal: limit.signal })]);
	limit.abort();
	const acks = prepared.flatMap(({ record }) => (record.ack ? [record.ack.afterMs] : []));
	return { acks, missing: count - acks.length };
}

/** The same synthetic members serve every burst of a twin. */
function synthetic({ directory, nextId }: TwinState, index: number): User {
	const username = `burst-${index}`;
	const known = directory.synthetic(username);
	if (known) return known;
	const user = { id: nextId(), username, globalName: `Burst ${index}`, locale: 'en-US', avatarColor: '#777777' };
	directory.addSynthetic(user);
	return user;
}

function settled(record: InteractionRecord): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (!record.ack && !record.error) return;
			record.watchers.delete(look);
			resolve();
		};
		record.watchers.add(look);
	});
}
