import { linesOf, planBatch } from '../../core/batch.ts';
import { Refused } from '../../core/refusal.ts';
import type { PressContext } from '../command.ts';
import type { Listed } from './form.ts';
import { panelView, type Target, wrongView } from './panel-view.ts';

export type Visit = Pick<PressContext, 'office' | 'reply' | 'offer' | 'personas' | 'locale'>;

/** A command's prompt with choices in it: what it comes to is shown, privately, instead of being drawn. Throws `Refused`. */
export async function askAbout(visit: Visit, options: Listed['options'] & { prompt?: unknown }): Promise<void> {
	const { prompt, ...rest } = options;
	const text = String(prompt ?? '');
	await visit.reply.later({ private: true });
	await ask(visit, { text, options: rest }, [text]);
}

/** A list that was filled in. What is wrong with it is said beside a way to mend it, so that nothing that was written is lost. */
export async function askAboutList(visit: Visit, listed: Listed, problem?: Refused): Promise<void> {
	const { office, reply, locale } = visit;
	try {
		if (problem) throw problem;
		await ask(visit, listed, linesOf(listed.text));
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		const draftId = await office.batchDrafts.put({ ...listed, ...ownerOf(visit) });
		await reply.show(wrongView(error.refusal, draftId, locale));
	}
}

async function ask(visit: Visit, listed: Listed, lines: readonly string[]): Promise<void> {
	const { office, reply, offer, personas, locale } = visit;
	const rules = { offer: await offer(), personas: await personas(), limit: await office.batches.limit(reply) };
	const plan = planBatch(lines, listed.options, rules);
	const refusal = await office.batches.objection(plan, reply);
	if (refusal) throw new Refused(refusal);
	const { guildId, userId } = reply.asker;
	const standing = await office.standing({ guildId, roleIds: reply.roleIds }, userId);
	const draftId = await office.batchDrafts.put({ ...listed, ...ownerOf(visit), plan });
	await reply.show(panelView({ plan, draftId, target: targetOf(visit), left: standing?.left }, locale));
}

export const ownerOf = ({ reply: { asker } }: Pick<Visit, 'reply'>) => ({
	userId: asker.userId,
	guildId: asker.guildId,
});

function targetOf({ reply: { place } }: Visit): Target {
	if (place.parentId) return 'thisThread';
	return place.canThread ? 'newThread' : 'thisChannel';
}
