import { wireUser } from '../messages/wire.ts';
import type { Channel, Guild, Role } from '../types.ts';
import { applicationId, botUser } from '../world/default-world.ts';

/** A guild object as GUILD_CREATE and `GET /guilds/{id}` carry it. */
export function wireGuild(guild: Guild): Record<string, unknown> {
	return {
		id: guild.id,
		name: guild.name,
		owner_id: guild.ownerId,
		preferred_locale: guild.locale,
		features: guild.features,
		description: null,
		icon: null,
		home_header: null,
		splash: null,
		discovery_splash: null,
		banner: null,
		region: 'deprecated',
		afk_channel_id: null,
		system_channel_id: null,
		rules_channel_id: null,
		public_updates_channel_id: null,
		safety_alerts_channel_id: null,
		widget_enabled: false,
		widget_channel_id: null,
		max_presences: null,
		max_members: 500_000,
		max_video_channel_users: 25,
		max_stage_video_channel_users: 50,
		vanity_url_code: null,
		premium_subscription_count: 0,
		premium_progress_bar_enabled_user_updated_at: null,
		hub_type: null,
		incidents_data: null,
		inventory_settings: null,
		owner_configured_content_level: null,
		nsfw: false,
		joined_at: '2024-01-01T00:00:00.000000+00:00',
		large: false,
		unavailable: false,
		member_count: guild.members.length + 1,
		roles: guild.roles.map((role, position) => ({ ...wireRole(role), position })),
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

export function wireRole(role: Role): Record<string, unknown> {
	return {
		...role,
		colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
		position: 0,
		hoist: false,
		managed: false,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: 0,
	};
}
