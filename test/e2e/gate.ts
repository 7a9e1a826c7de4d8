import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Easel, type EaselOptions, startEasel } from './easel.ts';

/** A gate on the road to the provider: paid calls stand before it until they are let through, in the order of their coming. */
export interface Gate {
	/** The prompts of the calls that came to the gate, oldest first. */
	came: string[];
	/** Resolves when that many calls have come in all. */
	has(calls: number): Promise<void>;
	/** Lets the one that stands first through. */
	letOne(): void;
	/** Lets everyone through, from now on. */
	open(): void;
	/** Nobody passes any more until let through. */
	shut(): void;
}

/** The bot with a gate, shut, before its provider. */
export async function startGated(options: EaselOptions = {}): Promise<Easel & { gate: Gate }> {
	const { url, gate, leadTo, close } = await createGate();
	const easel = await startEasel({ ...options, env: { OPENAI_BASE_URL: url, ...options.env } });
	leadTo(easel.openai.url);
	return {
		...easel,
		gate,
		async stop() {
			gate.open();
			await easel.stop();
			await close();
		},
	};
}

async function createGate() {
	const came: string[] = [];
	const standing: (() => void)[] = [];
	const watchers = new Set<() => void>();
	let isOpen = false;
	let target = '';

	const server = createServer(async (request, response) => {
		const body = await buffer(request);
		// Asking for a judgement is free, and nobody stands in line for it.
		if (!request.url?.endsWith('/moderations')) {
			came.push(promptIn(body));
			for (const look of watchers) look();
			if (!isOpen) await new Promise<void>((go) => standing.push(go));
		}
		const { authorization = '', 'content-type': type = '' } = request.headers;
		const answer = await fetch(`${target}${request.url}`, {
			method: 'POST',
			headers: { authorization, 'content-type': type },
			body,
		});
		response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => passes(name))));
		response.end(await answer.bytes());
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;

	const gate: Gate = {
		came,
		has: (calls) =>
			new Promise((resolve) => {
				const look = () => {
					if (came.length < calls) return;
					watchers.delete(look);
					resolve();
				};
				watchers.add(look);
				look();
			}),
		letOne: () => standing.shift()?.(),
		open() {
			isOpen = true;
			for (const go of standing.splice(0)) go();
		},
		shut() {
			isOpen = false;
		},
	};
	return {
		gate,
		url: `http://127.0.0.1:${port}`,
		leadTo(url: string) {
			target = url;
		},
		async close() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}

/** Whatever is about the connection itself stays on its side of the gate. */
const passes = (header: string) =>
	!/^(connection|keep-alive|transfer-encoding|content-length|content-encoding)$/.test(header);

const promptIn = (body: Buffer): string =>
	/"prompt":"([^"]*)"/.exec(body.toString('latin1'))?.[1] ??
	/name="prompt"\r\n\r\n([^\r]*)/.exec(body.toString('latin1'))?.[1] ??
	'';
