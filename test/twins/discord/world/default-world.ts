import type { Guild, Role, User, World } from '../types.ts';
import { applicationId, botUser } from './bot.ts';
import { invitedPermissions, permission } from './permissions.ts';

export { applicationId, botUser };

const everyonePermissions =
	permission.viewChannel |
	permission.sendMessages |
	permission.embedLinks |
	permission.attachFiles |
	permission.readMessageHistory |
	permission.addReactions |
	permission.createPublicThreads |
	permission.sendMessagesInThreads |
	permission.useApplicationCommands |
	permission.useExternalApps;

const users = {
	mia: person('327418590244601857', 'mia', 'Mia', '#4f7cac'),
	noah: person('341906627730145281', 'noah', 'Noah', '#5d8a66'),
	max: person('298855170346352641', 'max', 'Max', '#a2546b'),
	ada: person('271364825918767104', 'ada', 'Ada', '#7a5ea8'),
	sam: person('415273094866960394', 'sam', 'Sam', '#8a7a3d'),
};

/**
 * Two servers with the bot: "Atelier" with a member, a moderator and an admin, "Print Room" where only `sam` is. One
 * without it, "Elsewhere", and a group of two: there `mia` can use the app, since she has installed it. Fresh on every call.
 */
export function defaultWorld(): World {
	return structuredClone({
		guilds: [atelier(), printRoom(), elsewhere()],
		users: Object.values(users),
		groups: [{ id: '1190411872047366275', name: 'zine', userIds: [users.mia.id, users.noah.id] }],
		userInstalls: [users.mia.id],
	});
}

function atelier(): Guild {
	const id = '934188725630984202';
	const moderators = '934189010768064512';
	const admins = '934189010768064530';
	const artists = '934189010768064548';
	const boosters = '934189010768064561';
	const view = String(permission.viewChannel);
	return {
		id,
		name: 'Atelier',
		ownerId: users.ada.id,
		locale: 'en-US',
		features: ['COMMUNITY'],
		roles: [
			everyone(id),
			role(moderators, 'Moderators', permission.moderateMembers | permission.manageMessages, 0x4f9d69),
			role(admins, 'Admins', permission.manageGuild | permission.manageMessages | permission.moderateMembers, 0xc2571a),
			role(artists, 'Artists', 0n, 0x7a5ea8),
			role(boosters, 'Boosters', 0n, 0xd65db1),
		],
		channels: [
			{ id: '934190266370285568', name: 'welcome', type: 0, topic: 'Say hello', overwrites: [] },
			{ id: '934190266370285569', name: 'studio', type: 0, topic: 'Draw here', overwrites: [] },
			{ id: '934190266370285570', name: 'gallery', type: 0, topic: 'The best of the studio', overwrites: [] },
			{
				id: '934190266370285571',
				name: 'mod-review',
				type: 0,
				topic: 'What waits for a decision',
				overwrites: [
					{ id, type: 0, allow: '0', deny: view },
					{ id: moderators, type: 0, allow: view, deny: '0' },
					{ id: applicationId, type: 1, allow: view, deny: '0' },
				],
			},
			{ id: '934190266370285572', name: 'lounge', type: 0, topic: 'Everything else', overwrites: [] },
		],
		members: [
			{ userId: users.ada.id, roles: [admins] },
			{ userId: users.max.id, roles: [moderators] },
			{ userId: users.mia.id, roles: [] },
			{ userId: users.noah.id, nick: 'Noah B.', roles: [artists] },
		],
		botPermissions: String(invitedPermissions),
	};
}

function printRoom(): Guild {
	const id = '1012846350418620499';
	return {
		id,
		name: 'Print Room',
		ownerId: users.sam.id,
		locale: 'pt-BR',
		features: [],
		roles: [everyone(id)],
		channels: [{ id: '1012846912107098112', name: 'general', type: 0, overwrites: [] }],
		members: [{ userId: users.sam.id, roles: [] }],
		botPermissions: String(invitedPermissions),
	};
}

function elsewhere(): Guild {
	const id = '1187309640211496960';
	return {
		id,
		name: 'Elsewhere',
		ownerId: users.noah.id,
		locale: 'ko',
		features: [],
		roles: [everyone(id)],
		channels: [
			{ id: '1187309642312847391', name: 'elsewhere', type: 0, topic: 'Nobody invited the bot', overwrites: [] },
		],
		members: [
			{ userId: users.noah.id, roles: [] },
			{ userId: users.mia.id, roles: [] },
		],
		withoutBot: true,
	};
}

function person(id: string, username: string, globalName: string, avatarColor: string): User {
	return { id, username, globalName, locale: 'en-US', avatarColor };
}

function role(id: string, name: string, permissions: bigint, color: number): Role {
	return { id, name, permissions: String(permissions), color };
}

function everyone(guildId: string): Role {
	return role(guildId, '@everyone', everyonePermissions, 0);
}
