import { PermissionFlagsBits } from 'discord.js';
import { Refused } from '../../core/refusal.ts';
import type { PressContext } from '../command.ts';
import { staleView } from '../views/notice.ts';
import { askAboutList, ownerOf } from './asking.ts';
import type { BatchDraft } from './draft.ts';
import { batchForm, filledIn } from './form.ts';
import { noDraft, readBatchId } from './ids.ts';
import { readListFile } from './list-file.ts';
import { startedView, takenBackView } from './panel-view.ts';

/** What is pressed on a batch's panel or message, and the form. Throws `Refused`. */
export async function pressBatch(context: PressContext): Promise<void> {
	const { id, reply, locale } = context;
	const found = readBatchId(id);
	if (!found) return reply.instead(staleView(locale));
	const { verb, ref } = found;
	switch (verb) {
		case 'draw':
			return draw(context, ref);
		case 'edit':
			return reply.form(batchForm(ref, locale, await draftOf(context, ref)));
		case 'form':
			return read(context, ref);
		case 'cancel': {
			await reply.noted();
			await draftOf(context, ref);
			await context.office.batchDrafts.take(ref);
			return void (await reply.show(takenBackView(locale)));
		}
		case 'stop':
			return stop(context, ref);
	}
}

/** Somebody else's is as good as none. */
async function draftOf(context: PressContext, ref: string): Promise<BatchDraft> {
	const draft = await context.office.batchDrafts.get(ref);
	const { userId, guildId } = ownerOf(context);
	if (draft?.userId !== userId || draft.guildId !== guildId) throw new Refused({ code: 'batchGone' });
	return draft;
}

/** Of two presses one starts it. What would be refused at once is not even begun, and stays to be pressed later. */
async function draw(context: PressContext, ref: string): Promise<void> {
	const { office, reply, locale } = context;
	await reply.noted();
	const { plan } = await draftOf(context, ref);
	const refusal = plan && (await office.batches.objection(plan, reply));
	if (refusal) throw new Refused(refusal);
	if (!plan || !(await office.batchDrafts.take(ref))) throw new Refused({ code: 'batchGone' });
	const { asker, shown } = await office.batches.start(plan, reply);
	await reply.show(startedView(plan, shown?.resultsIn ?? asker.channelId, locale));
}

/** A form from a panel changes the panel; one from a result has an answer of its own. */
async function read(context: PressContext, ref: string): Promise<void> {
	const { office, reply, interaction } = context;
	const isNew = ref === noDraft;
	await (isNew ? reply.later({ private: true }) : reply.noted());
	const before = isNew ? undefined : await draftOf(context, ref);
	const { text: typed, file, options } = filledIn(interaction);
	// A list that was too long for the form stays unless another one comes.
	const text = typed.trim() === '' && !file ? (before?.text ?? '') : typed;
	const { shape: _, quality: __, count: ___, ...kept } = before?.options ?? {};
	const listed = { text, options: { ...kept, ...options } };
	try {
		const added = file ? await readListFile(file, office.download) : '';
		listed.text = [text, added].filter((it) => it.trim() !== '').join('\n');
		await askAboutList(context, listed);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		await askAboutList(context, listed, error);
	}
	if (before) await office.batchDrafts.take(ref);
}

async function stop(context: PressContext, ref: string): Promise<void> {
	const { office, reply, interaction } = context;
	await reply.noted();
	const batch = await office.batches.find(ref);
	if (!batch || batch.asker.guildId !== reply.asker.guildId) throw new Refused({ code: 'jobGone' });
	const isModerator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
	if (batch.asker.userId !== reply.asker.userId && !isModerator) throw new Refused({ code: 'notYours' });
	await office.batches.stop(ref);
}
