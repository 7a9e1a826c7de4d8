import { wireUser } from '../messages/wire.ts';
import type { Channel, Guild } from '../types.ts';
import { applicationId, botUser } from '../world/default-world.ts';

/** A guild object as GUILD_CREATE and `GET /guilds/{id}` carry it. */
export function wireGuild(guild: Guild): Record<string, unknown> {
	return {
		id: guild.id,
		name: guild.name,
		owner_id: guild.ownerId,
		preferred_locale: guild.locale,
		features: guild.features,
		icon: null,
		joined_at: '2024-01-01T00:00:00.000000+00:00',
		large: false,
		unavailable: false,
		member_count: guild.members.length + 1,
		roles: guild.roles.map((role, position) => ({
			...role,
			position,
			hoist: false,
			managed: false,
			mentionable: false,
			flags: 0,
		})),
		channels: guild.channels.map((channel, position) => ({ ...wireChannel(channel, guild.id), position })),
		members: [
			{
				user: wireUser(botUser),
				roles: [],
				joined_at: '2024-01-01T00:00:00.000000+00:00',
				deaf: false,
				mute: false,
				flags: 0,
			},
		],
		threads: [],
		emojis: [],
		stickers: [],
		voice_states: [],
		presences: [],
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: [],
		afk_timeout: 300,
		default_message_notifications: 1,
		explicit_content_filter: 0,
		verification_level: 1,
		nsfw_level: 0,
		mfa_level: 0,
		premium_tier: 0,
		premium_progress_bar_enabled: false,
		system_channel_flags: 0,
		application_id: applicationId,
	};
}

export function wireChannel(
	{ id, name, type, topic, nsfw, overwrites }: Channel,
	guildId: string,
): Record<string, unknown> {
	return {
		id,
		name,
		type,
		guild_id: guildId,
		topic: topic ?? null,
		nsfw: nsfw ?? false,
		position: 0,
		parent_id: null,
		last_message_id: null,
		rate_limit_per_user: 0,
		flags: 0,
		permission_overwrites: overwrites,
	};
}
