import { PermissionFlagsBits } from 'discord.js';
import type { Job } from '../core/job.ts';
import { parseEditOf, parseVaryOf } from '../core/next-steps.ts';
import type { Clock, Pictures, StoredPicture } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import type { Asked, Offer, Options, Source } from '../core/request.ts';
import type { Whereabouts } from '../core/rules.ts';
import type { Studio } from '../core/studio.ts';
import { type Api, unlessGone } from './api.ts';
import { batchForm } from './batches/form.ts';
import { noDraft } from './batches/ids.ts';
import { editForm, filledIn, varyForm } from './forms.ts';
import { picturesIn } from './gallery.ts';
import { goesOnInPublic, pastVerbs, type Verb } from './history/ids.ts';
import { idOf, readId } from './ids.ts';
import { jobFor } from './jobs.ts';
import { appealForm, takeAppeal } from './moderation/appealing.ts';
import { reportForm, takeReport } from './moderation/reporting.ts';
import { chosenIn, type Press } from './press.ts';
import type { Reply } from './reply.ts';
import { whereIs } from './rights.ts';
import type { Steps } from './steps/index.ts';
import { nextSteps } from './steps/next-steps.ts';
import { inTime, priceOf, resultSource, someWords } from './steps/parts.ts';
import { customIdsIn } from './target.ts';
import { staleView } from './views/notice.ts';
import { originalsViews } from './views/original.ts';

export interface Buttons {
	/** Acknowledges and does what was pressed. Throws `Refused`. */
	press(interaction: Press, reply: Reply): Promise<void>;
}

export interface ButtonParts {
	studio: Studio;
	api: Api;
	/** What whoever presses may draw with there. Throws `Refused` where that is nothing. */
	offer: (where: Whereabouts) => Promise<Offer>;
	originals: (jobId: string) => Promise<StoredPicture[]>;
	clock: Clock;
	steps: Pick<Steps, 'open'>;
	/** Where a result came from, and what becomes of it. */
	history: (asked: { verb: Verb; jobId: string }, press: Press, reply: Reply) => Promise<void>;
	finish: Pictures['finish'];
}

export function createButtons(parts: ButtonParts): Buttons {
	const { studio, api, offer, originals, clock, steps, history, finish } = parts;
	/** Every action acknowledges before it reads the store; the message itself says what is needed until then. */
	async function press(interaction: Press, reply: Reply): Promise<void> {
		const id = readId(interaction.customId);
		if (!id) return reply.instead(staleView(interaction.locale));
		const { action, jobId } = id;
		switch (action) {
			case 'again':
			case 'again-private': {
				await reply.later({ private: action === 'again-private' });
				await studio.again(await jobFor(studio, jobId, reply.asker), reply);
				return;
			}
			case 'vary': {
				const pictures = picturesOf(interaction).length;
				if (pictures < 2) return vary(jobId, interaction, reply);
				const micros = await price(jobId, interaction, reply, varyOf);
				const customId = idOf('vary-form', jobId);
				return reply.form(varyForm({ customId, pictures, micros, locale: interaction.locale }));
			}
			case 'vary-form':
				return vary(jobId, interaction, reply);
			case 'edit': {
				const micros = await price(jobId, interaction, reply, editOf);
				const customId = idOf('edit-form', jobId);
				const pictures = picturesOf(interaction).length;
				return reply.form(editForm({ customId, pictures, micros, locale: interaction.locale }));
			}
			case 'edit-form':
				return edit(jobId, interaction, reply);
			case 'cancel': {
				await reply.noted();
				demandRight(await jobFor(studio, jobId, reply.asker), interaction);
				return studio.cancel(jobId);
			}
			case 'show':
			case 'show-private': {
				await reply.later({ private: action === 'show-private' });
				return studio.reuse(await jobFor(studio, jobId, reply.asker), reply);
			}
			case 'collect': {
				await reply.later({ private: true });
				const job = await jobFor(studio, jobId, reply.asker);
				if (job.asker.userId !== interaction.user.id) throw new Refused({ code: 'notYours' });
				return studio.collect(jobId, reply);
			}
			case 'more':
				return more(jobId, interaction, reply);
			case 'report':
				return takeReport({ jobId, messageId: interaction.message?.id, press: interaction, reply, studio, api });
			case 'appeal':
				return reply.form(appealForm(jobId, interaction.locale));
			case 'appeal-form':
				return takeAppeal(jobId, interaction, reply, studio);
		}
	}

	async function more(jobId: string, interaction: Press, reply: Reply) {
		const [choice] = chosenIn(interaction);
		const verb = pastVerbs.find((it) => it === choice);
		if (verb) return history({ verb, jobId }, interaction, reply);
		const step = nextSteps.find((it) => it === choice);
		const from = { jobId, picture: 0, isPrivate: isPrivate(interaction) };
		if (step) return steps.open(step, from, picturesOf(interaction).length, interaction, reply);
		switch (choice) {
			case 'report':
				return reply.form(reportForm(idOf('report', jobId), interaction.locale));
			case 'batch':
				return reply.form(batchForm(noDraft, interaction.locale));
			case 'delete':
				return remove(jobId, interaction, reply);
			default:
				return sendOriginals(jobId, interaction, reply);
		}
	}

	async function vary(jobId: string, interaction: Press, reply: Reply) {
		const { picture, options } = filledIn(interaction);
		const image = pictureAt(interaction, jobId, picture);
		await reply.later({ private: isPrivate(interaction) });
		const job = await jobFor(studio, jobId, reply.asker);
		const asked = varyOf(job, { ...options, image, private: reply.reply.private }, await offer(whereIs(interaction)));
		await studio.draw(asked, reply, { parent: job.id, parentPicture: picture });
	}

	async function edit(jobId: string, interaction: Press, reply: Reply) {
		const { picture, options } = filledIn(interaction);
		const image = pictureAt(interaction, jobId, picture);
		await reply.later({ private: isPrivate(interaction) });
		const job = await jobFor(studio, jobId, reply.asker);
		const all = { ...options, image, private: reply.reply.private };
		const asked = parseEditOf(job, picture, all, await offer(whereIs(interaction)));
		await studio.draw(asked, reply, { parent: job.id, parentPicture: picture });
	}

	/** What the next step would cost about, in micro-dollars; undefined where that cannot be told before the form has to open. */
	function price(jobId: string, press: Press, { asker }: Reply, step: StepOf): Promise<number | undefined> {
		const asking = async () => {
			const job = await jobFor(studio, jobId, asker);
			const allowed = await offer(whereIs(press));
			return priceOf(allowed, () => step(job, { prompt: someWords, image: pictureAt(press, jobId, 0) }, allowed));
		};
		return inTime(asking(), clock);
	}

	async function remove(jobId: string, interaction: Press, reply: Reply) {
		await reply.noted();
		demandRight(await jobFor(studio, jobId, reply.asker), interaction);
		// Somebody else may have been faster.
		await unlessGone(() => api.deleteAnswer(reply.reply));
	}

	/** Untouched files are linked where they already are; what was cropped or re-encoded comes from the ledger. */
	async function sendOriginals(jobId: string, interaction: Press, reply: Reply) {
		const posted = picturesOf(interaction);
		await reply.later({ private: true });
		const job = await jobFor(studio, jobId, reply.asker);
		const kept = job.altered || posted.length === 0 ? await originals(jobId) : [];
		const files = await finish(kept, undefined, Number.POSITIVE_INFINITY);
		const { attachmentLimit: limit } = reply.reply;
		const [first, ...more] = originalsViews({ job, posted, files, limit, locale: interaction.locale });
		if (first) await api.editAnswer(reply.reply, first.view, first.attached);
		for (const { view, attached } of more) await api.whisper(reply.reply, view, attached);
	}

	return { press };
}

function demandRight(job: Job, interaction: Press) {
	const isModerator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
	if (job.asker.userId !== interaction.user.id && !isModerator) throw new Refused({ code: 'notYours' });
}

/** What is made from a private message stays private. The gallery shows public results privately, and from there they go on in public. */
function isPrivate({ message }: Press): boolean {
	if (!message?.flags.has('Ephemeral')) return false;
	return !goesOnInPublic(customIdsIn(message.components.map((component) => component.toJSON())));
}

type StepOf = (job: Job, options: Options, offer: Offer) => Asked;
const varyOf: StepOf = ({ request }, options, offer) => parseVaryOf(request, options, offer);
const editOf: StepOf = (job, options, offer) => parseEditOf(job, 0, options, offer);

/** The pictures of the message that was pressed on. */
const picturesOf = ({ message }: Press): Source[] => (message ? picturesIn(message) : []);

/** As the message shows it, else as it was: a form that a menu opened does not say which message that was. */
const pictureAt = (press: Press, jobId: string, picture: number): Source =>
	picturesOf(press)[picture] ?? resultSource({ jobId, picture });
