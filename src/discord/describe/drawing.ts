import { Refused } from '../../core/refusal.ts';
import { parseImagine } from '../../core/request.ts';
import type { PressContext } from '../command.ts';
import { jobFor } from '../jobs.ts';
import { staleView } from '../views/notice.ts';
import { readDescribedId } from './ids.ts';

/** Draws what a description says, for everybody to see; but for its member alone where nobody else has seen the picture. */
export async function drawDescribed({ id, reply, studio, offer, locale }: PressContext): Promise<void> {
	const pressed = readDescribedId(id);
	if (!pressed) return reply.instead(staleView(locale));
	const { isPrivate } = pressed;
	await reply.later({ private: isPrivate });
	const job = await jobFor(studio, pressed.jobId, reply.asker);
	const described = job.calls.find((call) => call.described)?.described;
	if (!described) throw new Refused({ code: 'jobGone' });
	const asked = parseImagine({ prompt: described[pressed.kind], private: isPrivate }, await offer());
	await studio.draw(asked, reply, { parent: job.id });
}
