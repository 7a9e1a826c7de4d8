import {
	type APIModalInteractionResponseCallbackData,
	ComponentType,
	DiscordAPIError,
	Routes,
	TextInputStyle,
} from 'discord.js';
import type { Case } from '../../core/moderation/case.ts';
import { Refused } from '../../core/refusal.ts';
import type { Studio } from '../../core/studio.ts';
import { wordsFor } from '../../locales/words.ts';
import type { Api } from '../api.ts';
import { jobFor } from '../jobs.ts';
import { type Payload, payload, text } from '../payload.ts';
import { fieldsOf, type Press } from '../press.ts';
import type { Reply } from '../reply.ts';

const field = 'why';
const longest = 500;

/** `customId`: who takes the form, and for which picture. */
export function reportForm(customId: string, locale: string): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: customId,
		title: t('report.title'),
		components: [
			{
				type: ComponentType.Label,
				label: t('report.why'),
				component: {
					type: ComponentType.TextInput,
					custom_id: field,
					style: TextInputStyle.Paragraph,
					placeholder: t('report.hint'),
					max_length: longest,
					required: false,
				},
			},
		],
	};
}

export interface Report {
	jobId: string;
	/** The message that was reported; undefined where that is not known. */
	messageId: string | undefined;
	press: Press;
	reply: Reply;
	studio: Studio;
	api: Pick<Api, 'read'>;
}

/** A member's report, from wherever the form was opened. Throws `Refused`. */
export async function takeReport({ jobId, messageId, press, reply, studio, api }: Report): Promise<void> {
	const { guildId, userId, channelId } = reply.asker;
	await reply.later({ private: true });
	const job = await jobFor(studio, jobId, { ...reply.asker, seenIn: messageId });
	// It can be seen a moment before the ledger says so.
	if (job.state !== 'delivered' && job.state !== 'made') throw new Refused({ code: 'notAResult' });
	const isPosted = messageId !== undefined && guildId !== null && !job.request.private;
	if (isPosted && (await isDeleted(api, channelId, messageId))) throw new Refused({ code: 'resultGone' });
	const why = (fieldsOf(press)[field] ?? '').trim().slice(0, longest);
	const found = await studio.cases.report(job, { userId, text: why });
	await reply.show(reportedView(found, press.locale));
}

/** What the reporter is told. */
export function reportedView({ state }: Case, locale: string): Payload {
	const t = wordsFor(locale);
	const next = t(state === 'open' ? 'report.passedOn' : 'report.decidedBefore');
	return payload('notice', [text(`**${t('report.thanks')}**\n${next}`)]);
}

/** A channel that the bot may not read tells nothing, and the report counts. */
async function isDeleted(api: Pick<Api, 'read'>, channelId: string, messageId: string): Promise<boolean> {
	try {
		await api.read(Routes.channelMessage(channelId, messageId));
		return false;
	} catch (error) {
		return error instanceof DiscordAPIError && error.status === 404;
	}
}
