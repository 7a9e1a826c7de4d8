import type { Channel, Guild } from '../types.ts';
import { applicationId, botUser } from '../world/bot.ts';
import { isThread } from '../world/permissions.ts';
import { memberIn, overwritesOf, type PlacedRole, rolesOf } from '../world/roles.ts';
import { wireMember } from './wire-member.ts';

/** A guild object as `GET /guilds/{id}` carries it: without channels, members and all that only the gateway tells. */
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
		roles: rolesOf(guild).map(wireRole),
		emojis: [],
		stickers: [],
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

/** The guild as GUILD_CREATE brings it. */
export function createdGuild(guild: Guild): Record<string, unknown> {
	return {
		...wireGuild(guild),
		joined_at: '2024-01-01T00:00:00.000000+00:00',
		large: false,
		unavailable: false,
		member_count: memberCount(guild),
		channels: guild.channels.filter((one) => !isThread(one)).map((channel) => wireChannel(channel, guild)),
		members: [wireMember(memberIn(guild, applicationId)!, botUser)],
		threads: guild.channels
			.filter((one) => isThread(one) && !one.thread?.archived)
			.map((one) => wireThread(one, guild)),
		voice_states: [],
		presences: [],
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: [],
	};
}

function wireThread({ id, name, type, parentId, thread }: Channel, guild: Guild): Record<string, unknown> {
	const members = thread?.memberIds ?? [];
	const at = (ms = 0) => new Date(ms).toISOString();
	return {
		id,
		name,
		type,
		guild_id: guild.id,
		parent_id: parentId ?? null,
		owner_id: thread?.ownerId ?? guild.ownerId,
		last_message_id: null,
		rate_limit_per_user: 0,
		flags: 0,
		message_count: 0,
		total_message_sent: 0,
		member_count: members.length,
		thread_metadata: {
			archived: thread?.archived ?? false,
			locked: thread?.locked ?? false,
			auto_archive_duration: thread?.autoArchiveAfter ?? 4320,
			archive_timestamp: at(thread?.archivedAt),
			create_timestamp: at(thread?.createdAt),
		},
	};
}

/** With the bot, which the world's list of members leaves out. */
export function memberCount({ members }: Guild): number {
	return new Set([applicationId, ...members.map(({ userId }) => userId)]).size;
}

/** A channel of any kind; a thread has a state and followers instead of overwrites. */
export function wireChannel(channel: Channel, guild: Guild): Record<string, unknown> {
	if (isThread(channel)) return wireThread(channel, guild);
	const { id, name, type, topic, nsfw, parentId } = channel;
	return {
		id,
		name,
		type,
		guild_id: guild.id,
		topic: topic ?? null,
		nsfw: nsfw ?? false,
		position: guild.channels.indexOf(channel),
		parent_id: parentId ?? null,
		last_message_id: null,
		rate_limit_per_user: 0,
		flags: 0,
		permission_overwrites: overwritesOf(guild, channel),
	};
}

export function wireRole({ botId, ...role }: PlacedRole): Record<string, unknown> {
	return {
		...role,
		colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: botId !== undefined,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: 0,
		...(botId === undefined ? {} : { tags: { bot_id: botId } }),
	};
}
