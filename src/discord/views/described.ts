import type { Job } from '../../core/job.ts';
import { type Described, descriptions } from '../../core/request.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { describedId } from '../describe/ids.ts';
import { button, divider, type Payload, payload, section, small, text } from '../payload.ts';
import { altText, quote } from '../text.ts';
import { joined, localeOf, priceWords } from './parts.ts';

/** Characters as sent: all text of a message may have 4000 in all. What is drawn from is kept whole. */
const limits: Readonly<Record<keyof Described, number>> = {
	short: 300,
	detailed: 900,
	persona: 700,
	photograph: 700,
};
/** Characters; Discord takes more, and whoever listens to it wants less. */
const altLimit = 500;

/** What a vision model says of a picture: four prompts, each with a button that draws it, and one of them as alt text. */
export function describedView(job: Job): Payload {
	const locale = localeOf(job);
	const t = wordsFor(locale);
	const described = job.calls.find((call) => call.described)?.described;
	const { nextMicros = 0, nextPrivate: isPrivate = false, model } = job.request;
	const price = priceWords(nextMicros, locale);
	const cost = job.costMicros && !job.look?.hidePrice ? money(job.costMicros, locale) : '';
	if (!described) return payload('notice', [text(t('problem.unusable'))]);
	return payload('result', [
		text(`**${t('described.title')}**`),
		...descriptions.map((kind) =>
			section(
				`**${t(`described.${kind}`)}**\n${quote(described[kind], limits[kind])}`,
				button(t('described.draw', { price }), describedId({ jobId: job.id, kind, isPrivate })),
			),
		),
		divider,
		text(`**${t('described.alt')}**\n\`\`\`\n${asCode(described.short)}\n\`\`\``),
		small(joined([model, cost], locale)),
	]);
}

/** To be copied as it is. A fence is all that could end it. */
const asCode = (words: string): string => altText(words).slice(0, altLimit).replaceAll('`', "'");
