import { h } from './dom.ts';
import { icon } from './icons.ts';
import { languages } from './languages.ts';
import { openMenu } from './menu.ts';
import { channelOf, iconOf, nameOfPlace, titleOf, topicOf } from './places.ts';
import { complain, speak } from './session.ts';
import { on, state } from './state.ts';

/** What is open, and the switches: the channel list on a narrow screen, the language, dark or light. */
export function createHeader(openSidebar: () => void): HTMLElement {
	const title = h('h1', {});
	const topic = h('p', { class: 'topic' });
	const draw = () => {
		const { place } = state;
		title.replaceChildren(icon(iconOf(place)), h('span', {}, titleOf(place)));
		topic.textContent = topicOf(place);
		document.title = `${nameOfPlace(place)} · Easel playground`;
	};
	on('place', draw);
	on('world', () => channelOf(state.place) && draw());
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
		languageSwitch(),
		themeSwitch(),
	);
}

/** Of the viewer's Discord: commands are named and the bot answers in it. */
function languageSwitch(): HTMLElement {
	const text = h('span', {});
	const button = h(
		'button',
		{
			class: 'quiet language',
			type: 'button',
			'aria-haspopup': 'menu',
			'aria-expanded': 'false',
			on: {
				click: () => {
					const entries = Object.entries(languages).map(([locale, label]) => ({
						label,
						lang: locale,
						checked: locale === state.viewer.locale,
						run: () => void speak(locale).catch(complain),
					}));
					openMenu(button, 'Language', entries, { side: 'below', alignEnd: true });
				},
			},
		},
		icon('globe'),
		text,
	);
	on('place', () => {
		const { locale } = state.viewer;
		text.textContent = languages[locale] ?? locale;
		text.lang = locale;
		button.setAttribute('aria-label', `Language: ${text.textContent}`);
	});
	return button;
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
