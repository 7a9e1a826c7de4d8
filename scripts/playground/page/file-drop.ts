import { bytes } from './components.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

export interface FileDrop {
	element: HTMLElement;
	/** What the label points to and the keyboard reaches. */
	input: HTMLInputElement;
	files(): File[];
	/** Takes as many as there is room for. */
	add(files: Iterable<File>): void;
}

/** A place to drop files on, which is also a button that asks for them. */
export function createFileDrop(options: {
	id: string;
	max: number;
	/** As in the `accept` attribute: `image/*` or extensions. */
	accept?: string | undefined;
	onChange: () => void;
}): FileDrop {
	let chosen: File[] = [];
	const input = h('input', {
		id: options.id,
		class: 'visually-hidden',
		type: 'file',
		multiple: options.max > 1,
		accept: options.accept,
		on: {
			change: () => {
				add(input.files ?? []);
				input.value = '';
			},
		},
	});
	const list = h('span', { class: 'drop-files' });
	const hint = h(
		'span',
		{ class: 'drop-hint' },
		icon('upload'),
		options.max > 1 ? 'Drop files or choose' : 'Drop a file or choose',
	);
	const element = h(
		'span',
		{
			class: 'drop',
			on: {
				dragover: (event) => {
					event.preventDefault();
					element.classList.add('over');
				},
				dragleave: () => element.classList.remove('over'),
				drop: (event) => {
					event.preventDefault();
					event.stopPropagation();
					element.classList.remove('over');
					add(event.dataTransfer?.files ?? []);
				},
				click: (event) => {
					if (!(event.target as Element).closest('button, input, label')) input.click();
				},
			},
		},
		input,
		list,
		hint,
	);

	const draw = () => {
		list.replaceChildren(...chosen.map((file) => fileTile(file, () => remove(file))));
		hint.hidden = chosen.length >= options.max;
		options.onChange();
	};
	const remove = (file: File) => {
		chosen = chosen.filter((one) => one !== file);
		draw();
		input.focus();
	};
	const add = (files: Iterable<File>) => {
		// A single file replaces the one before it, as choosing another does.
		chosen = (options.max === 1 ? [...files] : [...chosen, ...files]).slice(0, options.max);
		draw();
	};
	return { element, input, files: () => chosen, add };
}

/** A chosen file with its picture, name and a button to take it away again. */
export function fileTile(file: File, onRemove: () => void): HTMLElement {
	const preview = file.type.startsWith('image/') ? h('img', { alt: '', src: URL.createObjectURL(file) }) : icon('file');
	preview.addEventListener('load', () => preview instanceof HTMLImageElement && URL.revokeObjectURL(preview.src));
	return h(
		'span',
		{ class: 'file-tile' },
		preview,
		h(
			'span',
			{ class: 'option-text' },
			h('span', { class: 'file-name' }, file.name),
			h('span', { class: 'option-description' }, bytes(file.size)),
		),
		h(
			'button',
			{ class: 'quiet', type: 'button', 'aria-label': `Remove ${file.name}`, on: { click: onRemove } },
			icon('close'),
		),
	);
}
