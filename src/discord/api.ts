import {
	type APIMessage,
	type APIModalInteractionResponseCallbackData,
	DiscordAPIError,
	type InteractionResponseType,
	MessageFlags,
	type RawFile,
	REST,
	Routes,
} from 'discord.js';
import type { ReplyAddress } from '../core/job.ts';
import type { Finished } from '../core/ports.ts';
import type { Source } from '../core/request.ts';
import type { Suggestion } from './command.ts';
import { picturesInMessage } from './gallery.ts';
import { type Payload, privately } from './payload.ts';

/** A file to go with a message; the payload says where in it it is shown. */
export type Upload = Pick<Finished, 'name' | 'bytes' | 'type'>;

/** The few calls by which Easel shows something, by address and not by interaction object, so that a restarted process can make them too. */
export interface Api {
	/** The first answer to an interaction, which must come within three seconds. */
	respond(interaction: { id: string; token: string }, response: InteractionResponse): Promise<void>;
	/** Resolves with the message's id. */
	editAnswer(address: ReplyAddress, payload: Payload, files?: readonly Upload[]): Promise<string>;
	deleteAnswer(address: ReplyAddress): Promise<void>;
	/** False while it is only acknowledged: Discord takes the next message then for the answer, with the privacy of the acknowledgement. */
	isAnswered(address: ReplyAddress): Promise<boolean>;
	/** A private message beside the answer. */
	whisper(address: ReplyAddress, payload: Payload, files?: readonly Upload[]): Promise<string>;
	/** A message beside the answer that everybody sees. */
	followUp(address: ReplyAddress, payload: Payload, files?: readonly Upload[]): Promise<string>;
	/** As the bot itself. The nonce keeps Discord from posting a repeat. */
	post(channelId: string, nonce: string, payload: Payload, files?: readonly Upload[]): Promise<string>;
	/** The bot's own message in a channel that has a component with this id, if it is among the latest. */
	findPost(channelId: string, customId: string): Promise<string | undefined>;
	/** The bot's public answer to an interaction whose token is dead, if it is among the latest messages. */
	findAnswer(channelId: string, interactionId: string): Promise<string | undefined>;
	/** The pictures of one of the bot's messages, with addresses that are fresh. Undefined when it is gone, or cannot be seen any more. */
	picturesOf(channelId: string, messageId: string): Promise<Source[] | undefined>;
	/** One of the bot's messages; undefined when it is gone, or cannot be seen any more. */
	message(channelId: string, messageId: string): Promise<APIMessage | undefined>;
	editPost(channelId: string, messageId: string, payload: Payload): Promise<void>;
	/** Hangs a public thread on a message. Resolves with the thread's id, also where there is one already. */
	startThread(channelId: string, messageId: string, name: string): Promise<string>;
	deleteMessage(channelId: string, messageId: string): Promise<void>;
	openDm(userId: string): Promise<string>;
	/** Anything that the bot's token can read. */
	read(route: `/${string}`, how?: { query?: URLSearchParams; signal?: AbortSignal }): Promise<unknown>;
}

export type InteractionResponse =
	| { type: InteractionResponseType.DeferredChannelMessageWithSource; data: { flags: number } }
	| { type: InteractionResponseType.DeferredMessageUpdate }
	| { type: InteractionResponseType.ChannelMessageWithSource; data: Payload }
	| { type: InteractionResponseType.Modal; data: APIModalInteractionResponseCallbackData }
	| { type: InteractionResponseType.ApplicationCommandAutocompleteResult; data: { choices: Suggestion[] } };

/** Requests a second on interactions' routes: Discord exempts them from its 50, so this only keeps a runaway in check. */
const interactionRequestsPerSecond = 500;
const sweepIntervalMs = 10 * 60_000;
/** Discord's code for a message that has a thread. */
const threadExists = 160_004;

export function createApi(url: string, token: string): Api {
	const options = { api: url, version: '10', timeout: 30_000, handlerSweepInterval: sweepIntervalMs };
	const answers = new REST({ ...options, globalRequestsPerSecond: interactionRequestsPerSecond });
	const bot = new REST(options).setToken(token);

	return {
		async respond({ id, token: secret }, body) {
			const query = new URLSearchParams({ with_response: 'false' });
			await answers.post(Routes.interactionCallback(id, secret), { body, query, auth: false });
		},
		async editAnswer(address, payload, files = []) {
			const route = answerRoute(address);
			return idFrom(await answers.patch(route, { body: payload, files: raw(files), auth: false }));
		},
		async deleteAnswer(address) {
			await answers.delete(answerRoute(address), { auth: false });
		},
		async isAnswered(address) {
			const message = (await unlessGone(() => answers.get(answerRoute(address), { auth: false }))) as
				| APIMessage
				| undefined;
			return ((message?.flags ?? 0) & MessageFlags.Loading) === 0;
		},
		async whisper({ applicationId, token: secret }, payload, files = []) {
			const route = Routes.webhook(applicationId, secret);
			return idFrom(await answers.post(route, { body: privately(payload), files: raw(files), auth: false }));
		},
		async followUp({ applicationId, token: secret }, payload, files = []) {
			const route = Routes.webhook(applicationId, secret);
			return idFrom(await answers.post(route, { body: payload, files: raw(files), auth: false }));
		},
		async post(channelId, nonce, payload, files = []) {
			const body = { ...payload, nonce, enforce_nonce: true };
			return idFrom(await bot.post(Routes.channelMessages(channelId), { body, files: raw(files) }));
		},
		async findPost(channelId, customId) {
			const messages = await latest(channelId);
			const found = messages.find((message) => JSON.stringify(message?.components ?? []).includes(`"${customId}"`));
			return found ? idFrom(found) : undefined;
		},
		async findAnswer(channelId, interactionId) {
			const messages = await latest(channelId);
			const found = messages.find((message) => message?.interaction_metadata?.id === interactionId);
			return found ? idFrom(found) : undefined;
		},
		async picturesOf(channelId, messageId) {
			const message = await messageAt(channelId, messageId);
			return message && picturesInMessage(message);
		},
		message: messageAt,
		async editPost(channelId, messageId, payload) {
			await bot.patch(Routes.channelMessage(channelId, messageId), { body: payload });
		},
		async startThread(channelId, messageId, name) {
			try {
				return idFrom(await bot.post(Routes.threads(channelId, messageId), { body: { name } }));
			} catch (error) {
				// A message's thread has the message's id.
				if (error instanceof DiscordAPIError && error.code === threadExists) return messageId;
				throw error;
			}
		},
		async deleteMessage(channelId, messageId) {
			await bot.delete(Routes.channelMessage(channelId, messageId));
		},
		async openDm(userId) {
			return idFrom(await bot.post(Routes.userChannels(), { body: { recipient_id: userId } }));
		},
		read: (route, how) => bot.get(route, how),
	};

	function messageAt(channelId: string, messageId: string): Promise<APIMessage | undefined> {
		return unlessGone(() => bot.get(Routes.channelMessage(channelId, messageId)) as Promise<APIMessage>);
	}

	async function latest(channelId: string): Promise<(Partial<APIMessage> | null)[]> {
		const query = new URLSearchParams({ limit: '100' });
		const messages = await bot.get(Routes.channelMessages(channelId), { query });
		return Array.isArray(messages) ? messages : [];
	}
}

/** Where the answer stands: the first one, or the follow-up that took its place. */
const answerRoute = ({ applicationId, token, answerId }: ReplyAddress) =>
	Routes.webhookMessage(applicationId, token, answerId);

/** Discord will not take this answer any more, whatever is tried: the token, the message or the channel is gone. */
export function isGone(error: unknown): boolean {
	if (!(error instanceof DiscordAPIError)) return false;
	if (error.status === 404) return true;
	// Without one of Discord's own codes it is the bot's token or a proxy that is refused, and that can be mended.
	return (error.status === 401 || error.status === 403) && Number(error.code) >= 10_000;
}

/** Undefined instead of an error when Discord will not take it any more. */
export async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
	try {
		return await call();
	} catch (error) {
		if (isGone(error)) return undefined;
		throw error;
	}
}

const raw = (files: readonly Upload[]): RawFile[] =>
	files.map(({ name, bytes, type }) => ({
		name,
		data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
		contentType: type,
	}));

function idFrom(message: unknown): string {
	if (typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'string')
		return message.id;
	throw new TypeError('Discord answered without an id');
}
