import { modelOf } from '../../core/catalogue.ts';
import type { Job } from '../../core/job.ts';
import { parseEditOf } from '../../core/next-steps.ts';
import type { Paintable, Painted, Painting, PaintLink } from '../../core/painting.ts';
import { AlreadyAccepted, type Asking, type Prepared } from '../../core/ports.ts';
import { Refused } from '../../core/refusal.ts';
import type { Asked, ImageRequest, Source } from '../../core/request.ts';
import { wordsFor } from '../../locales/words.ts';
import { type Api, unlessGone } from '../api.ts';
import type { Download } from '../downloads.ts';
import { jobFor } from '../jobs.ts';
import { link, type Payload, payload, row, small, text } from '../payload.ts';
import { ago } from '../text.ts';
import type { From } from './ids.ts';
import { resultSource, type StepParts, someWords } from './parts.ts';

/** Who pressed Paint, and on what: what comes back from the page is drawn for them. */
export interface PaintVisit {
	asking: Asking;
	from: From;
}

export interface PaintingParts extends StepParts {
	api: Api;
	/** By the press's interaction, for as long as the link lives. */
	visits: { get(key: string): Promise<PaintVisit | undefined> };
	prepare: (request: ImageRequest, sources: readonly Source[], download: Download) => Promise<Prepared>;
}

const paintedAddress = 'painted:';

/** The painter's side that faces Discord: whose link it is, and the edit that comes of it, on the same road as every other. */
export function createPainting({ api, studio, offer, results, visits, prepare }: PaintingParts): Painting {
	/** By link: what came through it is looked at one after the other. Between processes the ledger decides. */
	const submitting = new Map<string, Promise<void>>();

	async function look({
		interactionId,
		jobId,
		userId,
	}: PaintLink): Promise<(PaintVisit & { job: Job }) | 'used' | 'gone'> {
		// Whatever comes through this link becomes the job of its press, and there is only one.
		if (await studio.find(interactionId)) return 'used';
		const visit = await visits.get(interactionId);
		if (!visit || visit.from.jobId !== jobId || visit.asking.asker.userId !== userId) return 'gone';
		const job = await jobFor(studio, jobId, visit.asking.asker).catch(refused);
		return job ? { ...visit, job } : 'gone';
	}

	async function asked(
		{ asking, from, job }: PaintVisit & { job: Job },
		{ kind, prompt }: Omit<Painted, 'png'>,
	): Promise<Asked> {
		const { guildId } = asking.asker;
		const allowed = await offer({ guildId, roleIds: asking.roleIds });
		const image = resultSource(from);
		const painted = { role: kind, name: '', url: paintedAddress, size: 0 } as const;
		return parseEditOf(job, from.picture, { prompt, image, [kind]: painted, private: from.isPrivate }, allowed);
	}

	async function take(at: PaintLink, { png, ...painted }: Painted): Promise<'taken' | 'used' | 'gone'> {
		const visit = await look(at);
		if (typeof visit === 'string') return visit;
		const { asking, from, job } = visit;
		const wanted = await asked(visit, painted);
		// The pixels are looked at before anybody hears of it.
		const prepared = await prepare(wanted.request, wanted.sources, (source, limit) =>
			source.url === paintedAddress ? Promise.resolve(png) : results.download(source, limit),
		);
		const reply = { ...asking.reply, private: from.isPrivate };
		const answerId = from.isPrivate ? undefined : await api.followUp(reply, waitingFor(asking));
		const answered = { ...asking, reply: { ...reply, ...(answerId ? { answerId } : {}) } };
		try {
			await studio.draw(wanted, answered, { parent: job.id, parentPicture: from.picture, prepared });
			return 'taken';
		} catch (error) {
			if (answerId) await unlessGone(() => api.deleteAnswer(answered.reply));
			if (error instanceof AlreadyAccepted) return 'used';
			throw error;
		}
	}

	return {
		async open(at): Promise<Paintable | 'used' | 'gone'> {
			const visit = await look(at);
			if (typeof visit === 'string') return visit;
			const picture = await results.one(visit.job, at.picture).catch(refused);
			if (!picture) return 'gone';
			// Where nothing can be edited any more the page opens all the same, and says so when it is sent.
			const wanted = await asked(visit, { kind: 'mask', prompt: someWords }).catch(refused);
			const canMarkup = wanted !== undefined && modelOf(wanted.request.model).markup;
			const { bytes, type, width, height } = picture;
			const { locale } = visit.asking.asker;
			return { picture: { bytes, type }, width, height, canMarkup, locale, prompt: '' };
		},

		submit(at, painted) {
			const { interactionId } = at;
			// Whoever clicks twice is told that it is used, instead of being answered twice in the channel.
			const done = (submitting.get(interactionId) ?? Promise.resolve()).then(() => take(at, painted));
			const settled = done.then(
				() => {},
				() => {},
			);
			submitting.set(interactionId, settled);
			void settled.then(() => submitting.get(interactionId) === settled && submitting.delete(interactionId));
			return done;
		},
	};
}

const refused = (error: unknown): undefined => {
	if (error instanceof Refused) return undefined;
	throw error;
};

/** Stands in the channel until there is something to show, in the server's language. Nobody has judged the member's words by then, so they are not in it. */
const waitingFor = ({ asker }: Asking): Payload =>
	payload('waiting', [text(wordsFor(asker.guildLocale)('paint.coming'))]);

/** The way to the page, for one member alone. `until` in milliseconds. */
export function paintView(address: string, until: number, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('panel', [
		text(`**${t('paint.title')}**\n${t('paint.text')}`),
		row(link(t('paint.open'), address)),
		small(t('paint.until', { when: ago(until) })),
	]);
}
