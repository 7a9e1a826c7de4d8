import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { CaseClosed } from '../../core/moderation/case.ts';
import { Refused } from '../../core/refusal.ts';
import type { Studio } from '../../core/studio.ts';
import { wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { jobFor } from '../jobs.ts';
import { type Payload, payload, text } from '../payload.ts';
import { fieldsOf, type Press } from '../press.ts';
import type { Reply } from '../reply.ts';

const field = 'why';
const least = 10;
const longest = 1000;

/** Asks for the member's words against a refusal. */
export function appealForm(jobId: string, locale: string): APIModalInteractionResponseCallbackData {
	const t = wordsFor(locale);
	return {
		custom_id: idOf('appeal-form', jobId),
		title: t('appeal.title'),
		components: [
			{ type: ComponentType.TextDisplay, content: t('appeal.about') },
			{
				type: ComponentType.Label,
				label: t('appeal.why'),
				component: {
					type: ComponentType.TextInput,
					custom_id: field,
					style: TextInputStyle.Paragraph,
					min_length: least,
					max_length: longest,
					required: true,
				},
			},
		],
	};
}

/** Passes the member's words on to the moderators. Throws `Refused` for what is not theirs, and for a second time. */
export async function takeAppeal(jobId: string, press: Press, reply: Reply, studio: Studio): Promise<void> {
	await reply.later({ private: true });
	const job = await jobFor(studio, jobId, reply.asker);
	if (job.asker.userId !== reply.asker.userId) throw new Refused({ code: 'notYours' });
	const why = (fieldsOf(press)[field] ?? '').trim();
	if (why.length < least) throw new Refused({ code: 'appealTooShort', least });
	try {
		await studio.cases.appeal(job, why.slice(0, longest));
	} catch (error) {
		throw refusalOf(error);
	}
	await reply.show(appealedView(press.locale));
}

function refusalOf(error: unknown): unknown {
	if (error instanceof CaseClosed) {
		return new Refused({ code: error.found.appeal ? 'appealedBefore' : 'nothingToAppeal' });
	}
	const hasNoCase = error instanceof Refused && error.refusal.code === 'caseGone';
	return hasNoCase ? new Refused({ code: 'nothingToAppeal' }) : error;
}

export function appealedView(locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [text(`**${t('appeal.passedOnTitle')}**\n${t('appeal.passedOn')}`)]);
}
