import { h } from './dom.ts';
import { icon } from './icons.ts';
import { isPrivate, on, state } from './state.ts';

/** What is open, and the two switches: the channel list on a narrow screen, dark or light. */
export function createHeader(openSidebar: () => void): HTMLElement {
	const title = h('h1', {});
	const topic = h('p', { class: 'topic' });
	on('place', () => {
		const { place } = state;
		const name = place === 'dm' ? state.world.bot.displayName : place.channel.name;
		title.replaceChildren(icon(place === 'dm' ? 'at' : isPrivate(place.channel) ? 'lock' : 'hash'), name);
		topic.textContent = place === 'dm' ? 'Direct messages' : (place.channel.topic ?? '');
		document.title = `${place === 'dm' ? name : `#${name}`} · Easel playground`;
	});
	return h(
		'header',
		{ class: 'top' },
		h(
			'button',
			{ class: 'quiet only-narrow', type: 'button', 'aria-label': 'Servers and channels', on: { click: openSidebar } },
			icon('menu'),
		),
		title,
		topic,
		h('span', { class: 'stage' }, 'playground'),
		themeSwitch(),
	);
}

function themeSwitch(): HTMLElement {
	const system = matchMedia('(prefers-color-scheme: dark)');
	const root = document.documentElement;
	const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
	const button = h('button', {
		class: 'quiet theme',
		type: 'button',
		on: {
			click: () => {
				root.dataset.theme = isDark() ? 'light' : 'dark';
				localStorage.setItem('theme', root.dataset.theme);
				draw();
			},
		},
	});
	const draw = () => {
		button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
		button.setAttribute('aria-label', isDark() ? 'Use the light theme' : 'Use the dark theme');
	};
	system.addEventListener('change', draw);
	draw();
	return button;
}
