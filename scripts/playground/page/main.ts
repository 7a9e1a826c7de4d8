import { startClock } from './clock.ts';
import { createComposer } from './composer.ts';
import { h } from './dom.ts';
import { createHeader } from './header.ts';
import { createMessageList } from './messages.ts';
import { start } from './session.ts';
import { createSidebar } from './sidebar.ts';
import { on, state } from './state.ts';

const narrow = matchMedia('(max-width: 760px)');

/** Beside the chat where there is room, a drawer over it where there is not. */
function createDrawer(): { element: HTMLElement; open: () => void } {
	const close = () => {
		document.body.classList.remove('drawer-open');
		element.inert = narrow.matches;
	};
	const open = () => {
		document.body.classList.add('drawer-open');
		element.inert = false;
		element.querySelector<HTMLElement>('[aria-current]')?.focus();
	};
	const element = h(
		'aside',
		{
			class: 'sidebar',
			'aria-label': 'Servers, channels and you',
			on: { keydown: (event) => event.key === 'Escape' && close() },
		},
		createSidebar(close),
	);
	document.querySelector('.backdrop')?.addEventListener('click', close);
	narrow.addEventListener('change', close);
	close();
	return { element, open };
}

/** Files may be let go anywhere over the chat. */
function acceptDrops(chat: HTMLElement, take: (files: File[]) => void): void {
	const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
	chat.addEventListener('dragover', (event) => {
		if (!hasFiles(event)) return;
		event.preventDefault();
		chat.classList.add('dropping');
	});
	chat.addEventListener('dragleave', (event) => {
		if (!chat.contains(event.relatedTarget as Node | null)) chat.classList.remove('dropping');
	});
	chat.addEventListener('drop', (event) => {
		chat.classList.remove('dropping');
		if (event.defaultPrevented || !hasFiles(event)) return;
		event.preventDefault();
		take([...(event.dataTransfer?.files ?? [])]);
	});
}

function connectionBanner(): HTMLElement {
	const banner = h(
		'p',
		{ class: 'banner', role: 'status', hidden: true },
		'The playground does not answer. Is it still running?',
	);
	on('connection', () => {
		banner.hidden = state.connected;
	});
	return banner;
}

const drawer = createDrawer();
const composer = createComposer();
const chat = h(
	'main',
	{ class: 'chat' },
	createHeader(drawer.open),
	connectionBanner(),
	createMessageList(),
	composer.element,
);
acceptDrops(chat, composer.takeFiles);
document.getElementById('app')?.replaceChildren(drawer.element, chat);
startClock();
start()
	.then(() => !narrow.matches && composer.focus())
	.catch((error) =>
		chat.append(h('p', { class: 'banner', role: 'alert' }, `The playground could not be loaded: ${error.message}`)),
	);
