const asIs =
	/^I NEED to test how the tool works with extremely simple prompts\. DO NOT add any detail, just use it AS-IS:\s*/;

const lights = [
	'in soft morning light',
	'under a glowing evening sky',
	'in the hush after rain',
	'in warm, low sunlight',
];
const details = [
	'with layered depth that fades into haze',
	'with crisp silhouettes against the sky',
	'with gentle reflections and fine grain',
	'with a calm, balanced composition',
];

/** dall-e-3 rewrites every prompt, except (nearly) when it is told not to. */
export function asDallE3Would(prompt: string): string {
	return asIs.test(prompt) ? prompt.replace(asIs, '') : enrich(prompt);
}

/** The prompt as a helpful model would put it: always the same for the same words. */
export function enrich(prompt: string): string {
	const words = prompt.trim().replace(/[.!\s]+$/, '');
	const seed = [...words].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0);
	return `${words}, ${lights[seed % lights.length]}, ${details[(seed >> 2) % details.length]}.`;
}
