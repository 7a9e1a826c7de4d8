import { h } from './dom.ts';
import { icon } from './icons.ts';
import { complain, runSlash } from './session.ts';
import { isPrivate, offeredCommands, state } from './state.ts';

const samples = [
	{ prompt: 'A lighthouse above a calm sea at sunset', shape: 'wide' },
	{ prompt: 'A fox in a snowy forest, morning light', shape: 'square' },
	{ prompt: 'Night city by the water, deep blue, many small lights', shape: 'landscape' },
];

function tryImagine(): HTMLElement | false {
	if (!offeredCommands(1).some((command) => command.name === 'imagine')) return false;
	return h(
		'div',
		{ class: 'samples' },
		h(
			'p',
			{},
			'Try ',
			h('span', { class: 'mention' }, '/imagine'),
			' with one of these, or type ',
			h('kbd', {}, '/'),
			' below.',
		),
		h(
			'div',
			{ class: 'sample-list' },
			samples.map((options) =>
				h(
					'button',
					{
						class: 'sample',
						type: 'button',
						on: { click: () => void runSlash({ command: 'imagine', options }).catch(complain) },
					},
					icon('easel'),
					h('span', {}, options.prompt),
				),
			),
		),
		h(
			'p',
			{ class: 'stand-ins' },
			'The real bot is at work here, with stand-ins for Discord and OpenAI. Nothing is paid: prices are what OpenAI would ask.',
		),
	);
}

/** How a channel begins. */
export function welcome(): HTMLElement {
	const { place } = state;
	const title = place === 'dm' ? 'Easel' : `Welcome to #${place.channel.name}`;
	const topic =
		place === 'dm'
			? 'Commands work in a server’s channels. A private picture that took too long to draw is sent to you here.'
			: (place.channel.topic ?? `This is the start of #${place.channel.name}.`);
	return h(
		'header',
		{ class: 'welcome' },
		h('span', { class: 'welcome-mark' }, icon(place === 'dm' ? 'easel' : isPrivate(place.channel) ? 'lock' : 'hash')),
		h('h2', {}, title),
		h('p', {}, topic),
		tryImagine(),
	);
}
