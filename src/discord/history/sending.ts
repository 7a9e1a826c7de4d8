import { defaultAttachmentLimit } from '../../core/files.ts';
import type { Job } from '../../core/job.ts';
import type { Finished } from '../../core/ports.ts';
import { Refused } from '../../core/refusal.ts';
import { wordsFor } from '../../locales/words.ts';
import { unlessGone } from '../api.ts';
import { link, type Payload, payload, row, text } from '../payload.ts';
import { resultView } from '../views/result.ts';
import { picturesOf } from './show.ts';
import { asShownTo, linkTo, withoutControls } from './show-view.ts';
import { resultFor, type Visit } from './visit.ts';

/** Sends a result to whoever presses as a direct message, once however often they press. Throws `Refused`. */
export async function sendToDms(visit: Visit, jobId: string): Promise<void> {
	const { reply, office, locale } = visit;
	const { api } = office;
	const job = await resultFor(visit, jobId);
	const pictures = await picturesOf(visit, job, Math.min(reply.reply.attachmentLimit, defaultAttachmentLimit));
	if (pictures.length === 0) throw new Refused({ code: 'resultUnseen' });
	const reported = await office.history.book.reported([job.id]);
	const view = messageOf(visit, job, pictures, reported.get(job.id) === 'spoilered');
	const sent = await unlessGone(async () => {
		const channelId = await api.openDm(reply.asker.userId);
		return { channelId, messageId: await api.post(channelId, nonceOf(job), view, pictures) };
	});
	if (!sent) return void (await reply.show(payload('notice', [text(wordsFor(locale)('gallery.dmRefused'))])));
	await reply.show(sentView(sent, locale));
}

/** In a direct message only the buttons of one's own results work. */
function messageOf({ reply, locale }: Visit, job: Job, pictures: readonly Finished[], isCovered: boolean): Payload {
	const full = resultView(asShownTo(job, reply, locale, isCovered), pictures, { found: 'looked' });
	const message = job.asker.userId === reply.asker.userId ? full : withoutControls(full);
	const links = linkTo(job, locale);
	if (links.length > 0) message.components[0]?.components.push(row(...links));
	return message;
}

/** Discord drops a repeat within a few minutes. At most 25 characters; the result itself may have been sent there under its own id. */
const nonceOf = ({ id }: Job): string => `dm.${id}`.slice(-25);

function sentView({ channelId, messageId }: { channelId: string; messageId: string }, locale: string): Payload {
	const t = wordsFor(locale);
	const url = `https://discord.com/channels/@me/${channelId}/${messageId}`;
	return payload('notice', [text(t('gallery.dmDone')), row(link(t('gallery.dmOpen'), url))]);
}
