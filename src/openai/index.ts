import { createHash } from 'node:crypto';
import { OpenAI } from 'openai';
import type { Endpoint } from '../core/moderation/moderator.ts';
import type { Outcome, Provider } from '../core/ports.ts';
import { type ListedModel, ServiceTrouble } from '../core/vitals.ts';
import { createAgent } from './connection.ts';
import { callDescribe, describeReader } from './describe.ts';
import { createDownload } from './download.ts';
import { outcomeOf } from './errors.ts';
import { exchange } from './exchange.ts';
import { createFiles } from './files.ts';
import { createIdentify } from './identity.ts';
import { callImages } from './images.ts';
import { createImagesReader } from './images-stream.ts';
import { createEndpoint, type EndpointOptions } from './moderation.ts';
import { createResponses } from './responses.ts';
import { createResponsesReader } from './responses-answer.ts';

export interface ProviderOptions {
	apiKey: string;
	/** With its version, as the SDK wants it: `https://api.openai.com/v1` when left out. */
	baseUrl?: string;
	/** Keeps members' ids unguessable behind their `safety_identifier`; changing it makes everybody a stranger. */
	identitySecret: string;
	/** The mainline model that words prompts for the image_generation tool. */
	responsesModel: string;
	/** A call that takes longer is given up, with an unknown outcome. Ten minutes when left out. */
	slowestCallMs?: number;
	/** A stream that says nothing for longer is given up as well: its place is needed. Four minutes when left out. */
	stalledMs?: number;
	/** A handshake that takes longer means that nobody is there. Ten seconds when left out. */
	connectMs?: number;
	/** Bytes of a whole answer; beyond, it is not read to its end. 400 MiB when left out. */
	maxAnswerBytes?: number;
	/** Bytes of a picture behind an address. 64 MiB when left out. */
	maxPictureBytes?: number;
}

export interface OpenAiProvider extends Provider {
	/** What the provider offers right now; costs nothing. Empty for a server that has no such list. Throws `ServiceTrouble`. */
	models(): Promise<ListedModel[]>;
	/** The moderation endpoint of the same provider, by the same connections. */
	moderation(options: EndpointOptions): Endpoint;
	/** Tells one key at one provider from others, and nothing of the key. */
	account: string;
	/** Cuts what is still under way; those calls end as `unknown`. */
	close(): Promise<void>;
}

const MiB = 1024 * 1024;

/** OpenAI's image API, or any server that speaks it. */
export function createProvider(options: ProviderOptions): OpenAiProvider {
	const { apiKey, identitySecret, responsesModel } = options;
	const { slowestCallMs = 10 * 60_000, stalledMs = 4 * 60_000, connectMs = 10_000 } = options;
	// Ten 4K pictures as base64 fit in an answer; a JavaScript string ends at 512 MiB.
	const { maxAnswerBytes = 400 * MiB, maxPictureBytes = 64 * MiB } = options;
	const baseUrl = new URL(options.baseUrl ?? 'https://api.openai.com/v1');
	// Else its last part would be lost when an answer's address is relative to it.
	if (!baseUrl.pathname.endsWith('/')) baseUrl.pathname += '/';
	const dispatcher = createAgent({ slowestCallMs, connectMs, maxAnswerBytes });
	const client = new OpenAI({
		apiKey,
		baseURL: baseUrl.href,
		timeout: slowestCallMs,
		// The SDK would buy the same picture up to three times.
		maxRetries: 0,
		// At `debug`, which a stray OPENAI_LOG turns on, it prints prompts.
		logLevel: 'off',
		fetchOptions: { dispatcher },
	});
	const identify = createIdentify(identitySecret);
	const download = createDownload({ baseUrl, apiKey, dispatcher, maxBytes: maxPictureBytes });
	const line = { client, slowestCallMs, stalledMs };
	const files = createFiles(client);
	const sendResponse = createResponses(client, responsesModel, files);

	return {
		async draw(call) {
			const identity = identify(call.model, call.userId);
			switch (call.endpoint) {
				case 'responses': {
					const reader = createResponsesReader(call, download, files);
					return exchange(line, (signal) => sendResponse(call, identity, signal), reader);
				}
				case 'describe':
					return exchange(
						line,
						(signal) => callDescribe(client, responsesModel, call, identity, signal),
						describeReader,
					);
				default: {
					const reader = createImagesReader(call, download);
					return exchange(line, (signal) => callImages(client, call, identity, signal), reader);
				}
			}
		},
		async models() {
			try {
				const page = await client.models.list({ timeout: 30_000 });
				return page.data.map(({ id, shutdown_date }) => ({
					id,
					...(shutdown_date ? { shutdownDate: shutdown_date } : {}),
				}));
			} catch (error) {
				throw troubleOf(outcomeOf(error));
			}
		},
		moderation: (options) => createEndpoint(client, options),
		account: createHash('sha256').update(`${baseUrl.href}\n${apiKey}`).digest('base64url').slice(0, 16),
		close: () => dispatcher.destroy(),
	};
}

/** A call that draws nothing cannot be paid twice, so what is unknown of a drawing is only a broken answer here. */
function troubleOf(outcome: Outcome): ServiceTrouble {
	const detail = 'detail' in outcome ? outcome.detail : outcome.kind;
	if (outcome.kind === 'notTaken') {
		return new ServiceTrouble(outcome.reason === 'rateLimit' ? 'busy' : 'unreachable', detail);
	}
	if (outcome.kind !== 'rejected') return new ServiceTrouble('broken', detail);
	const { reason } = outcome;
	// Every 4xx else is of a server that takes no such question.
	return new ServiceTrouble(reason === 'modelGone' || reason === 'badInput' ? 'noList' : reason, detail);
}
