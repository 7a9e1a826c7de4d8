import type { Paintable, PaintLink } from '../../core/painting.ts';
import { paintedPromptLimit } from '../../core/painting.ts';
import painter from '../../locales/en/painter.json' with { type: 'json' };
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { readTemplate } from './assets.ts';
import type { PageData } from './page-data.ts';

export interface Pages {
	/** The page for painting, at `…/paint/<token>`: its own addresses are seen from there, whatever lies before `/paint`. */
	painter(link: PaintLink, paintable: Paintable, token: string): string;
	/** A page that says one thing. */
	notice(title: string, text: string, locale: string): string;
}

/** `version`: of the assets. */
export function createPages(version: string): Pages {
	const [page, notice] = [readTemplate('index.html'), readTemplate('notice.html')];
	const inLanguage = (html: string, locale: string) => html.replace('lang="en"', `lang="${formatLocale(locale)}"`);
	return {
		painter(link, paintable, token) {
			const t = wordsFor(paintable.locale);
			const locale = formatLocale(paintable.locale);
			const { width, height, canMarkup, prompt } = paintable;
			const data: PageData = {
				width,
				height,
				canMarkup,
				locale,
				until: link.until,
				picture: `${token}/picture`,
				words: saidWords(paintable.locale),
			};
			const gaps: Record<string, string> = {
				version,
				prompt,
				promptLimit: String(paintedPromptLimit),
				data: JSON.stringify(data),
			};
			return inLanguage(
				fill(page, gaps, (name) => t(`painter.page.${name}`)),
				locale,
			);
		},
		notice(title, text, locale) {
			return inLanguage(
				fill(notice, { version, title, text }, () => ''),
				locale,
			);
		},
	};
}

/** All that the page's script may say, with the gaps left in it. */
function saidWords(locale: string): Record<string, string> {
	const t = wordsFor(locale);
	return Object.fromEntries(
		Object.keys(painter.painter.said).map((name) => {
			const key = `painter.said.${name}`;
			return [key, t(key, { skipInterpolation: true })];
		}),
	);
}

/** `{{@name}}` becomes a value, `{{name}}` words; both are escaped, for text and for attributes in double quotes. */
function fill(template: string, values: Readonly<Record<string, string>>, words: (name: string) => string): string {
	return template.replace(/\{\{(@?)(\w+)\}\}/g, (_, value: string, name: string) =>
		escapeHtml(value ? (values[name] ?? '') : words(name)),
	);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign]!);
