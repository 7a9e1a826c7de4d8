import { modelOf, type ShapeName, shapeNames } from './catalogue.ts';
import type { Asking } from './ports.ts';
import type { Refusal } from './refusal.ts';
import type { ImageRequest } from './request.ts';
import type { Rules } from './rules.ts';
import type { Settings } from './settings.ts';

/**
 * May this be drawn here? Asked before anything is downloaded, written down or paid; a request made again from an old job meets the
 * rules of today. How much of it may be drawn is the ledger's question (limits.ts).
 */
export function mayDraw(request: ImageRequest, asking: Asking, { server, offer }: Rules): Refusal | undefined {
	if (!offer) return { code: 'noModelAllowed' };
	// Nothing is drawn when a picture is described, and its member alone is told.
	if (request.action === 'describe')
		return server && mayAskHere({ ...request, private: false }, asking, server.settings);
	return (
		(server && mayAskHere(request, asking, server.settings)) ??
		mayUse(request, offer.models, offer.qualities ?? null) ??
		(server && mayHaveSo(request, server.settings)) ??
		(asking.place.canAttach ? undefined : { code: 'cannotAttach' })
	);
}

/** A thread is where its channel is. */
export function mayAskHere(
	request: Pick<ImageRequest, 'private'>,
	{ asker, place }: Asking,
	{ channels, safety, moderation }: Settings,
): Refusal | undefined {
	if (moderation.paused) return { code: 'serverPaused' };
	const here = [asker.channelId, ...(place.parentId ? [place.parentId] : [])];
	const isIn = (list: readonly string[]) => here.some((id) => list.includes(id));
	if (isIn(channels.never) || (channels.only.length > 0 && !isIn(channels.only))) {
		return { code: 'channelNotAllowed', channels: channels.only };
	}
	return request.private && !safety.privateResults ? { code: 'privateNotAllowed' } : undefined;
}

function mayUse(
	{ model, quality }: ImageRequest,
	models: readonly string[],
	allowed: readonly string[] | null,
): Refusal | undefined {
	if (!models.includes(model)) return { code: 'modelNotOffered', model, offered: models };
	if (quality === null || allowed === null || allowed.includes(quality)) return undefined;
	const able = modelOf(model).qualities.filter((name) => allowed.includes(name));
	return { code: 'qualityNotAllowed', quality, model, allowed: able };
}

function mayHaveSo(request: ImageRequest, { models }: Settings): Refusal | undefined {
	if (request.count > models.largestCount) {
		return { code: 'countNotAllowed', count: request.count, limit: models.largestCount };
	}
	// What is edited or varied keeps its own shape.
	if (request.action !== 'imagine' || models.shapes === null) return undefined;
	return shapesLike(request).some((name) => models.shapes?.includes(name))
		? undefined
		: { code: 'shapeNotAllowed', allowed: models.shapes };
}

/** The names of a size: typing 1024x1024, or 512x512, is asking for a square; something larger is not, for it costs more. */
function shapesLike({ model, size }: ImageRequest): ShapeName[] {
	const { shapes } = modelOf(model);
	return shapeNames.filter((name) => {
		const shape = shapes[name];
		const isLike = shape !== undefined && shape.width * size.height === shape.height * size.width;
		return isLike && size.width <= shape.width;
	});
}
