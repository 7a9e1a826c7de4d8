import { Refused } from '../../core/refusal.ts';
import { parseImagine } from '../../core/request.ts';
import type { PressContext } from '../command.ts';
import { jobFor } from '../jobs.ts';
import { staleView } from '../views/notice.ts';
import { readDescribedId } from './ids.ts';

/** Draws what a description says, for everybody to see. */
export async function drawDescribed({ id, reply, studio, offer, locale }: PressContext): Promise<void> {
	const pressed = readDescribedId(id);
	if (!pressed) return reply.instead(staleView(locale));
	await reply.later({ private: false });
	const job = await jobFor(studio, pressed.jobId, reply.asker);
	const described = job.calls.find((call) => call.described)?.described;
	if (!described) throw new Refused({ code: 'jobGone' });
	await studio.draw(parseImagine({ prompt: described[pressed.kind] }, await offer()), reply, { parent: job.id });
}
