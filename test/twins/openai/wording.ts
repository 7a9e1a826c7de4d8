/** Words that the moderation endpoint flags, and the category each belongs to. */
const flaggedWords: Record<string, string> = {
	gore: 'violence/graphic',
	bloodbath: 'violence/graphic',
	massacre: 'violence',
	nude: 'sexual',
	naked: 'sexual',
	suicide: 'self-harm',
	slur: 'hate',
	bully: 'harassment',
	explosives: 'illicit/violent',
};

/** Scored, but below the threshold: for rules that hold pictures on a score. */
const borderlineWords: Record<string, string> = { bloody: 'violence', lingerie: 'sexual', insult: 'harassment' };

// Only the image model itself objects to this one: it passes the moderation endpoint.
const providerWord = 'forbidden';

/** Category → score (0–1) for what a text contains; 0.4 and more counts as flagged. */
export function scoresOf(text: string): Map<string, number> {
	const words = wordsOf(text);
	const scores = new Map<string, number>();
	for (const [word, category] of Object.entries(borderlineWords)) if (words.has(word)) scores.set(category, 0.3);
	for (const [word, category] of Object.entries(flaggedWords)) if (words.has(word)) scores.set(category, 0.93);
	if (scores.has('violence/graphic')) scores.set('violence', 0.95);
	return scores;
}

/** The categories for which an image model blocks this prompt; empty when it does not. */
export function blockedCategories(prompt: string): string[] {
	const blocked = [...scoresOf(prompt)].filter(([, score]) => score >= flaggedFrom).map(([category]) => category);
	return blocked.length === 0 && wordsOf(prompt).has(providerWord) ? ['other'] : blocked;
}

export const flaggedFrom = 0.4;

function wordsOf(text: string): Set<string> {
	return new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
}
