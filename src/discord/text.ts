/** Text that came from people or models, made safe to show: it can neither format, nor link, nor mention, nor turn the line around. */

/** Bidirectional controls: a right-to-left override in a prompt would mirror everything after it, buttons' neighbours included. */
const bidirectional = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const markdown = /[\\`*_~|[\]()<>#@:]/g;
/** Lists and small text begin a line. */
const lineStart = /^(\s*)([-+]|\d+\.)/gm;

/** Escaped; right-to-left text is isolated, so that it keeps to itself. */
export function escapeText(text: string): string {
	const plain = text.replace(bidirectional, '');
	const escaped = plain.replace(markdown, '\\$&').replace(lineStart, '$1\\$2').replaceAll('\\:', ':');
	const unlinked = escaped.replaceAll('://', ':\u200b//');
	return rightToLeft.test(unlinked) ? `\u2068${unlinked}\u2069` : unlinked;
}

/** A block quote, at most `limit` characters before escaping. */
export function quote(text: string, limit: number): string {
	return shorten(text, limit)
		.split(/\r?\n/)
		.map((line) => `> ${escapeText(line)}`)
		.join('\n');
}

/** Cuts between characters, never inside one. */
export function shorten(text: string, limit: number): string {
	if (text.length <= limit) return text;
	let short = '';
	for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
		if (short.length + segment.length > limit - 1) break;
		short += segment;
	}
	return `${short}…`;
}

/** Alt text is read as it is, so it is only shortened. Discord's limit: 1024 characters. */
export const altText = (text: string): string =>
	shorten(text.replace(bidirectional, '').replace(/\s+/g, ' ').trim(), 1024);
