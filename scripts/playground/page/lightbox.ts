import { h } from './dom.ts';
import { icon } from './icons.ts';

export interface Picture {
	url: string;
	alt: string;
}

/** The picture as large as the window allows, with its neighbours an arrow key away and the original one link away. */
export function openLightbox(pictures: Picture[], start: number): void {
	let at = start;
	const image = h('img', { class: 'lightbox-image' });
	const caption = h('p', { class: 'lightbox-caption' });
	const counter = h('span', { class: 'lightbox-counter' });
	const original = h(
		'a',
		{ class: 'lightbox-link', target: '_blank', rel: 'noreferrer' },
		icon('external'),
		'Open original',
	);

	const show = (index: number) => {
		at = (index + pictures.length) % pictures.length;
		const { url, alt } = pictures[at]!;
		image.src = url;
		image.alt = alt || 'Picture without a description';
		original.href = url;
		caption.textContent = alt;
		counter.textContent = pictures.length > 1 ? `${at + 1} of ${pictures.length}` : '';
	};
	const step = (by: number, name: 'left' | 'right', label: string) =>
		pictures.length > 1 &&
		h(
			'button',
			{ class: `lightbox-step ${name}`, type: 'button', 'aria-label': label, on: { click: () => show(at + by) } },
			icon(name),
		);
	const dialog = h(
		'dialog',
		{
			class: 'lightbox',
			'aria-label': 'Picture',
			on: {
				close: () => dialog.remove(),
				click: (event) => {
					if (!(event.target as Element).closest('img, a, button, p')) dialog.close();
				},
				keydown: (event) => {
					if (event.key === 'ArrowLeft') show(at - 1);
					if (event.key === 'ArrowRight') show(at + 1);
				},
			},
		},
		h(
			'div',
			{ class: 'lightbox-bar' },
			counter,
			original,
			h(
				'button',
				{ class: 'quiet', type: 'button', 'aria-label': 'Close', on: { click: () => dialog.close() } },
				icon('close'),
			),
		),
		h(
			'div',
			{ class: 'lightbox-stage' },
			step(-1, 'left', 'Previous picture'),
			image,
			step(1, 'right', 'Next picture'),
		),
		caption,
	);
	show(start);
	document.body.append(dialog);
	dialog.showModal();
}
