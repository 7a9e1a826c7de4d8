import type { Config } from '../config.ts';
import type { KnownPersonas } from '../core/known-personas.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { RuleBook } from '../core/rules.ts';
import type { Api } from '../discord/api.ts';
import type { Download } from '../discord/downloads.ts';
import type { Guilds } from '../discord/guild.ts';
import type { Results } from '../discord/results.ts';
import type { OpenAiProvider } from '../openai/index.ts';
import type { PacedQueue } from '../queue/queue.ts';
import type { Store } from '../store/index.ts';

/** What everything is put together from. */
export interface Foundation {
	config: Config;
	clock: Clock;
	log: Log;
	store: Store;
	provider: OpenAiProvider;
	queue: PacedQueue;
	api: Api;
	guilds: Guilds;
	download: Download;
	/** The pictures of earlier jobs. */
	results: Results;
	rules: RuleBook;
	personas: KnownPersonas;
	/** Does something that nobody waits for; what goes wrong is logged. */
	trying: (work: () => Promise<unknown>, failed: string) => void;
}
