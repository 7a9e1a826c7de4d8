/** Text that came from people or models, made safe to show: it can neither format, nor link, nor mention, nor turn the line around. */

/** Bidirectional controls: a right-to-left override in a prompt would mirror everything after it, buttons' neighbours included. */
const bidirectional = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const markdown = /[\\`*_~|[\]()<>#@]/g;
/** Lists and small text begin a line. Discord takes a backslash before a digit for one that was meant, so `1.` is escaped at its dot. */
const lineStart = /^([^\S\n]*\d*)([-+.])/gm;

/** Escaped; right-to-left text is isolated, so that it keeps to itself. */
export function escapeText(text: string): string {
	const plain = text.replace(bidirectional, '');
	const escaped = plain.replace(markdown, '\\$&').replace(lineStart, '$1\\$2');
	const unlinked = escaped.replaceAll('://', ':\u200b//');
	return rightToLeft.test(unlinked) ? `\u2068${unlinked}\u2069` : unlinked;
}

/** Escaped, and at most `limit` characters as it is sent: escaping can double a text. */
export const escapeWithin = (text: string, limit: number): string => showWithin(text, limit, escapeText);

/** A block quote, at most `limit` characters as it is sent. */
export function quote(text: string, limit: number): string {
	const quoted = (line: string) => `> ${escapeText(line)}`;
	return showWithin(text, limit, (it) => it.split(/\r?\n/).map(quoted).join('\n'));
}

function showWithin(text: string, limit: number, show: (text: string) => string): string {
	let kept = Math.min(text.length, limit);
	let shown = show(shorten(text, kept));
	while (shown.length > limit) {
		kept = Math.floor((kept * limit) / shown.length);
		shown = show(shorten(text, kept));
	}
	return shown;
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

/** Discord shows it in the reader's own words: `2 minutes ago`. Milliseconds in. */
export const ago = (at: number): string => `<t:${Math.floor(at / 1000)}:R>`;
