/** What the page for painting a mask needs from the road. */

/**
 * Which picture may be painted on, by whom and for how long; signed, it is the address of the page. Nothing on that page can tell who opens
 * it, so a link names its member, and whatever comes through it is drawn in their name, within their limits and their rights. Somebody
 * else who gets hold of it can see this one picture until `until`, and ask for one edit of it in the member's name, which the member sees.
 */
export interface PaintLink {
	jobId: string;
	/** Which of the job's pictures, from 0. */
	picture: number;
	userId: string;
	/** The press on "Paint": a link of its own each time. */
	interactionId: string;
	/** In milliseconds since the epoch. */
	until: number;
}

/** What the page shows. */
export interface Paintable {
	picture: { bytes: Uint8Array; type: string };
	/** Pixels of the picture as it is looked at; what is painted comes back in exactly this size. */
	width: number;
	height: number;
	/** The model reads a coloured sketch instead of a mask. */
	canMarkup: boolean;
	/** The member's, as Discord says it. */
	locale: string;
	/** What the prompt begins with; may be empty. */
	prompt: string;
}

/** What comes from the page: its size and the prompt's length are checked, its pixels are not. */
export interface Painted {
	/** `mask`: opaque black, transparent where the picture may change. `markup`: coloured strokes on transparency. */
	kind: 'mask' | 'markup';
	/** A PNG of the picture's own size. */
	png: Uint8Array;
	prompt: string;
}

/** In characters, as typed. */
export const paintedPromptLimit = 4000;

/** The link is genuine and in time whenever one of these is called. */
export interface Painting {
	/** Looks only: the link stays as good as it was. */
	open(link: PaintLink): Promise<Paintable | 'used' | 'gone'>;
	/**
	 * Claims the link, for one caller at a time and over all processes, and asks for the edit. Throws `Refused` for whatever the member
	 * can mend (an empty or full mask, a word, a limit): the link is then as good as it was.
	 */
	submit(link: PaintLink, painted: Painted): Promise<'taken' | 'used' | 'gone'>;
}
