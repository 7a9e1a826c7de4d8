import { modelOf } from './catalogue.ts';
import { blendPrompt, canvasPrompts, isAsIs, variationPrompts, wordForModel } from './prompt.ts';
import type { ImageRequest } from './request.ts';

/** The same request with other words: a moderator's. What was put around the member's words stays; the model's limit holds. */
export function reworded(request: ImageRequest, prompt: string): ImageRequest {
	return {
		...request,
		prompt,
		sent: [...sentFor(request, prompt)].slice(0, modelOf(request.model).promptLimit).join(''),
	};
}

function sentFor({ action, endpoint, model, persona, strength, sent }: ImageRequest, prompt: string): string {
	// That endpoint takes a picture and nothing else.
	if (endpoint === 'variations') return '';
	if (action === 'vary') return `${variationPrompts[strength ?? 'subtle']} ${prompt}`;
	if (action === 'zoom' || action === 'reshape') return `${canvasPrompts[action]} ${prompt}`;
	if (action === 'blend') return `${blendPrompt} ${prompt}`;
	const { rewritesPrompts } = modelOf(model);
	return wordForModel({ prompt, persona: persona ?? undefined, asIs: isAsIs(sent), rewritesPrompts });
}
