import { PermissionFlagsBits } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { mayAskHere } from '../../core/policy.ts';
import { Refused } from '../../core/refusal.ts';
import { isSharedAs } from '../../core/sharing.ts';
import { wordsFor } from '../../locales/words.ts';
import { unlessGone } from '../api.ts';
import { payload, text } from '../payload.ts';
import type { Press } from '../press.ts';
import { staleView } from '../views/notice.ts';
import { askView, sharedDoneView, sharedView } from './sharing-view.ts';
import { picturesOf } from './show.ts';
import { resultFor, type Visit } from './visit.ts';

/** How long somebody may take to make up their mind. */
const tokenMs = 60 * 60_000;
const keyOf = (jobId: string, token: string) => `${jobId}:${token}`;

/** Asks before a private result is shown to everybody in this channel. Throws `Refused`. */
export async function askToShare(visit: Visit, jobId: string): Promise<void> {
	const { reply, office, locale } = visit;
	const job = await ownPrivate(visit, jobId);
	await refuseToPost(visit);
	const token = reply.reply.interactionId;
	await office.history.tokens.set(keyOf(job.id, token), 'open', tokenMs);
	await reply.show(askView(job, token, locale));
}

/** Posts it for everybody, once however often it is pressed; the job itself stays private. Throws `Refused`. */
export async function share(visit: Visit, jobId: string, token: string): Promise<void> {
	const { reply, office, locale } = visit;
	const { tokens, noteShared } = office.history;
	const job = await ownPrivate(visit, jobId);
	await refuseToPost(visit);
	const pictures = await picturesOf(visit, job);
	if (pictures.length === 0) throw new Refused({ code: 'resultUnseen' });
	// Whoever took the token away posts.
	if (!(await tokens.delete(keyOf(job.id, token)))) return void (await reply.instead(staleView(locale)));
	const { guildLocale } = reply.asker;
	const language = job.look?.language ?? guildLocale;
	try {
		const messageId = await office.api.followUp(reply.reply, sharedView(job, pictures, reply, language), pictures);
		await noteShared(job.id, { channelId: reply.asker.channelId, messageId });
	} catch (error) {
		await tokens.set(keyOf(job.id, token), 'open', tokenMs);
		throw error;
	}
	await reply.show(sharedDoneView(locale));
}

/** Takes back what was shared: whoever shared it, or a moderator. Throws `Refused`. */
export async function unshare({ reply, studio, office }: Visit, jobId: string, press: Press): Promise<void> {
	const job = await studio.find(jobId);
	if (!job || !isSharedAs(job, press.message?.id)) throw new Refused({ code: 'jobGone' });
	const isModerator = press.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
	if (job.asker.userId !== reply.asker.userId && !isModerator) throw new Refused({ code: 'notYours' });
	// Somebody else may have been faster.
	await unlessGone(() => office.api.deleteAnswer(reply.reply));
}

async function ownPrivate(visit: Visit, jobId: string): Promise<Job> {
	const job = await resultFor(visit, jobId);
	if (job.asker.userId !== visit.reply.asker.userId) throw new Refused({ code: 'notYours' });
	if (!job.request.private) throw new Refused({ code: 'jobGone' });
	return job;
}

/** Where members may not draw, or not just now, pictures are not posted for them either. Throws `Refused`. */
async function refuseToPost({ reply, office }: Visit): Promise<void> {
	const { guildId, userId } = reply.asker;
	if (!reply.place.canAttach) throw new Refused({ code: 'cannotAttach' });
	if (guildId === null) return;
	const { settings } = await office.settings.read(guildId);
	const objection = mayAskHere({ private: false }, reply, settings);
	if (objection) throw new Refused(objection);
	const until = await office.members.pausedUntil({ guildId, userId }, office.clock.now());
	if (until !== null) throw new Refused({ code: 'memberPaused', resetsAt: until });
}

export const onlyServerView = (locale: string) => payload('notice', [text(wordsFor(locale)('gallery.onlyServer'))]);
