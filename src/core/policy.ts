import type { Asking } from './ports.ts';
import type { Refusal } from './refusal.ts';
import type { ImageRequest, Offer } from './request.ts';

/** May this be drawn here? Asked before anything is downloaded, written down or paid. */
export function mayDraw(request: ImageRequest, { place }: Asking, offer: Offer): Refusal | undefined {
	// A request made again from an old job may name a model the operator has withdrawn since.
	if (!offer.models.includes(request.model)) {
		return { code: 'modelNotOffered', model: request.model, offered: offer.models };
	}
	if (!place.canAttach) return { code: 'cannotAttach' };
	return undefined;
}
