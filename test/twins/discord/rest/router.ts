import type { SentFile } from '../messages/files.ts';
import type { RequestRecord } from '../types.ts';

export interface ApiRequest {
	params: Record<string, string>;
	query: URLSearchParams;
	/** The JSON payload; undefined when there was none. */
	payload: unknown;
	files: Map<number, SentFile>;
	/** What the log will say of this request. */
	record: RequestRecord;
}

export interface ApiAnswer {
	status: number;
	/** Absent for 204. */
	body?: unknown;
}

export interface Route {
	method: string;
	/** Such as `/channels/:channel/messages`; a parameter called `token` is kept out of the log. */
	template: string;
	handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
	/** Interaction routes need no Authorization and do not count toward the global limit. */
	isInteraction?: boolean;
}

export interface Match {
	route: Route;
	params: Record<string, string>;
	/** The path with the token replaced. */
	path: string;
}

/** Matches decoded paths against the routes' templates; the first that fits wins. */
export function createRouter(routes: Route[]): (method: string, path: string) => Match | undefined {
	const byShape = new Map<string, { route: Route; segments: string[] }[]>();
	for (const route of routes) {
		const segments = route.template.split('/');
		const shape = `${route.method} ${segments.length}`;
		byShape.set(shape, [...(byShape.get(shape) ?? []), { route, segments }]);
	}
	return (method, path) => {
		const given = path.split('/').map(decodeURIComponent);
		for (const { route, segments } of byShape.get(`${method} ${given.length}`) ?? []) {
			const fits = segments.every((segment, index) => segment.startsWith(':') || segment === given[index]);
			if (!fits) continue;
			const params: Record<string, string> = {};
			for (const [index, segment] of segments.entries()) {
				if (segment.startsWith(':')) params[segment.slice(1)] = given[index]!;
			}
			const hidden = given.map((part, index) => (segments[index] === ':token' ? ':token' : part));
			return { route, params, path: hidden.join('/') };
		}
		return undefined;
	};
}
