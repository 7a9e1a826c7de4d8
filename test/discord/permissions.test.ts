import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permissionsIn, type Subject } from '../../src/discord/permissions.ts';
import { defaultWorld, type Guild } from '../twins/discord/index.ts';
import { effectivePermissions } from '../twins/discord/world/permissions.ts';
import { memberIn, overwritesOf, rolesOf } from '../twins/discord/world/roles.ts';

/** The twin has its own computation, made from Discord's documentation too. */

const known = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n);
const bot = '1180467295513083904';
const people = (guild: Guild) => [bot, ...guild.members.map(({ userId }) => userId)];

function expectSame(guild: Guild) {
	for (const userId of people(guild).filter((id) => id !== guild.ownerId)) {
		const { roles: roleIds } = memberIn(guild, userId)!;
		const subject: Subject = { guildId: guild.id, roles: rolesOf(guild), roleIds, userId };
		for (const channel of guild.channels) {
			const theirs = effectivePermissions(guild, channel, { userId, roles: roleIds }) & known;
			const ours = permissionsIn({ overwrites: overwritesOf(guild, channel) }, subject) & known;
			expect([channel.name, userId, ours]).toEqual([channel.name, userId, theirs]);
		}
	}
}

test('in the world as it is are the same for everybody, everywhere', () => {
	for (const guild of defaultWorld().guilds.filter(({ withoutBot }) => !withoutBot)) expectSame(guild);
});

test('under any overwrites and any roles are the same', () => {
	const guild = defaultWorld().guilds[0]!;
	const bits = fc
		.bigInt({ min: 0n, max: known })
		.map((set) => String(set & known & ~PermissionFlagsBits.Administrator));
	const overwrite = fc.oneof(
		fc.record({
			id: fc.constantFrom(...rolesOf(guild).map(({ id }) => id)),
			type: fc.constant(0 as const),
			allow: bits,
			deny: bits,
		}),
		fc.record({ id: fc.constantFrom(...people(guild)), type: fc.constant(1 as const), allow: bits, deny: bits }),
	);
	const overwrites = fc.uniqueArray(overwrite, { selector: ({ id }) => id, maxLength: 8 });
	const change = fc.record({
		overwrites: fc.array(overwrites, { minLength: 5, maxLength: 5 }),
		roles: fc.array(bits, { minLength: 5, maxLength: 5 }),
		admin: fc.boolean(),
	});
	fc.assert(
		fc.property(change, (it) => {
			const changed = structuredClone(guild);
			for (const [n, channel] of changed.channels.entries()) channel.overwrites = it.overwrites[n] ?? [];
			for (const [n, role] of changed.roles.entries()) role.permissions = it.roles[n] ?? role.permissions;
			if (it.admin) changed.botPermissions = String(PermissionFlagsBits.Administrator);
			expectSame(changed);
		}),
		{ numRuns: 200 },
	);
});

describe('by Discord’s order', () => {
	const [view, send] = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];
	const subject: Subject = {
		guildId: '1',
		roles: [
			{ id: '1', permissions: String(view) },
			{ id: '2', permissions: '0' },
			{ id: '3', permissions: String(send) },
		],
		roleIds: ['2', '3'],
		userId: '9',
	};
	const rule = (id: string, type: 0 | 1, allow: bigint, deny: bigint) => ({
		id,
		type,
		allow: String(allow),
		deny: String(deny),
	});

	test('a role that allows wins over one that denies, and the person over both', () => {
		const both = [rule('2', 0, 0n, view), rule('3', 0, view, 0n)];
		expect(permissionsIn({ overwrites: both }, subject)).toBe(view | send);
		expect(permissionsIn({ overwrites: [...both, rule('9', 1, 0n, view)] }, subject)).toBe(send);
		expect(permissionsIn({ overwrites: [rule('9', 1, view, 0n), rule('1', 0, 0n, view)] }, subject)).toBe(view | send);
	});

	test('what is said of other roles and people means nothing', () => {
		const others = [rule('4', 0, 0n, view), rule('8', 1, 0n, send), rule('9', 0, 0n, send), rule('2', 1, 0n, send)];
		expect(permissionsIn({ overwrites: others }, subject)).toBe(view | send);
	});

	test('an administrator may everything, whatever a channel says', () => {
		const roles = [{ id: '1', permissions: String(PermissionFlagsBits.Administrator) }];
		const bits = permissionsIn({ overwrites: [rule('1', 0, 0n, view)] }, { ...subject, roles });
		expect(bits & known).toBe(known);
	});
});
