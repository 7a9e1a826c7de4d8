import { ContainerComponent, MediaGalleryComponent, type Message } from 'discord.js';
import type { Source } from '../core/request.ts';

/**
 * The pictures a message shows, in the order of its gallery. Discord's message object lists as attachments only what no component shows:
 * the others' addresses stand in the gallery, and their sizes nowhere. A server that does not put addresses there lists the files.
 */
export function picturesIn({ components, attachments }: Pick<Message, 'components' | 'attachments'>): Source[] {
	const urls = galleriesIn(components).flatMap(({ items }) => items.map(({ media }) => media.url));
	return urls.map((shown) => {
		const listed = attachments.find(({ name }) => shown === `attachment://${name}`);
		const { name, url, size } = listed ?? { name: fileName(shown), url: shown, size: 0 };
		return { role: 'image', name, url, size };
	});
}

function galleriesIn(components: readonly object[]): MediaGalleryComponent[] {
	return components.flatMap((component) => {
		if (component instanceof ContainerComponent) return galleriesIn(component.components);
		return component instanceof MediaGalleryComponent ? [component] : [];
	});
}

const fileName = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
