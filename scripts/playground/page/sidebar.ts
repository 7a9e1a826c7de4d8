import type { Channel, Guild, User } from './api.ts';
import { avatar } from './avatar.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { openMenu } from './menu.ts';
import { channelIcon, guildOf } from './places.ts';
import { become, complain, open } from './session.ts';
import {
	channelKey,
	channelsOf,
	groupsOf,
	guildsOf,
	isThread,
	on,
	type Place,
	roleOf,
	state,
	threadsOf,
	visibleIn,
} from './state.ts';

const initials = (name: string) =>
	name
		.split(/\s+/)
		.map((word) => word.slice(0, 1))
		.join('')
		.slice(0, 3);

const hasNews = (guild: Guild) => visibleIn(guild).some((channel) => state.unread.has(channel.id));

/** Servers, the open server's channels and who is looking. `onGo` is called when somebody has gone somewhere. */
export function createSidebar(onGo: () => void): HTMLElement {
	const servers = h('nav', { class: 'servers', 'aria-label': 'Servers' });
	const channels = h('nav', { class: 'channels', 'aria-label': 'Channels' });
	const you = h('div', { class: 'you' });
	const go = (place: Place) => {
		onGo();
		open(place).catch(complain);
	};

	const server = (label: string, face: Node | string, current: boolean, news: boolean, place: Place) =>
		h(
			'button',
			{
				class: `server${news ? ' news' : ''}`,
				type: 'button',
				'aria-label': news ? `${label} (new messages)` : label,
				'aria-current': current ? 'true' : null,
				title: label,
				on: { click: () => go(place) },
			},
			face,
		);
	const link = (name: string, face: IconName, place: Place, kind = '') => {
		const news = state.unread.has(channelKey(place));
		return h(
			'button',
			{
				class: `channel${kind}${news ? ' news' : ''}`,
				type: 'button',
				'aria-current': channelKey() === channelKey(place) ? 'page' : null,
				on: { click: () => go(place) },
			},
			icon(face),
			h('span', { class: 'channel-name' }, name),
			news && h('span', { class: 'visually-hidden' }, ' (new messages)'),
		);
	};
	const channelLink = (guild: Guild, channel: Channel) =>
		link(channel.name, channelIcon(channel), { guild, channel }, isThread(channel) ? ' thread' : '');
	/** Every channel with its threads under it. */
	const channelLinks = (guild: Guild) =>
		channelsOf(guild).flatMap((channel) => [
			channelLink(guild, channel),
			...threadsOf(guild, channel).map((thread) => channelLink(guild, thread)),
		]);
	const directLinks = () => [
		link(state.world.bot.displayName, 'at', 'dm'),
		...groupsOf(state.viewer).map((group) => link(group.name, 'people', { group })),
	];
	const drawPlaces = () => {
		const guild = guildOf(state.place);
		const news = ['dm', ...groupsOf(state.viewer).map(({ id }) => id)].some((key) => state.unread.has(key));
		servers.replaceChildren(
			server('Direct messages', icon('easel'), guild === undefined, news, 'dm'),
			h('hr'),
			...guildsOf(state.viewer).map((one) => {
				const first = channelsOf(one).find((channel) => channel.name === 'studio') ?? channelsOf(one)[0];
				return first
					? server(one.name, initials(one.name), one.id === guild?.id, hasNews(one), { guild: one, channel: first })
					: '';
			}),
		);
		channels.replaceChildren(
			h('h2', {}, guild?.name ?? 'Direct messages'),
			...(guild ? channelLinks(guild) : directLinks()),
		);
	};

	const choose = (user: User) => {
		onGo();
		become(user).catch(complain);
	};
	const drawYou = () => {
		const { viewer, world } = state;
		const button = h(
			'button',
			{
				class: 'you-button',
				type: 'button',
				'aria-haspopup': 'menu',
				'aria-expanded': 'false',
				title: 'Switch member',
				on: {
					click: () => {
						const entries = world.users
							.filter((user) => !user.bot)
							.map((user) => ({
								label: user.globalName,
								detail: roleOf(user),
								lead: avatar(user),
								checked: user.id === viewer.id,
								run: () => choose(user),
							}));
						openMenu(button, 'Switch member', entries, { side: 'above' });
					},
				},
			},
			avatar(viewer),
			h('span', { class: 'visually-hidden' }, 'You are '),
			h(
				'span',
				{ class: 'option-text' },
				h('strong', {}, viewer.globalName),
				h('span', { class: 'option-description' }, roleOf(viewer)),
			),
			icon('swap'),
			h('span', { class: 'visually-hidden' }, ' Switch member'),
		);
		you.replaceChildren(button);
	};
	on('place', () => {
		drawPlaces();
		drawYou();
	});
	on('unread', drawPlaces);
	on('world', drawPlaces);
	return h('div', { class: 'sidebar-inner' }, servers, h('div', { class: 'sidebar-main' }, channels, you));
}
