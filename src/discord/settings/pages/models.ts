import { batchLimit, countLimit, modelOf, shapeNames } from '../../../core/catalogue.ts';
import type { Settings } from '../../../core/settings.ts';
import { listing } from '../../../locales/words.ts';
import { escapeText } from '../../text.ts';
import { field } from '../field.ts';
import { perhapsOne, several } from '../kinds/choices.ts';
import type { Kind } from '../kinds/kind.ts';
import { count } from '../kinds/numbers.ts';
import { dotted, type Page, select } from '../page.ts';
import { numeral, type Wording } from '../wording.ts';

/** A name that the operator no longer offers stays in the settings, and holds nothing. */
const withdrawn = (name: string, { offer, t }: Wording): string | undefined =>
	offer.models.includes(name) ? undefined : t('settings.value.withdrawn');

const qualityNames = (models: readonly string[]) => [...new Set(models.flatMap((id) => modelOf(id).qualities))];

type Empty = (wording: Wording) => string;

/** `empty`: how no list reads. */
export const modelList = (empty?: Empty) =>
	several({ names: (models) => models, matter: withdrawn, ...(empty && { empty }) });
/** Only what an offered model knows. */
export const qualityList = (empty?: Empty) => several({ names: qualityNames, ...(empty && { empty }) });

const preferred = perhapsOne({
	names: (models) => models,
	matter: withdrawn,
	empty: ({ t, offer }) => t('settings.value.operatorsModel', { model: offer.model }),
});
const shapeList = several({ names: () => shapeNames }) as Kind<Settings['models']['shapes']>;
const batches = [0, 10, 20, 50, batchLimit];
const off = ({ t }: Wording): string => t('settings.value.off');
const counts = Array.from({ length: countLimit }, (_, i) => i + 1);

const fields = {
	allowed: field('models', 'allowed', modelList(), 'allowed'),
	preferred: field('models', 'preferred', preferred, 'preferred'),
	qualities: field('models', 'qualities', qualityList(), 'qualities'),
	shapes: field('models', 'shapes', shapeList, 'shapes'),
	largestCount: field('models', 'largestCount', count({ min: 1, max: countLimit, offered: counts }), 'largest_count'),
	largestBatch: field(
		'models',
		'largestBatch',
		count({ min: 0, max: batchLimit, none: 0, offered: batches, empty: off }),
		'largest_batch',
	),
};

export const models: Page = {
	name: 'models',
	controls: Object.values(fields).map(select),
	summary({ models: { allowed, preferred, qualities, shapes, largestCount, largestBatch } }, wording) {
		const { t, offer, locale } = wording;
		const usable = offer.models.filter((name) => allowed === null || allowed.includes(name));
		const first = usable.find((name) => name === preferred) ?? usable.find((name) => name === offer.model) ?? usable[0];
		return dotted(
			[
				allowed === null
					? t('settings.summary.allModels', { count: usable.length })
					: t('settings.summary.someModels', { count: usable.length, all: offer.models.length }),
				first && t('settings.summary.unlessNamed', { model: escapeText(first) }),
				qualities === null ? t('settings.summary.allQualities') : listing(qualities, locale),
				shapes === null ? t('settings.summary.allShapes') : listing(shapes, locale),
				t('settings.summary.largestCount', { count: largestCount, number: numeral(largestCount, wording) }),
				largestBatch === 0
					? t('settings.summary.noBatches')
					: t('settings.summary.largestBatch', { count: largestBatch, number: numeral(largestBatch, wording) }),
			],
			wording,
		);
	},
};
