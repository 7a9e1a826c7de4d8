import { type Model, modelOf } from './catalogue.ts';
import { text } from './options.ts';
import { type Ability, Refused } from './refusal.ts';
import type { Offer, Options } from './request.ts';

/** Which model draws, and what it knows of the options. What throws throws `Refused`, in words that name the models that can. */

/** The named model, or the default, or the first offered one that can; a named one that cannot is refused with those that can. */
export function chooseModel(options: Options, offer: Offer, needs: Ability): Model {
	const named = text(options, 'model')?.trim() || undefined;
	const able = offered(offer, (model) => isAble(model, needs));
	if (named && !offer.models.includes(named)) {
		throw new Refused({ code: 'modelNotOffered', model: named, offered: offer.models });
	}
	const id = named ?? (able.includes(offer.model) ? offer.model : (able[0] ?? offer.model));
	if (!able.includes(id)) throw new Refused({ code: 'modelCannot', what: needs, model: id, able });
	return modelOf(id);
}

export function isAble(model: Model, needs: Ability): boolean {
	switch (needs) {
		case 'draw':
			return model.can.draw;
		case 'edit':
			return model.can.edit;
		case 'vary':
			return model.can.vary || (model.can.edit && !model.inputs?.square);
		case 'references':
			return model.can.edit && !model.inputs?.square;
		case 'enhance':
			return model.can.enhance;
	}
}

/** Those of the offer that pass. */
export const offered = (offer: Offer, test: (model: Model) => boolean) =>
	offer.models.filter((id) => test(modelOf(id)));

/** An option whose legal values are the model's; refused in words that name the models that know it. */
export function known(
	options: Options,
	option: string,
	model: Model,
	offer: Offer,
	legalFor: (model: Model) => readonly string[],
): string | null {
	const value = text(options, option);
	if (value === undefined) return null;
	const legal = legalFor(model);
	if (legal.includes(value)) return value;
	if (legal.length === 0) {
		throw new Refused({
			code: 'optionNeeds',
			option,
			model: model.id,
			able: offered(offer, (it) => legalFor(it).includes(value)),
		});
	}
	throw new Refused({ code: 'optionUnknown', option, value, legal, model: model.id });
}

/** The model's own default where that is allowed, else the nearest cheaper one, else the cheapest. */
export function usualQuality({ qualities, defaultQuality }: Model, { qualities: allowed }: Offer): string | null {
	if (!allowed || defaultQuality === null || allowed.includes(defaultQuality)) return defaultQuality;
	const upTo = qualities.slice(0, qualities.indexOf(defaultQuality));
	const isAllowed = (quality: string) => allowed.includes(quality);
	return upTo.findLast(isAllowed) ?? qualities.find(isAllowed) ?? defaultQuality;
}
