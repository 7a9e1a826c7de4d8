import { ChannelType, ComponentType, SelectMenuDefaultValueType } from 'discord.js';
import { channel as channelOption } from '../../command.ts';
import { capitalised, listed, type Wording } from '../wording.ts';
import type { Kind } from './kind.ts';

/** Where the bot itself posts. */
export const postingTypes = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;
/** Where members ask for pictures; a thread is where its channel is. */
export const drawingTypes = [
	ChannelType.GuildText,
	ChannelType.GuildAnnouncement,
	ChannelType.GuildVoice,
	ChannelType.GuildForum,
] as const;

const mention = (id: string): string => `<#${id}>`;
const defaults = (ids: readonly string[]) =>
	ids.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel }) as const);

/** A channel for the bot to post in, or none. One that is deleted later stays chosen: Discord shows it as unknown. */
export const channel: Kind<string | null> = {
	show: (value, { t }) => (value === null ? t('settings.value.noChannel') : mention(value)),
	right: ({ t }) => t('settings.right.channel'),
	chosen: (values) => values[0] ?? null,
	select: (value, { t, locale }) => ({
		type: ComponentType.ChannelSelect,
		placeholder: capitalised(t('settings.value.noChannel'), locale),
		min_values: 0,
		max_values: 1,
		channel_types: [...postingTypes],
		default_values: value === null ? [] : defaults([value]),
	}),
	option: (name) => channelOption(name, { channelTypes: postingTypes }),
};

/** Any number of channels up to what a select can hold. `empty`: how none of them reads. */
export const channels = (most: number, empty: (wording: Wording) => string): Kind<string[]> => ({
	show: (value, wording) => (value.length === 0 ? empty(wording) : listed(value.map(mention), wording)),
	right: ({ t }) => t('settings.right.channels', { most }),
	chosen: (values) => [...values],
	select: (value, wording) => ({
		type: ComponentType.ChannelSelect,
		placeholder: capitalised(empty(wording), wording.locale),
		min_values: 0,
		max_values: most,
		channel_types: [...drawingTypes],
		default_values: defaults(value),
	}),
});
