import {
	type APIModalInteractionResponseCallbackData,
	type ChatInputCommandInteraction,
	DiscordAPIError,
	InteractionResponseType,
	type MessageContextMenuCommandInteraction,
	MessageFlags,
	PermissionFlagsBits,
} from 'discord.js';
import { defaultAttachmentLimit } from '../core/files.ts';
import type { Asker, ReplyAddress } from '../core/job.ts';
import type { Asking, Clock } from '../core/ports.ts';
import type { Acks } from './acks.ts';
import { type Api, type InteractionResponse, type Upload, unlessGone } from './api.ts';
import { type Payload, privately } from './payload.ts';
import type { Press } from './press.ts';
import { homeOf, isOutOfReach, type Rights, rightsOf, whereIs } from './rights.ts';

export type Answerable = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Press;

/** How one interaction is answered; to the road it is who asks and where the answer goes. */
export interface Reply extends Asking {
	/** What whoever asks may do in this server, right now. */
	rights: Rights;
	/** Acknowledges with an answer to come. Whether it is private is decided here, for good. */
	later(how: { private: boolean }): Promise<void>;
	/** Acknowledges a press that changes nothing by itself. */
	noted(): Promise<void>;
	/** Shows this where the pressed control stands, after `noted`; or as the answer, after `later`. Resolves with the message's id. */
	show(payload: Payload, files?: readonly Upload[]): Promise<string>;
	/** Answers with a form. */
	form(modal: APIModalInteractionResponseCallbackData): Promise<void>;
	/** Something only the member should read, in place of the answer; it acknowledges where nothing else has. */
	instead(payload: Payload): Promise<void>;
}

export interface ReplyParts {
	acks: Acks;
	api: Api;
	clock: Clock;
	/** The channel that this thread belongs to. */
	parentId?: string | undefined;
}

const toThread = PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;

/** Discord keeps a token for 15 minutes; a minute is left for the last upload. */
const tokenLifeMs = 14 * 60_000;

/** Discord's codes for an interaction that is dead, and for one that is acknowledged already. */
const unknownInteraction = 10_062;
const alreadyAcknowledged = 40_060;

export function createReply(interaction: Answerable, { acks, api, clock, parentId }: ReplyParts): Reply {
	const { appPermissions } = interaction;
	let acked: 'no' | 'public' | 'private' | 'noted' = 'no';

	const asker: Asker = {
		userId: interaction.user.id,
		guildId: homeOf(interaction),
		channelId: interaction.channelId ?? '',
		locale: interaction.locale,
		guildLocale: interaction.guildLocale ?? interaction.locale,
	};
	const address: ReplyAddress = {
		applicationId: interaction.applicationId,
		interactionId: interaction.id,
		token: interaction.token,
		until: clock.now() + tokenLifeMs,
		private: false,
		// A proxy in between may not tell.
		attachmentLimit: interaction.attachmentSizeLimit || defaultAttachmentLimit,
		...(isOutOfReach(interaction) ? { onlyAnswer: true } : {}),
	};

	/** An answer of Discord's that got lost is no reason to stop: what follows goes by the address and not by the object. */
	async function acknowledge(response: InteractionResponse) {
		try {
			await acks.send(() => api.respond(interaction, response));
		} catch (error) {
			if (error instanceof DiscordAPIError && error.code !== alreadyAcknowledged) throw error;
			if (!(error instanceof DiscordAPIError) && !isNetworkTrouble(error)) throw error;
		}
		// Whatever is heavy waits until a burst of others has been acknowledged.
		await acks.quiet();
	}

	return {
		asker,
		reply: address,
		roleIds: whereIs(interaction).roleIds,
		rights: rightsOf(interaction),
		// An app that may do nothing at all could not have been asked: then the payload did not tell.
		place: {
			canAttach: appPermissions.bitfield === 0n || appPermissions.has(PermissionFlagsBits.AttachFiles),
			canThread: interaction.guildId !== null && !parentId && appPermissions.has(toThread),
			...(parentId ? { parentId } : {}),
		},

		async later({ private: isPrivate }) {
			address.private = isPrivate;
			acked = isPrivate ? 'private' : 'public';
			await acknowledge({
				type: InteractionResponseType.DeferredChannelMessageWithSource,
				data: { flags: isPrivate ? MessageFlags.Ephemeral : 0 },
			});
		},

		async noted() {
			acked = 'noted';
			await acknowledge({ type: InteractionResponseType.DeferredMessageUpdate });
		},

		show: (payload, files) => api.editAnswer(address, payload, files),

		async form(modal) {
			acked = 'noted';
			await acknowledge({ type: InteractionResponseType.Modal, data: modal });
		},

		async instead(payload) {
			if (acked === 'no') {
				const type = InteractionResponseType.ChannelMessageWithSource;
				await acks.send(() => api.respond(interaction, { type, data: privately(payload) }));
			} else if (acked === 'private') {
				await api.editAnswer(address, payload);
			} else {
				// A public "thinking…" cannot turn private: it goes, and the member alone is told.
				if (acked === 'public') await unlessGone(() => api.deleteAnswer(address));
				await api.whisper(address, payload);
			}
		},
	};
}

/** The interaction's token is dead, or was never ours: nothing can be said to anybody. */
export const isDead = (error: unknown): boolean =>
	error instanceof DiscordAPIError && error.code === unknownInteraction;

const isNetworkTrouble = (error: unknown): boolean =>
	error instanceof Error &&
	(error.name === 'AbortError' || error.name === 'SocketError' || (error.name !== 'HTTPError' && 'code' in error));
