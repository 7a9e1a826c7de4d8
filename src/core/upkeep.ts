import type { Alerts } from './alerts.ts';
import type { GuildBook } from './books.ts';
import type { Case } from './moderation/case.ts';
import type { Clock, Ledger, Log } from './ports.ts';
import type { Studio } from './studio.ts';

/** What time brings about without anybody asking: what is no longer needed goes, what waited too long ends, what was left is deleted. */
export interface Upkeep {
	/** Often: what Discord or the store would not take before. */
	catchUp(): Promise<void>;
	/** Now and then: sweeps, and lets go of what waited too long. */
	tidy(): Promise<void>;
	/** Seldom: notes which servers the bot has left, and deletes what is kept of them when their time is over. */
	deleteLeft(): Promise<void>;
}

export interface UpkeepParts {
	studio: Pick<Studio, 'letGo' | 'expireHeld' | 'showCases'> & { cases: Pick<Studio['cases'], 'show'> };
	ledger: Pick<Ledger, 'sweep'>;
	/** Removes what has had its time in the rest of the store. */
	sweep: (now: number) => Promise<void>;
	/** Empties the cases whose server keeps words no longer, at `now` (ms); gives them as they are then. */
	emptyCases: (now: number) => Promise<readonly Case[]>;
	guilds: GuildBook;
	alerts: Alerts;
	clock: Clock;
	log: Log;
	/** Every server the bot is in. Throws when the list is not complete. */
	guildsOfBot: () => Promise<readonly string[]>;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** Inputs, for Again, and altered originals after a job has ended. */
const keepMs = dayMs;
/** Results that stand in no message that the bot could read again: what a member finds of them in their gallery. */
const keepResultsMs = 30 * dayMs;
const keepUncollectedMs = 7 * dayMs;
/** A server that removed the bot by mistake finds everything again for this long. */
const keepLeftMs = 30 * dayMs;

export function createUpkeep(parts: UpkeepParts): Upkeep {
	const { studio, ledger, sweep, emptyCases, guilds, alerts, clock, log, guildsOfBot } = parts;
	return {
		async catchUp() {
			const done = await Promise.allSettled([alerts.catchUp(), studio.showCases()]);
			const failed = done.find((it) => it.status === 'rejected');
			if (failed) throw failed.reason;
		},

		async tidy() {
			await studio.letGo(clock.now() - keepUncollectedMs);
			await studio.expireHeld(clock.now());
			await sweep(clock.now());
			// The words on a card go with those in the store.
			const emptied = await emptyCases(clock.now());
			for (const it of emptied.filter(({ card }) => card)) await studio.cases.show(it, undefined);
			const pictures = await ledger.sweep(clock.now() - keepMs, clock.now() - keepResultsMs);
			if (pictures > 0) log.info({ pictures }, 'swept what is no longer needed');
		},

		async deleteLeft() {
			const known = await guilds.all();
			if (known.length === 0) return;
			const present = new Set(await guildsOfBot());
			await guilds.absent(
				known.filter((id) => !present.has(id)),
				clock.now(),
			);
			for (const guildId of await guilds.leftBefore(clock.now() - keepLeftMs)) {
				const jobs = await guilds.forget(guildId);
				log.info({ jobs }, 'deleted what was kept of a server that the bot left');
			}
		},
	};
}
