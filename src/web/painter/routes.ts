import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Paintable, Painting, PaintLink } from '../../core/painting.ts';
import { type Refusal, Refused } from '../../core/refusal.ts';
import { spoken, wordsFor } from '../../locales/words.ts';
import { readAssets } from './assets.ts';
import { isSameOrigin, preferred, strict } from './headers.ts';
import { readLink } from './link.ts';
import { plainWords, withoutMentions } from './plain.ts';
import { createPages } from './render.ts';
import { readPainted, type Trouble } from './upload.ts';

export interface PaintParts {
	painting: Painting;
	/** What links are signed with. */
	secret: string;
	/** Under which the page is reached from outside, without `/paint`. */
	publicUrl: string;
	/** Milliseconds since the epoch. */
	now: () => number;
	/** A refusal as it is said in Discord. */
	refusalWords: (refusal: Refusal, locale: string) => string;
	/** Told of every error that is nobody's input. It never holds a link. */
	failed: (error: unknown) => void;
}

/** Why a link opens nothing; worded under `painter.closed`. */
type Closed = 'forged' | 'expired' | 'used' | 'gone';

const statusOf = { forged: 403, expired: 410, used: 410, gone: 404 } as const;

/** Whatever else is wrong with an upload can be mended on the page, and is 422. */
const statusOfTrouble: { [code: string]: 400 | 413 } = { unreadable: 400, tooLarge: 413 };

/** Bytes of a whole upload. A mask of 4096 by 4096 pixels takes a few hundred thousand. */
const uploadLimit = 8 * 1024 * 1024;

const yearInSeconds = 365 * 24 * 3600;

/**
 * The page for painting on a picture, all under `/paint`. Opening it, however often and by whatever previews links, uses nothing up; the
 * upload does, and is answered in JSON: `{ok: true}`, or `{error}` in the member's words.
 */
export function paintRoutes(parts: PaintParts): Hono {
	const { painting, secret, publicUrl, now } = parts;
	const assets = readAssets();
	const pages = createPages(assets.version);
	const preloads = assets.modules.map((name) => `<assets/${assets.version}/${name}>; rel=modulepreload`).join(', ');
	const app = new Hono();

	const localeOf = (context: Context) => preferred(context.req.header('accept-language') ?? '', spoken);
	const tokenOf = (context: Context) => context.req.param('token') ?? '';

	async function opened(context: Context): Promise<{ link: PaintLink; paintable: Paintable } | Closed> {
		const link = readLink(secret, tokenOf(context), now());
		if (typeof link === 'string') return link;
		const paintable = await painting.open(link);
		return typeof paintable === 'string' ? paintable : { link, paintable };
	}

	app.use('/paint/*', strict);

	app.get('/paint/assets/:version/:name', (context) => {
		const file = assets.files.get(context.req.param('name'));
		if (!file || context.req.param('version') !== assets.version) return context.notFound();
		return context.body(file.text, 200, {
			'content-type': file.type,
			'cache-control': `public, max-age=${yearInSeconds}, immutable`,
		});
	});

	app.get('/paint/:token', async (context) => {
		const found = await opened(context);
		if (typeof found !== 'string') {
			context.header('link', preloads);
			return context.html(pages.painter(found.link, found.paintable, tokenOf(context)));
		}
		const locale = localeOf(context);
		const t = wordsFor(locale);
		return context.html(
			pages.notice(t(`painter.closed.${found}.title`), t(`painter.closed.${found}.text`), locale),
			statusOf[found],
		);
	});

	app.get('/paint/:token/picture', async (context) => {
		const found = await opened(context);
		if (typeof found === 'string') return context.body(null, statusOf[found]);
		const { bytes, type } = found.paintable.picture;
		return context.body(new Uint8Array(bytes), 200, { 'content-type': type });
	});

	app.post('/paint/:token', async (context) => {
		const closed = (why: Closed, locale = localeOf(context)) =>
			context.json({ error: wordsFor(locale)(`painter.closed.${why}.text`) }, statusOf[why]);
		if (!isSameOrigin(context.req.raw.headers, publicUrl)) return closed('forged');
		const found = await opened(context);
		if (typeof found === 'string') return closed(found);
		const { locale } = found.paintable;
		const trouble = (code: Trouble) =>
			context.json({ error: wordsFor(locale)(`painter.trouble.${code}`) }, statusOfTrouble[code] ?? 422);

		// Not before: whoever has no link has nothing of theirs read.
		const refused = await bodyLimit({ maxSize: uploadLimit, onError: () => trouble('tooLarge') })(
			context,
			async () => {},
		);
		if (refused) return refused;
		const form = await context.req.formData().catch(() => undefined);
		const painted = form ? await readPainted(form, found.paintable) : 'unreadable';
		if (typeof painted === 'string') return trouble(painted);
		try {
			const outcome = await painting.submit(found.link, painted);
			return outcome === 'taken' ? context.json({ ok: true }) : closed(outcome, locale);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			const { refusal } = error;
			const ofMask = ofMasks[refusal.code];
			if (ofMask) return trouble(ofMask);
			const words = parts.refusalWords(withoutMentions(refusal), locale);
			return context.json({ error: plainWords(words, locale, now()) }, 422);
		}
	});

	app.onError((error, context) => {
		parts.failed(error);
		const t = wordsFor(localeOf(context));
		const [title, text] = [t('painter.closed.broken.title'), t('painter.closed.broken.text')];
		return context.req.method === 'POST'
			? context.json({ error: text }, 500)
			: context.html(pages.notice(title, text, localeOf(context)), 500);
	});
	return app;
}

/** In Discord these name a file; on the page there is only what was painted. */
const ofMasks: { [Code in Refusal['code']]?: 'empty' | 'full' | 'otherSize' } = {
	maskEmpty: 'empty',
	maskFull: 'full',
	maskSize: 'otherSize',
};
