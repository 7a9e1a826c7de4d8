import type { Log } from '../../core/ports.ts';
import type { Office } from '../office.ts';
import type { Reply } from '../reply.ts';
import { viewOf } from './show.ts';
import { visitOf } from './visit.ts';

export interface GreetingParts {
	office: Office;
	log: Log;
}

/** Resolves when it is done, and never rejects. */
export type Greet = (reply: Reply, locale: string) => Promise<void>;

/** A drawing is acknowledged at once and answered a moment later, when its place in line is known. */
const patience = { times: 10, everyMs: 1000 };

/**
 * Whispers the guided set-up to the first admin who uses the bot in a server that has not set anything. For after a command was done with:
 * it stands beside the answer and never in its place, and whatever goes wrong is only logged.
 */
export function createGreeting({ office, log }: GreetingParts): Greet {
	const { settings, guilds, api, clock } = office;
	/** Servers that need no greeting any more: most commands are then not worth a look into the store. */
	const known = new Set<string>();

	async function greet(reply: Reply, locale: string): Promise<void> {
		const visit = visitOf({ office, reply, locale });
		if (!visit || !reply.rights.manageServer || known.has(visit.guildId)) return;
		const { guildId, now } = visit;
		const kept = await settings.read(guildId);
		if (kept.revision === 0) {
			// Whoever is not answered yet is greeted the next time.
			if (!(await untilAnswered(reply))) return;
			if (await guilds.greet(guildId, now)) {
				await api.whisper(reply.reply, await viewOf(visit, { name: 'setup', arg: '1' }, kept));
			}
		}
		known.add(guildId);
	}

	async function untilAnswered({ reply }: Reply): Promise<boolean> {
		for (let tries = 1; tries <= patience.times; tries++) {
			if (await api.isAnswered(reply)) return true;
			await clock.sleep(patience.everyMs);
		}
		return false;
	}

	return (reply, locale) =>
		greet(reply, locale).catch((error: unknown) => {
			log.error(error, {}, 'the set-up could not be offered');
		});
}
