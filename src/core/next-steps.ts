import { modelOf, sizeText } from './catalogue.ts';
import type { Job } from './job.ts';
import { chooseModel, isAble } from './model-choice.ts';
import { requiredPrompt } from './options.ts';
import { reservationFor } from './outcome.ts';
import { withPreviews } from './previews.ts';
import { blendPrompt, canvasPrompts, describePrompt } from './prompt.ts';
import { type Ability, Refused } from './refusal.ts';
import {
	type Asked,
	type Canvas,
	complete,
	type ImageRequest,
	type Offer,
	type Options,
	parseEdit,
	parseImagine,
	parseVary,
	type Source,
	withinLimit,
} from './request.ts';
import { sizeFor } from './shape.ts';

/** What can be done with a picture that is there: by a button, a menu or a form. All of these throw `Refused` as `parseImagine` does. */

/**
 * A variation of a picture made before. A button's form cannot know the model, so its strength is a wish, left out where the endpoint takes
 * none.
 */
export function parseVaryOf(request: ImageRequest, { strength, ...options }: Options, offer: Offer): Asked {
	const kept = carriedOver(request, 'vary', offer);
	const wish = chooseModel(kept, offer, 'vary').can.vary ? {} : { strength };
	return parseVary({ ...kept, ...options, ...wish }, offer);
}

/** What a picture's next step keeps of the request it came from: its model and quality, where that model can do the next step. */
export function carriedOver({ model, quality }: ImageRequest, needs: Ability, offer: Offer): Options {
	if (!offer.models.includes(model) || !isAble(modelOf(model), needs)) return {};
	return { model, ...(quality ? { quality } : {}) };
}

/**
 * The picture goes on, turn by turn. Where the operator lets the provider remember, a mainline model that knows what was said before words
 * the next picture; else, and wherever only a part may change, the picture itself is sent.
 */
export function parseEditOf({ id, request, crop }: Job, picture: number, options: Options, offer: Offer): Asked {
	const { request: plain, sources } = parseEdit({ ...carriedOver(request, 'edit', offer), ...options }, offer);
	const isWhole = plain.region === null && plain.cells === undefined && sources.length === 1;
	const model = modelOf(plain.model);
	const size = crop
		? sizeLike(`${crop.original.width}:${crop.original.height}`, plain.model)
		: sizeLike(sizeText(request.size), plain.model);
	if (!offer.turns || !isWhole || !model.can.enhance || !size) return { request: plain, sources };
	return {
		request: {
			...plain,
			endpoint: 'responses',
			size,
			calls: Array.from({ length: plain.count }, () => 1),
			turns: true,
			continues: { jobId: id, picture },
		},
		sources,
	};
}

/** The picture gets margins, and those are painted. The words are those that it was drawn from. */
export function parseCanvas(from: ImageRequest, image: Source, canvas: Canvas, options: Options, offer: Offer): Asked {
	const kept = { ...carriedOver(from, 'edit', offer), ...options };
	const model = chooseModel(kept, offer, 'edit');
	const action = canvas.ratio === null ? 'zoom' : 'reshape';
	const request = complete(kept, offer, model, {
		action,
		endpoint: 'edits',
		prompt: from.prompt,
		size: sizeFor('square', model),
		inputs: 1,
	});
	const sent = withinLimit([canvasPrompts[action], from.prompt].filter((it) => it !== '').join(' '), model);
	return { request: { ...request, sent, canvas }, sources: [image] };
}

/** Pictures in a blend, the one it begins with included. */
export const blendLimits = { least: 2, most: 4 } as const;

/** Several pictures become one. */
export function parseBlend(from: ImageRequest, pictures: readonly Source[], options: Options, offer: Offer): Asked {
	const { least, most } = blendLimits;
	if (pictures.length < least || pictures.length > most) throw new Refused({ code: 'blendCount', least, most });
	const kept = { ...carriedOver(from, 'references', offer), ...options };
	const model = chooseModel(kept, offer, 'references');
	const request = complete(kept, offer, model, {
		action: 'blend',
		endpoint: 'edits',
		prompt: requiredPrompt(options),
		size: sizeLike(sizeText(from.size), model.id) ?? sizeFor('square', model),
		inputs: pictures.length,
	});
	const sent = withinLimit(`${blendPrompt} ${request.prompt}`, model);
	return { request: { ...request, sent }, sources: pictures.map((it) => ({ ...it, role: 'reference' })) };
}

/**
 * A vision model writes prompts for it, in the language of this locale. Nothing is drawn, and nobody else sees it. `isPrivate`: nor has
 * anybody else seen the picture.
 */
export function parseDescribe(image: Source, locale: string, offer: Offer, isPrivate = false): Asked {
	if (!offer.mainline) throw new Refused({ code: 'cannotDescribe' });
	const { request: plain } = parseImagine({ prompt: 'x'.repeat(usualDescription) }, offer);
	const next = withPreviews(plain, offer.previews ?? 0);
	const request: ImageRequest = {
		action: 'describe',
		endpoint: 'describe',
		model: offer.mainline,
		prompt: '',
		sent: describePrompt(locale),
		size: { width: 1024, height: 1024 },
		quality: null,
		style: null,
		background: null,
		format: null,
		persona: null,
		count: 0,
		calls: [0],
		inputs: 1,
		fit: 'contain',
		region: null,
		strength: null,
		nextMicros: reservationFor(next, 0),
		...(isPrivate ? { nextPrivate: true } : {}),
		private: true,
	};
	return { request, sources: [{ ...image, role: 'image' }] };
}

/** Characters. */
const usualDescription = 400;

/** A size of this model's that is like another one; undefined where it has none. */
function sizeLike(shape: string, model: string): ImageRequest['size'] | undefined {
	try {
		return sizeFor(shape, modelOf(model));
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}
