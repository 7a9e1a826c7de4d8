import type { Moderating } from '../../core/holding.ts';
import { IllegalArrow, type Job } from '../../core/job.ts';
import { type Case, CaseClosed, openVerbs } from '../../core/moderation/case.ts';
import { Refused } from '../../core/refusal.ts';
import { wordsFor } from '../../locales/words.ts';
import type { PressContext } from '../command.ts';
import { payload, text } from '../payload.ts';
import { fieldsOf } from '../press.ts';
import { visitOf } from '../settings/visit.ts';
import { staleView } from '../views/notice.ts';
import { closedView } from './closed.ts';
import { showStory } from './desk/story.ts';
import { caseForm, type FormAct, field, formOf, isFormAct, longestPrompt, longestReason } from './forms.ts';
import { type Act, readCaseId } from './ids.ts';
import { lengthChosen } from './pause-lengths.ts';
import { pauseMember } from './pausing.ts';
import { carryOut, decideReport, takeBack } from './reports.ts';
import { hasAppeal, mayChange } from './views/controls.ts';

/** One moderator at one case, for the time of one press. */
interface Sitting extends PressContext {
	number: number;
	who: Moderating;
	/** Of the pressed control. */
	act: Act;
}

/** What is pressed on a card, or filled in in one of its forms. The right to it was asked for by the dispatcher, at this very press. */
export async function pressCase(context: PressContext): Promise<void> {
	const { id, reply, locale, office } = context;
	const asked = readCaseId(id);
	const { guildId, userId: by } = reply.asker;
	if (!asked || guildId === null || !isWhole(asked.act, context)) return reply.instead(staleView(locale));
	const sitting = { ...context, ...asked, who: { guildId, by } };
	try {
		if (isFormAct(asked.act)) return await openForm(sitting, asked.act);
		await reply.noted();
		await perform(sitting);
	} catch (error) {
		const found = await closedBy(error, sitting);
		await reply.instead(closedView(found, asked.act, office.clock.now(), locale));
		// Should a card still show what is over, or a post stand that was to go: this is the moment to mend it.
		if (found.kind === 'report') await carryOut(office, found);
		await office.delivery.redraw(found, await office.findJob(found.jobId));
	}
	if (!isFormAct(asked.act)) await refresh(sitting);
}

/** The case that what was pressed came too late for. Throws whatever else went wrong. */
async function closedBy(error: unknown, { office, number, who }: Sitting): Promise<Case> {
	if (error instanceof CaseClosed) return error.found;
	// Its job has gone on, or ended, in another way.
	if (error instanceof IllegalArrow) return (await read(office, number, who)).found;
	throw error;
}

/** Forms come filled in, selects with something chosen, buttons bare. */
function isWhole(act: Act, { interaction }: PressContext): boolean {
	if (act === 'pause-member') return interaction.isStringSelectMenu() && lengthChosen(interaction) !== undefined;
	const isFilledIn = Object.values<Act>(formOf).includes(act);
	return isFilledIn ? interaction.isModalSubmit() : interaction.isButton();
}

/** It is answered with a form, so the case is read before anything is acknowledged. */
async function openForm({ office, reply, locale, number, who }: Sitting, act: FormAct): Promise<void> {
	const { found, job } = await read(office, number, who);
	const isOpen = act === 'grant' || act === 'deny' ? hasAppeal(found) : openVerbs(found).includes('refuse');
	if (!isOpen || (act === 'change' && !mayChange(found, job))) throw new CaseClosed(found);
	await reply.form(caseForm(act, number, locale, act === 'change' ? job?.request.prompt : ''));
}

async function perform(sitting: Sitting): Promise<void> {
	const { act, number, who, studio, interaction } = sitting;
	const { cases } = studio;
	const words = (fieldsOf(interaction)[field] ?? '').trim();
	const reason = words.slice(0, longestReason);
	switch (act) {
		case 'approve':
			return (await hasLeft(sitting)) ? undefined : void (await cases.approve(number, who));
		case 'changed':
			return approveWith(sitting, words.slice(0, longestPrompt));
		case 'refused':
			return void (await cases.refuse(number, who, { reason }));
		case 'warned':
			return void (await cases.refuse(number, who, { reason, warn: true }));
		case 'claim':
			return void (await cases.claim(number, who));
		case 'granted':
		case 'denied':
			return void (await cases.answer(number, who, { text: reason, granted: act === 'granted' }));
		case 'undo':
			return undo(sitting);
		case 'keep':
		case 'spoiler':
		case 'remove': {
			const { wasThere } = await decideReport(sitting.office, number, act, who);
			return wasThere ? undefined : say(sitting, 'case.postGone');
		}
		case 'pause-member':
			return pause(sitting);
	}
}

async function approveWith(sitting: Sitting, prompt: string): Promise<void> {
	const { office, studio, number, who } = sitting;
	if (prompt === '') throw new Refused({ code: 'promptEmpty' });
	const { found, job } = await read(office, number, who);
	if (!mayChange(found, job)) throw new CaseClosed(found);
	if (await hasLeft(sitting)) return;
	if (prompt === job?.request.prompt) return void (await studio.cases.approve(number, who));
	await studio.cases.approve(number, who, { prompt });
}

async function undo(sitting: Sitting): Promise<void> {
	const { office, studio, number, who } = sitting;
	const { found } = await read(office, number, who);
	// What was asked for a second look has gone its way from there.
	if (found.appeal) throw new CaseClosed(found);
	await studio.cases.undo(number, who);
	await takeBack(office, found);
	if (found.state === 'removed') await say(sitting, 'case.removedFor');
}

async function pause(sitting: Sitting): Promise<void> {
	const { office, number, who, interaction } = sitting;
	const { found, job } = await read(office, number, who);
	const { guildId, by } = who;
	const forMs = lengthChosen(interaction) ?? 0;
	const whose = { guildId, userId: found.userId, by, case: number };
	const until = await pauseMember(office, { ...whose, forMs, ...(job ? { locale: job.asker.locale } : {}) });
	await office.delivery.redraw(found, job);
	await say(sitting, 'case.paused.done', { user: `<@${found.userId}>`, when: `<t:${Math.ceil(until / 1000)}:f>` });
}

/** Nothing is bought for nobody: whoever left may come back until it expires. Where Discord does not say, they are there. */
async function hasLeft(sitting: Sitting): Promise<boolean> {
	const { office, number, who } = sitting;
	const { found } = await read(office, number, who);
	if (openVerbs(found).length === 0) return false;
	const { guildId, userId } = found;
	const isThere = await office.servers.member(guildId, userId).then(
		(member) => member !== undefined,
		() => true,
	);
	if (!isThere) await say(sitting, 'case.left', { user: `<@${userId}>` });
	return !isThere;
}

const say = ({ reply, locale }: Sitting, key: string, values: Record<string, string> = {}): Promise<void> =>
	reply.instead(payload('notice', [text(wordsFor(locale)(key, values))]));

async function read(
	office: Sitting['office'],
	number: number,
	{ guildId }: Moderating,
): Promise<{ found: Case; job: Job | undefined }> {
	const found = await office.cases.find(guildId, number);
	if (!found) throw new Refused({ code: 'caseGone' });
	return { found, job: await office.findJob(found.jobId) };
}

/** Where it was pressed in the story of `/moderation case`, that says how it stands now; cards are redrawn as it is. */
async function refresh(sitting: Sitting): Promise<void> {
	const visit = visitOf(sitting);
	if (!visit || !sitting.interaction.message?.flags.has('Ephemeral')) return;
	await showStory(visit, { number: sitting.number, page: 0 });
}
