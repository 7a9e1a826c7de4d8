import { memberCount, wireChannel, wireGuild, wireRole } from '../gateway/wire-guild.ts';
import { wireMember } from '../gateway/wire-member.ts';
import type { TwinState } from '../state.ts';
import type { Guild } from '../types.ts';
import { wireAutoModRule } from '../world/automod.ts';
import { applicationId } from '../world/bot.ts';
import { effectivePermissions, isThread, permission } from '../world/permissions.ts';
import { memberIn, rolesOf } from '../world/roles.ts';
import { missingPermissions, unknownGuild, unknownMember, unknownRole, unknownUser } from './discord-error.ts';
import { fieldsOf } from './fields.ts';
import { createIssues } from './issues.ts';
import type { ApiRequest, Route } from './router.ts';

const maxGuilds = 200;

/** Servers and what a bot's token may read in them; one the bot is not in is unknown to it. */
export function guildRoutes({ directory, world }: TwinState): Route[] {
	const ok = (body: unknown) => ({ status: 200, body });

	function guildOf({ params }: ApiRequest): Guild {
		const guild = directory.guild(snowflake(params, 'guild'));
		if (!guild || guild.withoutBot) throw unknownGuild();
		return guild;
	}

	function member(request: ApiRequest) {
		const guild = guildOf(request);
		const user = directory.user(snowflake(request.params, 'user'));
		if (!user) throw unknownUser();
		const found = directory.memberOf(guild, user.id);
		if (!found) throw unknownMember();
		return ok(wireMember(found, user));
	}

	function role(request: ApiRequest) {
		const id = snowflake(request.params, 'role');
		const found = rolesOf(guildOf(request)).find((one) => one.id === id);
		if (!found) throw unknownRole();
		return ok(wireRole(found));
	}

	/** Every channel, also those the bot cannot look into: their names are no secret at Discord. Threads are listed apart. */
	function channels(request: ApiRequest) {
		const guild = guildOf(request);
		return ok(guild.channels.filter((one) => !isThread(one)).map((channel) => wireChannel(channel, guild)));
	}

	function activeThreads(request: ApiRequest) {
		const guild = guildOf(request);
		const open = guild.channels.filter((one) => isThread(one) && !one.thread?.archived);
		const seen = open.filter((channel) => directory.canSee(applicationId, { id: channel.id, guild, channel }));
		return ok({ threads: seen.map((channel) => wireChannel(channel, guild)), members: [] });
	}

	function autoModRules(request: ApiRequest) {
		const guild = guildOf(request);
		const bits = BigInt(botPermissionsIn(guild));
		if ((bits & permission.manageGuild) === 0n) throw missingPermissions();
		return ok((guild.autoModRules ?? []).map((rule) => wireAutoModRule(rule, guild)));
	}

	/** In ascending order of ids; with both `before` and `after`, only `before` is looked at. */
	function ownGuilds({ query }: ApiRequest) {
		const { limit, before, after } = pageOf(query);
		const joined = world.guilds.filter((guild) => !guild.withoutBot);
		const sorted = joined.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
		const page =
			before === undefined
				? sorted.filter(({ id }) => BigInt(id) > BigInt(after ?? 0)).slice(0, limit)
				: sorted.filter(({ id }) => BigInt(id) < BigInt(before)).slice(-limit);
		return ok(page.map((guild) => ({ ...partialGuild(guild), ...counts(guild, query) })));
	}

	const base = '/guilds/:guild';
	return [
		{ method: 'GET', template: '/users/@me/guilds', handle: ownGuilds },
		{
			method: 'GET',
			template: base,
			handle: (request) => {
				const guild = guildOf(request);
				return ok({ ...wireGuild(guild), ...counts(guild, request.query) });
			},
		},
		{ method: 'GET', template: `${base}/channels`, handle: channels },
		{ method: 'GET', template: `${base}/threads/active`, handle: activeThreads },
		{
			method: 'GET',
			template: `${base}/roles`,
			handle: (request) => ok(rolesOf(guildOf(request)).map(wireRole)),
		},
		{ method: 'GET', template: `${base}/roles/:role`, handle: role },
		{ method: 'GET', template: `${base}/members/:user`, handle: member },
		{ method: 'GET', template: `${base}/auto-moderation/rules`, handle: autoModRules },
	];
}

/** `permissions` are the bot's in the server as a whole, without any channel's overwrites. */
function partialGuild(guild: Guild): Record<string, unknown> {
	return {
		id: guild.id,
		name: guild.name,
		icon: null,
		banner: null,
		owner: guild.ownerId === applicationId,
		permissions: botPermissionsIn(guild),
		features: guild.features,
	};
}

const botPermissionsIn = (guild: Guild): string =>
	String(effectivePermissions(guild, undefined, memberIn(guild, applicationId)!));

function counts(guild: Guild, query: URLSearchParams) {
	if (query.get('with_counts') !== 'true') return {};
	return { approximate_member_count: memberCount(guild), approximate_presence_count: memberCount(guild) };
}

const isSnowflake = (text: string) => /^\d{1,20}$/.test(text);

/** A path's id; throws the 50035 that Discord has for anything but digits. */
function snowflake(params: Record<string, string>, name: string): string {
	const value = params[name] ?? '';
	const issues = createIssues();
	if (!isSnowflake(value)) refuseSnowflake(issues, `${name}_id`, value);
	issues.settle();
	return value;
}

function pageOf(query: URLSearchParams) {
	const issues = createIssues();
	const given = query.get('limit');
	const limit = given === null ? maxGuilds : Number(given);
	fieldsOf({ limit }, [], issues).integer('limit', { min: 1, max: maxGuilds });
	const edge = (name: string) => {
		const value = query.get(name) ?? undefined;
		if (value !== undefined && !isSnowflake(value)) refuseSnowflake(issues, name, value);
		return value;
	};
	const page = { limit, before: edge('before'), after: edge('after') };
	issues.settle();
	return page;
}

function refuseSnowflake(issues: ReturnType<typeof createIssues>, name: string, value: string) {
	issues.add([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
}
