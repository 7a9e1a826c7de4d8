import { PermissionFlagsBits } from 'discord.js';
import type { Job } from '../core/job.ts';
import type { Pictures, StoredPicture } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import { carriedOver, type Offer, type Options, parseEdit, parseVaryOf, type Source } from '../core/request.ts';
import type { Whereabouts } from '../core/rules.ts';
import type { Studio } from '../core/studio.ts';
import { type Api, unlessGone } from './api.ts';
import { editForm, varyForm, wholePicture } from './forms.ts';
import { picturesIn } from './gallery.ts';
import { goesOnInPublic, pastVerbs, type Verb } from './history/ids.ts';
import { idOf, readId } from './ids.ts';
import { jobFor as findJob } from './jobs.ts';
import { appealForm, takeAppeal } from './moderation/appealing.ts';
import { reportForm, takeReport } from './moderation/reporting.ts';
import { chosenIn, type Press } from './press.ts';
import type { Reply } from './reply.ts';
import { homeOf, whereIs } from './rights.ts';
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
	/** Where a result came from, and what becomes of it. */
	history: (asked: { verb: Verb; jobId: string }, press: Press, reply: Reply) => Promise<void>;
	finish: Pictures['finish'];
}

export function createButtons({ studio, api, offer, originals, history, finish }: ButtonParts): Buttons {
	/** Every action acknowledges before it reads the store; the message itself says what is needed until then. */
	async function press(interaction: Press, reply: Reply): Promise<void> {
		const id = readId(interaction.customId);
		if (!id) return reply.instead(staleView(interaction.locale));
		const { action, jobId } = id;
		switch (action) {
			case 'again':
			case 'again-private': {
				await reply.later({ private: action === 'again-private' });
				await studio.again(await jobFor(jobId, interaction), reply);
				return;
			}
			case 'vary': {
				const pictures = picturesOf(interaction);
				if (pictures.length > 1) return reply.form(varyForm(jobId, pictures.length, interaction.locale));
				return vary(jobId, interaction, reply, {});
			}
			case 'vary-form':
				return vary(jobId, interaction, reply, chosen(interaction, ['strength']));
			case 'edit':
				return reply.form(editForm(jobId, picturesOf(interaction).length, interaction.locale));
			case 'edit-form':
				return edit(jobId, interaction, reply);
			case 'cancel': {
				await reply.noted();
				demandRight(await jobFor(jobId, interaction), interaction);
				return studio.cancel(jobId);
			}
			case 'show':
			case 'show-private': {
				await reply.later({ private: action === 'show-private' });
				return studio.reuse(await jobFor(jobId, interaction), reply);
			}
			case 'collect': {
				await reply.later({ private: true });
				const job = await jobFor(jobId, interaction);
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
		const [chosen] = chosenIn(interaction);
		const verb = pastVerbs.find((it) => it === chosen);
		if (verb) return history({ verb, jobId }, interaction, reply);
		switch (chosen) {
			case 'report':
				return reply.form(reportForm(idOf('report', jobId), interaction.locale));
			case 'delete':
				return remove(jobId, interaction, reply);
			default:
				return sendOriginals(jobId, interaction, reply);
		}
	}

	async function vary(jobId: string, interaction: Press, reply: Reply, options: Options) {
		const image = pictureAt(interaction);
		await reply.later({ private: isPrivate(interaction) });
		const job = await jobFor(jobId, interaction);
		const asked = parseVaryOf(
			job.request,
			{ ...options, image, private: reply.reply.private },
			await offer(whereIs(interaction)),
		);
		await studio.draw(asked, reply, { parent: jobId, parentPicture: pictureNumber(interaction) });
	}

	async function edit(jobId: string, interaction: Press, reply: Reply) {
		const image = pictureAt(interaction);
		const { region, ...options } = chosen(interaction, ['region']);
		const mask = uploadedMask(interaction);
		await reply.later({ private: isPrivate(interaction) });
		const job = await jobFor(jobId, interaction);
		const allowed = await offer(whereIs(interaction));
		const asked = parseEdit(
			{
				...carriedOver(job.request, 'edit', allowed),
				...options,
				...(region === wholePicture ? {} : { region }),
				...(mask ? { mask } : {}),
				prompt: interaction.isModalSubmit() ? interaction.fields.getTextInputValue('prompt') : '',
				image,
				private: reply.reply.private,
			},
			allowed,
		);
		await studio.draw(asked, reply, { parent: jobId, parentPicture: pictureNumber(interaction) });
	}

	async function remove(jobId: string, interaction: Press, reply: Reply) {
		await reply.noted();
		demandRight(await jobFor(jobId, interaction), interaction);
		// Somebody else may have been faster.
		await unlessGone(() => api.deleteAnswer(reply.reply));
	}

	/** Untouched files are linked where they already are; what was cropped or re-encoded comes from the ledger. */
	async function sendOriginals(jobId: string, interaction: Press, reply: Reply) {
		const posted = picturesOf(interaction);
		await reply.later({ private: true });
		const job = await jobFor(jobId, interaction);
		const kept = job.altered || posted.length === 0 ? await originals(jobId) : [];
		const files = await finish(kept, undefined, Number.POSITIVE_INFINITY);
		const { attachmentLimit: limit } = reply.reply;
		const [first, ...more] = originalsViews({ job, posted, files, limit, locale: interaction.locale });
		if (first) await api.editAnswer(reply.reply, first.view, first.attached);
		for (const { view, attached } of more) await api.whisper(reply.reply, view, attached);
	}

	const jobFor = (jobId: string, press: Press): Promise<Job> =>
		findJob(studio, jobId, { guildId: homeOf(press), userId: press.user.id });

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

/** The pictures of the message that was pressed on. */
const picturesOf = ({ message }: Press): Source[] => (message ? picturesIn(message) : []);

function pictureAt(interaction: Press): Source {
	const picture = picturesOf(interaction)[pictureNumber(interaction)];
	if (!picture) throw new Refused({ code: 'pictureGone', name: '' });
	return picture;
}

/** Which of the message's pictures was chosen, from 0. */
const pictureNumber = (interaction: Press): number =>
	interaction.isModalSubmit() ? Number(chosen(interaction, ['picture']).picture ?? 0) : 0;

/** What was chosen in the selects of a form, by their names. */
function chosen(interaction: Press, names: readonly string[]): Record<string, string> {
	if (!interaction.isModalSubmit()) return {};
	return Object.fromEntries(
		names.flatMap((name) => {
			const field = interaction.fields.fields.get(name);
			const value = field && 'values' in field ? field.values[0] : undefined;
			return typeof value === 'string' ? [[name, value]] : [];
		}),
	);
}

function uploadedMask(interaction: Press): Source | undefined {
	if (!interaction.isModalSubmit() || !interaction.fields.fields.has('mask')) return undefined;
	const file = interaction.fields.getUploadedFiles('mask')?.first();
	return file ? { role: 'mask', name: file.name, url: file.url, size: file.size } : undefined;
}
