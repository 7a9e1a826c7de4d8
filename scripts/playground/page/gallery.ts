import type { APIMediaGalleryComponent, APIUnfurledMediaItem } from 'discord-api-types/v10';
import { local } from './api.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openLightbox, type Picture } from './lightbox.ts';

export interface Shown {
	media: Pick<APIUnfurledMediaItem, 'url' | 'width' | 'height'>;
	description?: string | null | undefined;
	spoiler?: boolean | undefined;
}

/** Pictures somebody has uncovered stay uncovered when their message is edited. */
const uncovered = new Set<string>();

/** A loaded picture keeps its element, so that an edit of the message does not make it flicker. */
const loaded = new Map<string, HTMLImageElement>();

function image(shown: Shown, url: string): HTMLImageElement {
	const known = loaded.get(url);
	if (known) return known;
	const element = h('img', {
		src: url,
		alt: shown.description || 'Picture without a description',
		width: shown.media.width,
		height: shown.media.height,
		decoding: 'async',
		draggable: 'false',
	});
	element.addEventListener('load', () => element.classList.add('loaded'));
	element.addEventListener('error', () => element.closest('.picture')?.classList.add('broken'));
	loaded.set(url, element);
	if (loaded.size > 200) loaded.delete(loaded.keys().next().value!);
	return element;
}

/** One picture that opens large; covered by a spoiler until it is asked for. */
export function picture(shown: Shown, all: Shown[] = [shown]): HTMLElement {
	const url = local(shown.media.url);
	const covered = shown.spoiler === true && !uncovered.has(url);
	const enlarge = () => {
		const pictures: Picture[] = all.map((one) => ({ url: local(one.media.url), alt: one.description ?? '' }));
		openLightbox(pictures, all.indexOf(shown));
	};
	const button = h(
		'button',
		{
			class: covered ? 'picture covered' : 'picture',
			type: 'button',
			'data-key': `picture ${url}`,
			'aria-label': covered ? 'Spoiler: show the picture' : `Enlarge: ${shown.description || 'picture'}`,
			on: {
				click: () => {
					if (!button.classList.contains('covered')) return enlarge();
					uncovered.add(url);
					button.classList.remove('covered');
					button.setAttribute('aria-label', `Enlarge: ${shown.description || 'picture'}`);
				},
			},
		},
		image(shown, url),
		shown.spoiler && h('span', { class: 'cover' }, icon('hidden'), 'Spoiler'),
	);
	return button;
}

/** One to ten pictures: a single one in its own shape, more in the grid Discord makes of them. */
export function gallery(component: APIMediaGalleryComponent): HTMLElement {
	const { items } = component;
	return h(
		'div',
		{ class: `gallery of-${items.length}` },
		items.map((item) => picture(item, items)),
	);
}
