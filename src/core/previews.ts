import { modelOf } from './catalogue.ts';
import type { ImageRequest } from './request.ts';

/**
 * The request with as many pictures on the way as are wished, where its model sends any. A stream does not say which of several pictures it
 * is about, so a call draws one: what is drawn from words alone is split for that. Pictures put in would be paid once for each call, so
 * such a request stays as it is, and is drawn unseen where it asks for several.
 */
export function withPreviews({ previews: _, ...request }: ImageRequest, wished: number): ImageRequest {
	const { endpoint, count } = request;
	const isStreamed =
		wished > 0 && modelOf(request.model).streams && endpoint !== 'variations' && endpoint !== 'describe';
	const calls = isStreamed && endpoint === 'generations' ? Array.from({ length: count }, () => 1) : request.calls;
	return isStreamed && calls.every((images) => images === 1) ? { ...request, calls, previews: wished } : request;
}
