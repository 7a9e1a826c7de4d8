/** What OpenAI's moderation endpoint scores, from its reference of omni-moderation-latest: 0 (no sign) to 1 (certain). */
export const categories = [
	'harassment',
	'harassment/threatening',
	'hate',
	'hate/threatening',
	'illicit',
	'illicit/violent',
	'self-harm',
	'self-harm/instructions',
	'self-harm/intent',
	'sexual',
	'sexual/minors',
	'violence',
	'violence/graphic',
] as const;
export type Category = (typeof categories)[number];

export type Scores = Readonly<Partial<Record<Category, number>>>;

/** From which score on something is held, and from which it is refused; null is never. */
export interface Threshold {
	hold: number | null;
	refuse: number | null;
}
export type Thresholds = Readonly<Record<Category, Threshold>>;

export const presetNames = ['off', 'relaxed', 'standard', 'strict', 'family'] as const;
export type PresetName = (typeof presetNames)[number];

/** Nobody's server draws this, whatever its settings: every preset and every change of one stays at or below it. */
const minors: Threshold = { hold: 0.1, refuse: 0.4 };

const all = (usual: Threshold, others: Partial<Record<Category, Threshold>> = {}): Thresholds => ({
	...(Object.fromEntries(categories.map((name) => [name, usual])) as Record<Category, Threshold>),
	...others,
	'sexual/minors': minors,
});

const never: Threshold = { hold: null, refuse: null };

export const presets: Readonly<Record<PresetName, Thresholds>> = {
	/** Only what no server may loosen. */
	off: all(never),
	/** Among adults: only what is meant to hurt somebody. */
	relaxed: all(
		{ hold: 0.85, refuse: null },
		{ sexual: { hold: 0.95, refuse: null }, violence: never, 'violence/graphic': { hold: 0.95, refuse: null } },
	),
	standard: all({ hold: 0.6, refuse: 0.95 }, { violence: { hold: 0.8, refuse: null } }),
	strict: all({ hold: 0.35, refuse: 0.8 }),
	/** Where children are. */
	family: all(
		{ hold: 0.2, refuse: 0.6 },
		{
			sexual: { hold: 0.08, refuse: 0.3 },
			violence: { hold: 0.15, refuse: 0.5 },
			'violence/graphic': { hold: 0.08, refuse: 0.3 },
		},
	),
};

/** A server's own numbers over those of its preset, and never looser than the operator's floor. */
export function thresholdsFor(
	preset: PresetName,
	own: Partial<Record<Category, Threshold>>,
	floor: Partial<Record<Category, Threshold>>,
): Thresholds {
	return Object.fromEntries(
		categories.map((name) => {
			const wished = own[name] ?? presets[preset][name];
			const bounds = [floor[name] ?? never, name === 'sexual/minors' ? minors : never];
			return [name, bounds.reduce(tighter, wished)];
		}),
	) as Record<Category, Threshold>;
}

const tighter = (a: Threshold, b: Threshold): Threshold => ({
	hold: lower(a.hold, b.hold),
	refuse: lower(a.refuse, b.refuse),
});

const lower = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
