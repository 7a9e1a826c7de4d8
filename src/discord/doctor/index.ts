import { examine } from '../../core/doctor.ts';
import { isDiscordId } from '../../core/settings.ts';
import { type CommandContext, member, type PressContext, role } from '../command.ts';
import type { Payload } from '../payload.ts';
import { chosenIn, whoseIs } from '../press.ts';
import { type Visit, visitOf } from '../settings/visit.ts';
import { staleView } from '../views/notice.ts';
import { findingsView } from './findings-view.ts';
import { gather } from './gather.ts';
import { readDoctorId } from './ids.ts';
import { lookedAs } from './looking.ts';

export { isDoctors } from './ids.ts';

/** What `/settings doctor` takes. */
export const doctorOptions = [role('role'), member('member')];

/** `/settings doctor`: checks the bot and this server's settings, or shows what somebody gets here. */
export async function runDoctor({ options, ...context }: CommandContext): Promise<void> {
	const visit = visitOf(context);
	if (!visit) return;
	await visit.reply.later({ private: true });
	const chosen = { roleId: idOf(options.role), userId: idOf(options.member) };
	const isAsked = chosen.roleId !== undefined || chosen.userId !== undefined;
	await visit.reply.show(isAsked ? await lookedAs(visit, chosen) : await checked(visit, { anew: false }));
}

/** What is pressed or chosen under a check. The right to it was asked for by the dispatcher, at this very press. */
export async function pressDoctor(context: PressContext): Promise<void> {
	const { id, interaction, reply, locale } = context;
	const visit = visitOf(context);
	const act = readDoctorId(id);
	const [chosen] = chosenIn(interaction).filter(isDiscordId);
	if (!visit || !act || whoseIs(interaction) !== 'own' || (act !== 'again' && !chosen))
		return reply.instead(staleView(locale));
	await reply.noted();
	if (act === 'again') await reply.show(await checked(visit, { anew: true }));
	else if (act === 'role') await reply.show(await lookedAs(visit, { roleId: chosen }));
	else await reply.show(await lookedAs(visit, { userId: chosen }, interaction));
}

async function checked(visit: Visit, how: { anew: boolean }): Promise<Payload> {
	const examined = await gather(visit.office, visit.guildId, how);
	return findingsView(examine(examined), examined.revision, visit);
}

const idOf = (value: unknown): string | undefined =>
	typeof value === 'string' && isDiscordId(value) ? value : undefined;
