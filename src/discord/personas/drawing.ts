import { reservationFor } from '../../core/outcome.ts';
import { personaNamed } from '../../core/personas.ts';
import { DrawnBefore } from '../../core/ports.ts';
import { withPreviews } from '../../core/previews.ts';
import { namesIn } from '../../core/prompt.ts';
import { Refused } from '../../core/refusal.ts';
import { parseImagine } from '../../core/request.ts';
import type { Press } from '../press.ts';
import { triedIn, tryForm } from './forms.ts';
import { draftGone, isOf } from './keeping.ts';
import { pictureView } from './views.ts';
import { acknowledge, type Visit } from './visit.ts';

/** Shows the prompt that will be sent, and the price, before anything is drawn. Throws `Refused` as `/imagine` does. */
export async function showPicture(visit: Visit, press: Press): Promise<void> {
	const { reply, office, locale, userId, guildId } = visit;
	await acknowledge(visit, press);
	const typed = triedIn(press);
	const [offer, personas] = await Promise.all([visit.offer(), visit.personas()]);
	const { request } = parseImagine(typed, offer, personas);
	const draft = await office.drafts.put({ guildId, userId, kind: 'picture', request });
	const priceMicros = reservationFor(withPreviews(request, offer.previews ?? 0), 0);
	const unknown = namesIn(typed.persona).filter((name) => !personaNamed(name, personas));
	await reply.show(pictureView(request, { draft, priceMicros, unknown }, locale));
}

/** Draws exactly what was shown; of several presses one does. What was refused can be pressed again. */
export async function drawPicture(visit: Visit, id: string): Promise<void> {
	const { reply, office, studio } = visit;
	await reply.later({ private: false });
	const draft = await office.drafts.get(id);
	const isOwn = draft?.kind === 'picture' && isOf(draft, visit);
	if (!isOwn || !(await office.drafts.take(id))) return reply.instead(draftGone(visit));
	try {
		await studio.draw({ request: draft.request, sources: [] }, reply);
	} catch (error) {
		if (error instanceof Refused || error instanceof DrawnBefore) await office.drafts.put(draft, id);
		throw error;
	}
}

/** The form once more. */
export async function changePicture(visit: Visit, id: string): Promise<void> {
	const { reply, office, locale } = visit;
	const draft = await office.drafts.get(id);
	if (draft?.kind !== 'picture' || !isOf(draft, visit)) return reply.instead(draftGone(visit));
	const { prompt, persona } = draft.request;
	await reply.form(tryForm({ prompt, persona: persona ?? '' }, locale));
}
