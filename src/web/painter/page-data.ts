/** What the page's script is told. Type-only: the page cannot import from the server. */
export interface PageData {
	/** Pixels of the picture. */
	width: number;
	height: number;
	canMarkup: boolean;
	/** For numbers and times. */
	locale: string;
	/** Until when the link is good, in milliseconds. */
	until: number;
	/** Of the picture, seen from the page. */
	picture: string;
	/** By their keys in the locale files. */
	words: Readonly<Record<string, string>>;
}
