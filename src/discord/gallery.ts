import { type APIMessage, ComponentType, ContainerComponent, MediaGalleryComponent, type Message } from 'discord.js';
import type { Source } from '../core/request.ts';

/**
 * The pictures a message shows, in the order of its gallery. Discord's message object lists as attachments only what no component shows:
 * the others' addresses stand in the gallery, and their sizes nowhere. A server that does not put addresses there lists the files.
 */
export function picturesIn({ components, attachments }: Pick<Message, 'components' | 'attachments'>): Source[] {
	const urls = galleriesIn(components).flatMap(({ items }) => items.map(({ media }) => media.url));
	return sourcesOf(urls, [...attachments.values()]);
}

/** The same of a message as the REST API gives it. */
export function picturesInMessage({ components = [], attachments }: APIMessage): Source[] {
	const urls = components
		.flatMap((component) => (component.type === ComponentType.Container ? component.components : [component]))
		.flatMap((component) => (component.type === ComponentType.MediaGallery ? component.items : []))
		.map(({ media }) => media.url);
	return sourcesOf(
		urls,
		attachments.map(({ filename, url, size }) => ({ name: filename, url, size })),
	);
}

type Listed = Pick<Source, 'name' | 'url' | 'size'>;

const sourcesOf = (urls: readonly string[], attachments: readonly Listed[]): Source[] =>
	urls.map((shown) => {
		const listed = attachments.find(({ name }) => shown === `attachment://${name}`);
		const { name, url, size } = listed ?? { name: fileName(shown), url: shown, size: 0 };
		return { role: 'image', name, url, size };
	});

function galleriesIn(components: readonly object[]): MediaGalleryComponent[] {
	return components.flatMap((component) => {
		if (component instanceof ContainerComponent) return galleriesIn(component.components);
		return component instanceof MediaGalleryComponent ? [component] : [];
	});
}

const fileName = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
