import { type CommandForm, createCommandForm } from './command-form.ts';
import { matching, needsFile, type Runnable, runnables } from './commands.ts';
import { h } from './dom.ts';
import { fileTile } from './file-drop.ts';
import { icon } from './icons.ts';
import { createListbox } from './listbox.ts';
import { nameOfPlace } from './places.ts';
import { complain, say } from './session.ts';
import { on, state } from './state.ts';
import { createSuggestionPopup } from './suggestion-popup.ts';

/** The box at the bottom: a line of text, which a slash turns into a command. */
export function createComposer(): { element: HTMLElement; takeFiles(files: File[]): void; focus(): void } {
	let files: File[] = [];
	let form: CommandForm | undefined;

	const input = h('textarea', {
		class: 'say',
		rows: 1,
		role: 'combobox',
		'aria-autocomplete': 'list',
		'aria-expanded': 'false',
		'aria-haspopup': 'listbox',
		on: { input: () => suggest(), focus: () => suggest(), keydown: (event) => onKey(event) },
	});
	const tiles = h('div', { class: 'tiles', hidden: true });
	const picker = h('input', {
		type: 'file',
		class: 'visually-hidden',
		multiple: true,
		tabindex: -1,
		'aria-hidden': 'true',
		on: {
			change: () => {
				takeFiles([...(picker.files ?? [])]);
				picker.value = '';
			},
		},
	});
	const attach = h(
		'button',
		{
			class: 'quiet',
			type: 'button',
			'aria-label': 'Attach a file',
			title: 'Attach a file',
			on: { click: () => picker.click() },
		},
		icon('plus'),
	);
	const slash = h(
		'button',
		{
			class: 'quiet',
			type: 'button',
			'aria-label': 'Show the commands',
			title: 'Commands',
			on: { click: () => write('/') },
		},
		icon('slash'),
	);
	const line = h('div', { class: 'say-line' }, attach, picker, input, slash);
	const element = h('section', { class: 'composer', 'aria-label': 'Write a message' }, tiles, line);

	const list = createListbox({
		label: 'Commands',
		owner: input,
		empty: 'There are no commands for you here.',
		onPick: (item) => {
			const runnable = runnables().find((one) => one.path === item.value);
			if (runnable) choose(runnable);
		},
	});

	const popup = createSuggestionPopup(input, list, line);

	const suggest = () => {
		const typed = /^\/([^\n]*)$/.exec(input.value)?.[1];
		const found = typed === undefined ? [] : matching(typed);
		if (typed === undefined || (typed !== '' && found.length === 0)) return popup.close();
		list.show(
			found.map((one) => ({
				value: one.path,
				label: `/${one.label}`,
				description: one.description,
				lead: icon('easel'),
			})),
		);
		popup.show();
	};

	const choose = (runnable: Runnable) => {
		popup.close();
		form = createCommandForm(runnable, leave);
		element.replaceChildren(form.element);
		if (files.length > 0 && form.takeFiles(files)) setFiles([]);
		form.focus();
	};
	const leave = (typed = '') => {
		form = undefined;
		element.replaceChildren(tiles, line);
		write(typed);
	};
	const write = (text: string) => {
		input.value = text;
		input.focus();
		suggest();
	};

	const setFiles = (next: File[]) => {
		files = next;
		tiles.hidden = files.length === 0;
		const uses = runnables().filter(needsFile);
		tiles.replaceChildren(
			...files.map((file) => fileTile(file, () => setFiles(files.filter((one) => one !== file)))),
			h(
				'span',
				{ class: 'uses' },
				uses.map((one) =>
					h('button', { class: 'chip', type: 'button', on: { click: () => choose(one) } }, `/${one.label}`),
				),
			),
		);
	};
	const takeFiles = (added: File[]) => {
		if (added.length === 0) return;
		if (form?.takeFiles(added)) return form.focus();
		setFiles([...files, ...added].slice(0, 10));
		if (!form) input.focus();
	};

	const send = async () => {
		const text = input.value.trim();
		if (text === '' && files.length === 0) return;
		const sent = files;
		write('');
		setFiles([]);
		await say(text, sent).catch(complain);
	};
	const onKey = (event: KeyboardEvent) => {
		if (popup.isOpen() && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
			event.preventDefault();
			list.move(event.key === 'ArrowDown' ? 1 : -1);
		} else if (popup.isOpen() && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
			event.preventDefault();
			list.pick();
		} else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
			event.preventDefault();
			void send();
		}
	};

	element.addEventListener('paste', (event) => {
		const pasted = [...(event.clipboardData?.files ?? [])];
		if (pasted.length > 0) event.preventDefault();
		takeFiles(pasted);
	});
	on('place', () => {
		if (form) leave();
		invite();
		if (popup.isOpen()) suggest();
	});
	const invite = () => {
		const where = `Message ${nameOfPlace(state.place)}`;
		input.placeholder = runnables().length > 0 ? `${where}, or type /` : where;
		input.setAttribute('aria-label', where);
	};
	on('world', invite);
	return { element, takeFiles, focus: () => (form ? form.focus() : input.focus()) };
}
