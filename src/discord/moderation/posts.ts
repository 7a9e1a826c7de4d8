import { type APIMessage, type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord.js';
import type { Job } from '../../core/job.ts';
import type { Clock } from '../../core/ports.ts';
import { type Api, unlessGone } from '../api.ts';
import type { Payload } from '../payload.ts';

/** What can still be done to a result that was brought. False when it is gone already, or out of reach. */
export interface Posts {
	takeDown(job: Job): Promise<boolean>;
	/** Puts spoilers over its pictures, or takes them off. */
	cover(job: Job, isCovered?: boolean): Promise<boolean>;
}

/** What is done to a message; false where it is gone. */
type Act = (channelId: string, messageId: string) => Promise<unknown>;

export function createPosts({ api, clock }: { api: Api; clock: Clock }): Posts {
	/** In its channel; a private one, and one whose channel was gone, in the member's direct messages. */
	async function inItsPlace({ asker, reply }: Job, act: Act): Promise<boolean> {
		const { messageId } = reply;
		if (!messageId) return false;
		const places = [...(reply.private ? [] : [() => Promise.resolve(asker.channelId)]), () => api.openDm(asker.userId)];
		for (const place of places) {
			const done = await unlessGone(async () => (await act(await place(), messageId)) !== false);
			if (done) return true;
		}
		return false;
	}

	/** Where its member showed a private one to others. */
	async function whereShared({ shared = [] }: Job, act: Act): Promise<boolean> {
		const done = shared.map(({ channelId, messageId }) =>
			unlessGone(async () => (await act(channelId, messageId)) !== false),
		);
		return (await Promise.all(done)).includes(true);
	}

	async function cover(channelId: string, messageId: string, isCovered: boolean): Promise<boolean> {
		const message = await api.message(channelId, messageId);
		if (!message) return false;
		await api.editPost(channelId, messageId, coveredView(message, isCovered));
		return true;
	}

	async function takeDownOwn(job: Job): Promise<boolean> {
		if (job.reply.private && clock.now() < job.reply.until) {
			const gone = await unlessGone(() => api.deleteAnswer(job.reply).then(() => true));
			if (gone) return true;
		}
		return inItsPlace(job, api.deleteMessage);
	}

	return {
		async takeDown(job) {
			const done = [await takeDownOwn(job), await whereShared(job, api.deleteMessage)];
			return done.includes(true);
		},
		async cover(job, isCovered = true) {
			const act: Act = (channelId, messageId) => cover(channelId, messageId, isCovered);
			const done = [await inItsPlace(job, act), await whereShared(job, act)];
			return done.includes(true);
		},
	};
}

/** A file of a message, as its components tell it: the message itself lists only what none of them shows. */
export interface ShownFile {
	/** Discord's id of the attachment. */
	id: string;
	name: string;
	description: string;
}

/** What a message shows in galleries, in its order; nothing where Discord does not say which attachments those are. */
export const filesShown = ({ components = [] }: Pick<APIMessage, 'components'>): ShownFile[] =>
	galleries(components).flatMap(({ items }) =>
		items.flatMap(({ media, description }) => {
			const { attachment_id: id, url } = media;
			return id && URL.canParse(url) ? [{ id, name: nameIn(url), description: description ?? nameIn(url) }] : [];
		}),
	);

/** The same message with its pictures behind spoilers, or without. Files that are to stay are listed, and shown by their names. */
export function coveredView({ components = [] }: Pick<APIMessage, 'components'>, isCovered: boolean): Payload {
	const covered = structuredClone(components);
	for (const gallery of galleries(covered)) {
		gallery.items = gallery.items.map(({ media, description }) => ({
			media: { url: media.attachment_id && URL.canParse(media.url) ? `attachment://${nameIn(media.url)}` : media.url },
			...(description ? { description } : {}),
			spoiler: isCovered,
		}));
	}
	return {
		flags: MessageFlags.IsComponentsV2,
		components: covered as Payload['components'],
		allowed_mentions: { parse: [] },
		attachments: filesShown({ components }).map(({ id, name }) => ({ id, filename: name })),
	};
}

const galleries = (components: readonly APIMessageTopLevelComponent[]) =>
	components
		.flatMap((component) => (component.type === ComponentType.Container ? component.components : [component]))
		.filter((component) => component.type === ComponentType.MediaGallery);

const nameIn = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
