/** Text that goes to the model. None of it is read by people, so none of it is in the locale files. */

/** dall-e-3 rewrites every prompt; this prefix is what OpenAI's own documentation gives for coming close to one's own words. */
const asIsPrefix =
	'I NEED to test how the tool works with extremely simple prompts. DO NOT add any detail, just use it AS-IS: ';

/** A perspective in words gives a picture its point of view; the keys are the names members choose. */
export const starterPersonas: Readonly<Record<string, string>> = {
	botanist: 'a watercolour botanist of 1890, precise in every leaf and vein, on warm paper',
	noir: 'a film noir cinematographer, hard light, deep shadows and wet streets',
	storybook: 'a storybook illustrator, soft gouache, gentle humour and rounded shapes',
	architect: 'an architect who draws in clean isometric lines with a limited palette',
	woodblock: 'a woodblock printmaker of old Edo, flat colour, bold outlines and flowing patterns',
	astronomer: 'an astronomer who sees everything as light, distance and long exposure',
};

export const variationPrompts = {
	subtle:
		'Make a subtle variation of this picture. Keep its subject, composition, palette and style; change only small details.',
	strong:
		'Make a strong variation of this picture. Keep its subject and mood; change composition, viewpoint, light and details freely.',
} as const;

/** What is there stays: only the margins are to be painted. */
export const canvasPrompts = {
	zoom: 'This picture has been put on a larger canvas. Paint the empty margins so that the scene goes on seamlessly in all directions, as if the camera had moved back; leave the picture itself as it is.',
	reshape:
		'This picture has been put on a canvas of another shape. Paint the empty margins so that the scene goes on seamlessly; leave the picture itself as it is.',
} as const;

export const blendPrompt = 'Blend these pictures into a single one.';

/** For a model that reads pictures; `locale` is the language it is to write in. */
export const describePrompt = (locale: string): string =>
	[
		'Look at this picture and write four prompts from which an image model could draw one like it.',
		'`short`: one sentence of at most twenty words.',
		'`detailed`: three to five sentences on subject, setting, composition, light, colours and style.',
		'`persona`: as seen by somebody with a point of view of their own, which you name first, such as a botanist or a set designer.',
		'`photograph`: as a photograph, with its lens, its light and its moment.',
		'Name no living person. Do not say that it is a picture.',
		`Write in ${new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? 'English'}.`,
	].join('\n');

/** Control characters have no meaning for a model; everything else is the member's own words. */
export const cleanPrompt = (text: string): string =>
	text
		.replace(/(?![\t\n\r])\p{Cc}/gu, '')
		.normalize('NFC')
		.trim();

/** Letters and signs only by name: Hangul's fillers and the empty Braille cell show nothing. */
const blanks = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Nothing but white space and characters that cannot be seen says nothing to a model. */
export const saysNothing = (text: string): boolean => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(blanks, ''));

/** `botanist + noir` are two. */
export const namesIn = (persona: string): string[] =>
	persona
		.split('+')
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** Combines perspectives, which may be sentences; what is no known name is taken as a perspective in the member's own words. */
export const perspective = (persona: string, wordsOf: (name: string) => string | undefined = starterWords): string =>
	[...new Set(namesIn(persona).map((name) => withoutStop(wordsOf(name) ?? name)))].join(', and ');

/** The prompt follows after a colon. */
const withoutStop = (text: string): string => text.replace(/[.。]+$/, '');

function starterWords(name: string): string | undefined {
	const key = name.toLowerCase();
	return Object.hasOwn(starterPersonas, key) ? starterPersonas[key] : undefined;
}

/** Whether a prompt was worded `asIs`. */
export const isAsIs = (sent: string): boolean => sent.startsWith(asIsPrefix);

export interface Wording {
	prompt: string;
	/** What the persona stands for; it is quoted, and no more than words to the model. */
	perspective?: string | undefined;
	asIs?: boolean;
	rewritesPrompts: boolean;
}

/** The prompt as it is sent. */
export function wordForModel({ prompt, perspective: eyes = '', asIs, rewritesPrompts }: Wording): string {
	const seen = eyes === '' ? prompt : `As seen by ${eyes}: ${prompt}`;
	return asIs && rewritesPrompts ? asIsPrefix + seen : seen;
}
