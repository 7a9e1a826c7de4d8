import type { AutoModRule, Guild } from '../types.ts';

const blockMessage = { type: 1, metadata: {} };

/** https://docs.discord.com/developers/resources/auto-moderation: each kind of rule has metadata of its own, and always an object. */
export function wireAutoModRule(rule: AutoModRule, { id: guildId, ownerId }: Guild): Record<string, unknown> {
	const { id, name, triggerType = 1, enabled = true, exemptRoles = [], exemptChannels = [] } = rule;
	return {
		id,
		guild_id: guildId,
		name,
		creator_id: ownerId,
		// A member's profile is looked at when it changes, all else when a message is sent.
		event_type: triggerType === 6 ? 2 : 1,
		trigger_type: triggerType,
		trigger_metadata: metadataOf(rule),
		actions: [triggerType === 6 ? { type: 4, metadata: {} } : blockMessage],
		enabled,
		exempt_roles: exemptRoles,
		exempt_channels: exemptChannels,
	};
}

function metadataOf({ triggerType = 1, keywords = [], patterns = [], allowed = [] }: AutoModRule) {
	switch (triggerType) {
		case 1:
		case 6:
			return { keyword_filter: keywords, regex_patterns: patterns, allow_list: allowed };
		case 4:
			return { presets: [1, 2, 3], allow_list: allowed };
		case 5:
			return { mention_total_limit: 20, mention_raid_protection_enabled: true };
		default:
			return {};
	}
}
