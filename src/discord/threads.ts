import { ChannelType } from 'discord.js';

const types: readonly number[] = [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread];

/** Whether a channel of this type belongs to another one. */
export const isThread = (type: number | undefined): boolean => type !== undefined && types.includes(type);
