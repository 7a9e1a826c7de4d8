import { modelOf } from './catalogue.ts';
import { blendPrompt, canvasPrompts, isAsIs, perspective, variationPrompts, wordForModel } from './prompt.ts';
import type { ImageRequest } from './request.ts';

/** The same request with other words: a moderator's. What was put around the member's words stays; the model's limit holds. */
export function reworded(request: ImageRequest, prompt: string): ImageRequest {
	return {
		...request,
		prompt,
		sent: [...sentFor(request, prompt)].slice(0, modelOf(request.model).promptLimit).join(''),
	};
}

function sentFor(request: ImageRequest, prompt: string): string {
	const { action, endpoint, model, strength, sent } = request;
	// That endpoint takes a picture and nothing else.
	if (endpoint === 'variations') return '';
	if (action === 'vary') return `${variationPrompts[strength ?? 'subtle']} ${prompt}`;
	if (action === 'zoom' || action === 'reshape') return `${canvasPrompts[action]} ${prompt}`;
	if (action === 'blend') return `${blendPrompt} ${prompt}`;
	const { rewritesPrompts } = modelOf(model);
	return wordForModel({ prompt, perspective: perspectiveOf(request), asIs: isAsIs(sent), rewritesPrompts });
}

/** Older jobs do not say what their persona stood for: there were only those that are built in. */
const perspectiveOf = (request: ImageRequest): string => request.perspective ?? perspective(request.persona ?? '');
