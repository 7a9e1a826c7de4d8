import { modelOf } from '../../src/core/catalogue.ts';
import type { Job } from '../../src/core/job.ts';
import * as arrow from '../../src/core/job.ts';
import { reservationFor } from '../../src/core/outcome.ts';
import { parseImagine } from '../../src/core/request.ts';
import type { Store } from '../../src/store/index.ts';
import type { Guild } from '../../test/twins/discord/index.ts';

/** Jobs as they would stand in the ledger after a month of use, from the first of this month until `now` (ms). The same each time. */
export function monthOfJobs({ id, members, channels }: Guild, now: number): Job[] {
	const first = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), 1);
	const random = randomFrom(7);
	const jobs: Job[] = [];
	for (let day = first; day < now; day += dayMs) {
		const busy = 4 + random(10) + (new Date(day).getUTCDay() % 6 === 0 ? 8 : 0);
		for (let n = 0; n < busy; n++) {
			const at = Math.min(now - 60_000, day + 8 * hourMs + random(14 * hourMs));
			const asker = { userId: members[random(members.length)]!.userId, guildId: id, channelId: channels[1]!.id };
			const model = models[Math.min(random(models.length + 2), models.length - 1)]!;
			jobs.push(
				ended(asker, { model, quality: qualities[random(qualities.length)]!, count: 1 + random(3) }, at, random(12)),
			);
		}
	}
	return jobs;
}

/** Writes a finished job down as the road would have. */
export async function keep(store: Store, job: Job): Promise<void> {
	await store.ledger.accept(job, [], {}, () => ({ job }));
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const models = ['gpt-image-2', 'gpt-image-2.6-flare', 'gpt-image-2.5-flare'];
const qualities = ['low', 'low', 'medium'];

type Chosen = { model: string; quality: string; count: number };

function ended(
	who: Pick<Job['asker'], 'userId' | 'guildId' | 'channelId'>,
	chosen: Chosen,
	at: number,
	luck: number,
): Job {
	const offer = { model: chosen.model, models };
	const { request } = parseImagine({ prompt: 'a lighthouse', ...chosen }, offer);
	const id = String(BigInt(at - 1_420_070_400_000) << 22n);
	const reply = { applicationId: '0', interactionId: id, token: '', until: at, private: false, attachmentLimit: 0 };
	const reservedMicros = reservationFor(request, 0);
	const asker = { ...who, locale: 'en-US', guildLocale: 'en-US' };
	const queued = arrow.queue(arrow.accept({ id, asker, reply, request, reservedMicros }, at), at);
	const sent = arrow.send(queued, 0, at);
	if (luck === 0) {
		const problem = { code: 'moderation' as const };
		return arrow.note(
			arrow.conclude(arrow.settleCall(sent, 0, { state: 'refused', costMicros: 0, problem }, at), at),
			{ told: true },
			at,
		);
	}
	const costMicros = Math.round(reservedMicros * (modelOf(chosen.model).price.kind === 'tokens' ? 0.97 : 1));
	const made = arrow.conclude(arrow.settleCall(sent, 0, { state: 'made', images: chosen.count, costMicros }, at), at);
	return arrow.deliver(made, at, { messageId: id, altered: false });
}

/** Mulberry32: a seed gives the same numbers everywhere. */
function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
	};
}
