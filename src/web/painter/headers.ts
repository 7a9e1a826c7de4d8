import type { MiddlewareHandler } from 'hono';

const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' blob: data:",
	"connect-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** On every answer of the painter, refusals included. The address is a secret, so nobody is told where a member comes from. */
const headers: Record<string, string> = {
	'content-security-policy': policy,
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'x-robots-tag': 'noindex',
};

export const strict: MiddlewareHandler = async (context, next) => {
	await next();
	for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
	// The page and all that belongs to one member is kept nowhere; what may be kept says so itself.
	if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'private, no-store');
};

/**
 * Whether the painter's own page sent this. Browsers say so themselves on https; on plain http the origin must be this host, or the public
 * one where a proxy stands before it.
 */
export function isSameOrigin(request: Headers, publicUrl: string): boolean {
	const site = request.get('sec-fetch-site');
	if (site !== null) return site === 'same-origin';
	const origin = URL.parse(request.get('origin') ?? '');
	if (!origin) return false;
	return origin.host === request.get('host') || origin.origin === new URL(publicUrl).origin;
}

/** The first of `languages` that a browser's `accept-language` names, whole or by its language alone; English where there is none. */
export function preferred(header: string, languages: readonly string[]): string {
	const wanted = header.split(',').map((part) => {
		const [code = '', ...rest] = part.trim().toLowerCase().split(';');
		const quality = rest.map((it) => /^\s*q=([\d.]+)/.exec(it)?.[1]).find((it) => it !== undefined);
		return { code, quality: Number(quality ?? 1) };
	});
	const language = (code: string) => code.toLowerCase().split('-')[0];
	for (const { code } of wanted.toSorted((a, b) => b.quality - a.quality)) {
		const found =
			languages.find((it) => it.toLowerCase() === code) ?? languages.find((it) => language(it) === language(code));
		if (found) return found;
	}
	return 'en';
}
