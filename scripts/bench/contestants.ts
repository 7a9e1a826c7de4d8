import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Patch } from '../../src/core/settings-change.ts';
import { decide, plain } from '../../test/e2e/easel.ts';
import {
	environmentFor,
	type Running,
	startDiscordProcess,
	startEaselProcess,
	startOpenAiProcess,
	startScript,
} from '../../test/e2e/processes.ts';
import { freePort } from '../../test/free-port.ts';
import { connectDiscordTwin, type RemoteTwin } from '../../test/twins/discord/remote.ts';

/** A bot on a Discord twin of its own, each in its own process. */
export interface Contestant {
	discord: RemoteTwin;
	/** For requests to the twin as a bot makes them. */
	discordUrl: string;
	controlUrl: string;
	applicationId: string;
	stop(): Promise<void>;
}

export interface EaselContestant extends Contestant {
	/** `http://…/twin` of the provider's twin. */
	providerUrl: string;
	/** Resolves when this many jobs in all have been delivered. Throws when a minute brings no further one. */
	delivered(jobs: number): Promise<void>;
}

const patienceMs = 60_000;

/** Easel as `npm start` runs it, with a ledger on disk, and a provider that takes `latencyMs` a picture. */
export async function startEasel({
	latencyMs = 0,
	settings = {},
}: {
	latencyMs?: number;
	/** Over what most tests want of a server. */
	settings?: Patch;
} = {}): Promise<EaselContestant> {
	const folder = await mkdtemp(join(tmpdir(), 'easel-bench-'));
	const port = await freePort();
	const discord = await startDiscordProcess();
	const openai = await startOpenAiProcess('--plain', '--latency', String(latencyMs));
	const storeUrl = `sqlite://${join(folder, 'easel.sqlite')}`;
	const world = await connectDiscordTwin(String(discord.line.controlUrl)).world();
	// Every round asks for the same, and means to have it drawn.
	await decide(storeUrl, { world }, { ...plain, ...settings });
	const bot = await startEaselProcess({
		...environmentFor(discord, openai, storeUrl),
		// The provider's pace is not what is measured.
		IMAGES_PER_MINUTE: '100000',
		HTTP_PORT: String(port),
	});

	async function deliveredSoFar(): Promise<number> {
		const response = await fetch(`http://127.0.0.1:${port}/metrics`);
		const counts = (await response.text()).matchAll(/^easel_jobs_total\{state="delivered".*\} (\d+)$/gm);
		return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
	}

	return {
		...contestant(discord, async () => {
			await endAll([bot, openai, discord]);
			await rm(folder, { recursive: true, force: true });
		}),
		providerUrl: String(openai.line.controlUrl),
		async delivered(jobs) {
			let last = -1;
			let movedAt = performance.now();
			for (;;) {
				const now = await deliveredSoFar();
				if (now >= jobs) return;
				if (now > last) movedAt = performance.now();
				last = now;
				if (performance.now() - movedAt > patienceMs)
					throw new Error(`only ${now} of ${jobs} jobs were delivered:\n${bot.output().slice(-2000)}`);
				await sleep(200);
			}
		},
	};
}

export async function startBare(): Promise<Contestant> {
	const discord = await startDiscordProcess();
	const { url, token } = discord.line;
	const bot = await startScript(['scripts/bench/bare-bot.ts', '--url', String(url), '--token', String(token)]);
	return contestant(discord, () => endAll([bot, discord]));
}

const contestant = ({ line }: Running, stop: () => Promise<void>): Contestant => ({
	discord: connectDiscordTwin(String(line.controlUrl)),
	discordUrl: String(line.url),
	controlUrl: String(line.controlUrl),
	applicationId: String(line.applicationId),
	stop,
});

/** One after the other: a bot leaves its twins before they go. */
async function endAll(processes: readonly Running[]): Promise<void> {
	for (const { end } of processes) await end();
}
