import type { Channel } from './api.ts';
import type { IconName } from './icons.ts';
import { isPrivate, isThread, type Place, state } from './state.ts';

export const guildOf = (place: Place) => (place !== 'dm' && 'guild' in place ? place.guild : undefined);
export const channelOf = (place: Place) => (place !== 'dm' && 'guild' in place ? place.channel : undefined);
export const groupOf = (place: Place) => (place !== 'dm' && 'group' in place ? place.group : undefined);

/** "studio", "Foxes" or "Easel". */
export const titleOf = (place: Place): string =>
	channelOf(place)?.name ?? groupOf(place)?.name ?? state.world.bot.displayName;

/** The title as it is spoken of: "#studio". */
export function nameOfPlace(place: Place): string {
	const channel = channelOf(place);
	return channel && !isThread(channel) ? `#${channel.name}` : titleOf(place);
}

export function iconOf(place: Place): IconName {
	const channel = channelOf(place);
	if (channel) return channelIcon(channel);
	return groupOf(place) ? 'people' : 'at';
}

export function channelIcon(channel: Channel): IconName {
	if (isThread(channel)) return 'thread';
	return isPrivate(channel) ? 'lock' : 'hash';
}

export function topicOf(place: Place): string {
	const channel = channelOf(place);
	const parent = channel && parentOf(channel);
	if (parent) return `Thread in #${parent.name}`;
	if (channel) return channel.topic ?? '';
	const group = groupOf(place);
	return group ? `Group of ${group.userIds.length}` : 'Direct messages';
}

/** The channel that a thread hangs on. */
export const parentOf = ({ parentId }: Channel): Channel | undefined =>
	state.world.channels.find((channel) => channel.id === parentId);

/** Whether the bot itself is part of it. */
export const hasBot = (place: Place): boolean =>
	place === 'dm' || (guildOf(place) !== undefined && !guildOf(place)?.withoutBot);
