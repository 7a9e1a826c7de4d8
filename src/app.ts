import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, DiscordAPIError, Events } from 'discord.js';
import { createBatches } from './composition/batches.ts';
import type { Foundation } from './composition/common.ts';
import { createControls } from './composition/controls.ts';
import { createModeration } from './composition/moderation.ts';
import { createOffice } from './composition/office.ts';
import { createPainter } from './composition/painter.ts';
import { createRoad } from './composition/road.ts';
import { startSchedule } from './composition/schedule.ts';
import type { Config } from './config.ts';
import { createEstimates } from './core/estimate.ts';
import type { Job } from './core/job.ts';
import { createKnownPersonas } from './core/known-personas.ts';
import type { Clock, Log } from './core/ports.ts';
import { createRules, type RuleBook } from './core/rules.ts';
import { createStandstill } from './core/standstill.ts';
import type { Studio } from './core/studio.ts';
import { createAcks } from './discord/acks.ts';
import { createApi } from './discord/api.ts';
import {
	type Answered,
	createClient,
	inviteLink,
	isConnected,
	onInteraction,
	shardOf,
	threadParents,
} from './discord/client.ts';
import type { Command } from './discord/command.ts';
import { createDispatch } from './discord/dispatch.ts';
import { createDownload } from './discord/downloads.ts';
import { createGuilds } from './discord/guild.ts';
import { createProgress } from './discord/progress.ts';
import { registerCommands } from './discord/register.ts';
import { createResults } from './discord/results.ts';
import { createLog } from './log.ts';
import { createProvider } from './openai/index.ts';
import { finish } from './pictures/finish.ts';
import { createQueue } from './queue/queue.ts';
import { openStore, StoreUnreachable } from './store/index.ts';
import { createMetrics } from './web/metrics.ts';
import { startWeb } from './web/server.ts';

export interface App {
	/** Resolves when Discord has let the bot in. Throws `StartError`. */
	start(): Promise<{ inviteLink: string; webPort: number | undefined }>;
	/** Resolves when Discord has shut the running bot out for good; whoever runs it must be told. */
	shutOut: Promise<StartError>;
	/** Ends the gateway, drains what is being drawn for at most 25 s, and leaves the rest in the ledger. */
	stop(): Promise<void>;
}

/** Why the bot could not start, or go on; the words stand in the locale files under `start.<code>`. */
export class StartError extends Error {
	readonly code: 'badToken' | 'shutOut' | 'unreachableDiscord' | 'unreachableStore' | 'portTaken';
	readonly values: Record<string, unknown>;

	constructor(code: StartError['code'], values: Record<string, unknown> = {}) {
		super(code);
		this.name = 'StartError';
		this.code = code;
		this.values = values;
	}
}

const drainMs = 25_000;
const slowestCallMs = 10 * 60_000;

const clock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms, undefined, { ref: false }) };

/** Everything of src, put together. What was opened is closed in reverse order. */
export function createApp(config: Config, commands: readonly Command[]): App {
	const log = createLog(config.logLevel);
	const closers: (() => Promise<unknown> | unknown)[] = [];
	const shutOut = Promise.withResolvers<StartError>();

	async function start() {
		const store = await openStore(config.storeUrl).catch((error: unknown) => {
			if (!(error instanceof StoreUnreachable)) throw error;
			throw new StartError('unreachableStore', { url: error.url, reason: error.message });
		});
		closers.push(() => store.close());

		const provider = createProvider({
			...config.openai,
			identitySecret: config.discord.token,
			slowestCallMs,
		});
		closers.push(() => provider.close());

		const queue = createQueue({
			images: config.imagesPerMinute,
			maxConcurrent: config.maxConcurrent,
			redisUrl: config.redisUrl,
			callTimeoutMs: slowestCallMs,
			onError: (error) => log.error(error, {}, 'the shared quota cannot be reached'),
		});
		const metrics = createMetrics(queue);

		const api = createApi(config.discord.apiUrl, config.discord.token);
		const guilds = createGuilds({ api, clock });
		const progress = createProgress({ api, clock, log });
		closers.push(() => progress.close());

		const estimates = createEstimates(config);
		for (const { model, quality, tookMs } of (await store.ledger.recentTimes(200)).reverse()) {
			estimates.learn(model, quality, tookMs);
		}

		const download = createDownload(config.discord.attachmentOrigins);
		const { offer, dailyBudgetMicros: microsPerDay, directImagesPerDay } = config;
		const operator = { offer, microsPerDay, directImagesPerDay };
		const line = createStandstill({ queue, settings: store.settings, clock });
		const remembered = createRules({ settings: store.settings, clock, operator });
		const rules: RuleBook = {
			...remembered,
			forget(guildId) {
				remembered.forget(guildId);
				line.look(guildId);
			},
		};
		const personas = createKnownPersonas({ book: store.personas, rules, clock });
		const foundation: Foundation = {
			config,
			clock,
			log,
			store,
			provider,
			queue: line,
			api,
			guilds,
			download,
			results: createResults({ api, download, ledger: store.ledger, finish }),
			rules,
			personas,
			trying,
		};
		const moderation = createModeration(foundation);
		const moved: typeof metrics.moved = (job, before) => {
			metrics.moved(job, before);
			batches.moved(job);
		};
		const road = createRoad(foundation, { estimates, progress, moderation, moved });
		const { studio } = road;
		const batches = createBatches(foundation, studio, moderation);
		closers.push(() => batches.close());
		const office = createOffice(foundation, moderation, road.delivery, batches);

		const client = createClient({
			api: config.discord.apiUrl,
			shards: config.discord.shards,
			log,
			onClosed: (code) => shutOut.resolve(new StartError('shutOut', { code })),
		});
		const painter = createPainter(foundation, road);
		const answered = onInteraction(
			client,
			createDispatch({
				commands,
				...createControls(foundation, road, office, painter),
				studio,
				office,
				offer: rules.offer,
				personas,
				parentOf: threadParents(client),
				acks: createAcks(),
				api,
				clock,
				log,
				count: metrics.interaction,
			}),
		);
		closers.push(() => drain(studio, answered, log));
		closers.push(() => client.destroy());
		// Before Discord lets the bot in: a port that is taken must not be found out in the middle of paid calls.
		const web =
			config.http &&
			(await startWeb({
				...config.http,
				registry: metrics.registry,
				...(painter ? { paint: painter.page } : {}),
				ready: async () => {
					await store.check();
					return isConnected(client);
				},
			}).catch((error: Error) => {
				throw new StartError('portTaken', { ...config.http, reason: error.message });
			}));
		if (web) closers.push(() => web.close());

		const ready = await logIn(client, config);
		// The commands of the last start still work, so failing to register new ones is no reason not to serve.
		const registered = await registerCommands(client.rest, ready.application.id, commands).catch((error: unknown) => {
			log.error(error, {}, 'the commands could not be registered');
			return false;
		});

		const { shards } = config.discord;
		const isMine = ({ asker }: Pick<Job, 'asker'>) =>
			shards === 'auto' || shards.ids.includes(shardOf(asker.guildId, shards.count));
		const schedule = await startSchedule(foundation, road, batches, isMine);
		closers.push(schedule.close);

		const invite = inviteLink(ready);
		log.info(
			{ bot: ready.user.tag, registered, resumed: schedule.resumed, models: config.offer.models, invite },
			'Easel is ready',
		);
		return { inviteLink: invite, webPort: web?.port };
	}

	function trying(work: () => Promise<unknown>, failed: string): void {
		void work().catch((error: unknown) => log.error(error, {}, failed));
	}

	async function stop() {
		for (const close of closers.splice(0).reverse()) {
			try {
				await close();
			} catch (error) {
				log.error(error, {}, 'something could not be closed');
			}
		}
		log.info({}, 'Easel has ended');
	}

	return {
		async start() {
			try {
				return await start();
			} catch (error) {
				await stop();
				throw error;
			}
		},
		shutOut: shutOut.promise,
		stop,
	};
}

async function logIn(client: Client, config: Config): Promise<Client<true>> {
	const ready = once(client, Events.ClientReady);
	try {
		await client.login(config.discord.token);
		await ready;
	} catch (error) {
		ready.catch(() => {});
		const refused = error instanceof DiscordAPIError ? error.status === 401 : isTokenInvalid(error);
		if (refused) throw new StartError('badToken');
		const reason = error instanceof Error ? error.message : String(error);
		throw new StartError('unreachableDiscord', { url: config.discord.apiUrl, reason });
	}
	if (!client.isReady())
		throw new StartError('unreachableDiscord', { url: config.discord.apiUrl, reason: 'not ready' });
	return client;
}

const isTokenInvalid = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && (error.code === 'TokenInvalid' || error.code === 'TokenMissing');

/** Who was heard in the last moment is still told that it is closing. */
async function drain(studio: Studio, answered: Answered, log: Log): Promise<void> {
	const late = sleep(drainMs, 'late' as const, { ref: false });
	const ended = await Promise.race([Promise.all([studio.close(), answered()]), late]);
	if (ended === 'late') log.warn({}, 'drawings were still under way; the ledger knows them');
}
