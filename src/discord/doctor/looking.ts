import { allowanceOf } from '../../core/allowance.ts';
import type { Settings } from '../../core/settings.ts';
import type { Person } from '../guild.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import type { Press } from '../press.ts';
import { roleIdsIn } from '../rights.ts';
import type { Visit } from '../settings/visit.ts';
import { roleName } from '../settings/wording.ts';
import { allowanceWords } from './allowance-view.ts';
import { askAs, type Chosen } from './ask-as.ts';
import { doctorId } from './ids.ts';

/** What a role or a member, or one beside the other, gets here. */
export async function lookedAs(visit: Visit, chosen: Chosen, press?: Press): Promise<Payload> {
	const { office, guildId, t } = visit;
	const { settings } = await office.settings.read(guildId);
	const texts = [
		...(chosen.roleId ? [asRole(visit, settings, chosen.roleId)] : []),
		...(chosen.userId ? [await asMember(visit, settings, chosen.userId, press)] : []),
	];
	return payload('panel', [
		...texts.map(text),
		row(button(t('doctor.check'), doctorId('again'))),
		...askAs(chosen, visit),
	]);
}

function asRole(visit: Visit, settings: Settings, roleId: string): string {
	const roleIds = roleId === visit.guildId ? [] : [roleId];
	return allowanceWords(
		{ name: roleName(roleId, visit), ...held(visit, settings, roleIds), standing: undefined },
		visit,
	);
}

async function asMember(visit: Visit, settings: Settings, userId: string, press: Press | undefined): Promise<string> {
	const { office, guildId, t } = visit;
	const name = `<@${userId}>`;
	const person = await personOf(visit, userId, press);
	if (typeof person === 'string') return t(`doctor.as.${person}`, { name });
	const { roleIds } = person;
	const standing = await office.standing({ guildId, roleIds }, userId);
	return allowanceWords({ name, ...held(visit, settings, roleIds), standing }, visit);
}

function held({ guildId, office: { operator } }: Visit, settings: Settings, roleIds: readonly string[]) {
	const allowance = allowanceOf(settings, { guildId, roleIds }, operator.offer);
	return { settings, allowance, operatorMicros: operator.microsPerDay };
}

/** With the roles that came with the choice, else as Discord says; or why nobody can say. */
async function personOf(
	{ office, guildId }: Visit,
	userId: string,
	press: Press | undefined,
): Promise<Person | 'noMember' | 'unread'> {
	const sent = press?.isUserSelectMenu() ? press.members.get(userId) : undefined;
	if (sent) return { userId, roleIds: roleIdsIn(sent) };
	const read = office.servers.member(guildId, userId);
	return read.then(
		(person) => person ?? 'noMember',
		() => 'unread',
	);
}
