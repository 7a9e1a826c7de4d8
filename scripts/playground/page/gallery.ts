import type { APIUnfurledMediaItem } from 'discord-api-types/v10';
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

/** Every edit signs a file's address anew; the path stays. */
const pathOf = (url: string) => url.split('?')[0]!;

/** A loaded picture keeps its element, so that an edit of the message does not make it flicker. */
const loaded = new Map<string, HTMLImageElement>();

function image(shown: Shown, url: string): HTMLImageElement {
	const known = loaded.get(pathOf(url));
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
	loaded.set(pathOf(url), element);
	if (loaded.size > 200) loaded.delete(loaded.keys().next().value!);
	return element;
}

/** Where an edit puts a new picture in the place of an old one, the old one stays to be seen until the new one is there. */
export function bridge(old: HTMLElement, fresh: HTMLElement): void {
	const before = [...old.querySelectorAll<HTMLImageElement>('.picture img.loaded')];
	for (const [index, picture] of fresh.querySelectorAll<HTMLElement>('.picture:not(.covered)').entries()) {
		const shown = before[index];
		const next = picture.querySelector('img');
		if (!shown || !next || next.classList.contains('loaded')) continue;
		// A copy of a loaded picture is there at once, without being asked for again.
		const copy = h('img', { src: shown.src, alt: '', class: 'before' });
		picture.prepend(copy);
		const done = () => copy.remove();
		next.decode().then(done, done);
	}
}

/** One picture that opens large; covered by a spoiler until it is asked for. */
export function picture(shown: Shown, all: Shown[] = [shown]): HTMLElement {
	const url = local(shown.media.url);
	const covered = shown.spoiler === true && !uncovered.has(pathOf(url));
	const enlarge = () => {
		const pictures: Picture[] = all.map((one) => ({ url: local(one.media.url), alt: one.description ?? '' }));
		openLightbox(pictures, all.indexOf(shown));
	};
	const button = h(
		'button',
		{
			class: covered ? 'picture covered' : 'picture',
			type: 'button',
			'data-key': `picture ${pathOf(url)}`,
			'aria-label': covered ? 'Spoiler: show the picture' : `Enlarge: ${shown.description || 'picture'}`,
			on: {
				click: () => {
					if (!button.classList.contains('covered')) return enlarge();
					uncovered.add(pathOf(url));
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

/** Width by height of the pictures when they all have the same, within what a grid can bear. */
function sharedRatio(pictures: Shown[]): number | undefined {
	const ratios = pictures.map(({ media }) => (media.width ?? 0) / (media.height ?? 0));
	const [first] = ratios;
	if (!first || !ratios.every((ratio) => Math.abs(ratio - first) < 0.01)) return undefined;
	return Math.min(2, Math.max(0.7, first));
}

/** One to ten pictures: a single one in its own shape, more in the grid Discord makes of them, uncropped where that is possible. */
export function gallery(pictures: Shown[]): HTMLElement {
	const element = h(
		'div',
		{ class: `gallery of-${pictures.length}` },
		pictures.map((one) => picture(one, pictures)),
	);
	const ratio = sharedRatio(pictures);
	if (ratio) element.style.setProperty('--ratio', String(ratio));
	return element;
}
