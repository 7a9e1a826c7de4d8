import { type Child, h } from './dom.ts';
import { icon } from './icons.ts';
import { nameIn } from './languages.ts';
import { channelOf, groupOf, guildOf, hasBot, iconOf, nameOfPlace, parentOf, titleOf } from './places.ts';
import { complain, install, openChannel, runSlash } from './session.ts';
import { isInstalled, isThread, offeredCommands, type Place, state } from './state.ts';

const samples = [
	{ prompt: 'A lighthouse above a calm sea at sunset', shape: 'wide' },
	{ prompt: 'A fox in a snowy forest, morning light', shape: 'square' },
	{ prompt: 'Night city by the water, deep blue, many small lights', shape: 'landscape' },
];

function tryImagine(): HTMLElement | false {
	const imagine = offeredCommands(1).find((command) => command.name === 'imagine');
	if (!imagine) return false;
	return h(
		'div',
		{ class: 'samples' },
		h(
			'p',
			{},
			'Try ',
			h('span', { class: 'mention' }, `/${nameIn(imagine)}`),
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

/** What there is to know of a place, in a line. */
function about(place: Place): Child {
	const channel = channelOf(place);
	const parent = channel && parentOf(channel);
	if (parent) {
		const back = () => void openChannel(parent.id).catch(complain);
		const button = h('button', { class: 'quiet-link', type: 'button', on: { click: back } }, `Back to #${parent.name}`);
		return ['A thread in ', nameOfPlace({ guild: guildOf(place)!, channel: parent }), '. ', button];
	}
	if (channel) return channel.topic ?? `This is the start of #${channel.name}.`;
	if (groupOf(place)) return 'A conversation between people.';
	return offeredCommands(1).length > 0
		? 'Draw here on your own. A private picture that took too long is sent to you here too.'
		: 'A private picture that took too long to draw is sent to you here.';
}

/** Where nobody has invited the bot, it comes with those who have installed it for themselves. */
function installation(place: Place): HTMLElement | false {
	if (hasBot(place)) return false;
	const has = isInstalled();
	return h(
		'p',
		{ class: 'installation' },
		has
			? 'Easel was not invited here. You can use it all the same, since it is among your own apps. '
			: 'Easel was not invited here, and it is not among your own apps. ',
		h(
			'button',
			{ class: 'button secondary', type: 'button', on: { click: () => void install(!has).catch(complain) } },
			has ? 'Remove it from my apps' : 'Add it to my apps',
		),
	);
}

/** How a channel begins. */
export function welcome(): HTMLElement {
	const { place } = state;
	const channel = channelOf(place);
	const title = channel && !isThread(channel) ? `Welcome to ${nameOfPlace(place)}` : titleOf(place);
	return h(
		'header',
		{ class: 'welcome' },
		h('span', { class: 'welcome-mark' }, icon(place === 'dm' ? 'easel' : iconOf(place))),
		h('h2', {}, title),
		h('p', {}, about(place)),
		installation(place),
		!(channel && isThread(channel)) && tryImagine(),
	);
}
