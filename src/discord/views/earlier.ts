import { ComponentType } from 'discord.js';
import type { DrawnBefore } from '../../core/ports.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { againId, idOf } from '../ids.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { ago, altText } from '../text.ts';

/** Offers the picture that is there already, free, beside drawing it again. Only whoever asked sees it. */
export function earlierView({ earlier, pictures, asked }: DrawnBefore, locale: string): Payload {
	const t = wordsFor(locale);
	const isPrivate = asked.request.private;
	const price = money(asked.reservedMicros, locale);
	const when = ago(earlier.changedAt);
	// The gallery shows Discord's own files: nothing is uploaded until somebody wants it.
	const gallery = {
		type: ComponentType.MediaGallery as const,
		items: pictures.map(({ url }) => ({
			media: { url },
			description: altText(earlier.request.prompt) || t('earlier.alt'),
		})),
	};
	return payload('notice', [
		text(`**${t('earlier.title')}**\n${t('earlier.text', { when, user: `<@${earlier.asker.userId}>` })}`),
		gallery,
		row(
			button(t('button.show'), idOf(isPrivate ? 'show-private' : 'show', earlier.id), 'primary'),
			button(
				asked.reservedMicros > 0 ? t('button.drawAgain', { price }) : t('button.drawAgainFree'),
				againId({ ...earlier, request: asked.request }),
			),
		),
		small(t('refusal.unpaid')),
	]);
}
