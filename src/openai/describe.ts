import type { OpenAI } from 'openai';
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { Outcome, ProviderCall, TokenUsage } from '../core/ports.ts';
import { type Described, descriptions } from '../core/request.ts';
import { notAnObject } from './answer.ts';
import { outcomeOfComplaint } from './errors.ts';
import type { Reader } from './exchange.ts';
import { byRole } from './images.ts';
import { fieldOf, isJson, listOf, textOf } from './json.ts';
import { dataUrl } from './responses.ts';
import { isRefusedInWords } from './responses-answer.ts';

/** Characters of each description. */
const longest = 2000;

/** Shows a picture to a mainline model that reads pictures, and asks for its descriptions as JSON. Resolves with the head of the answer. */
export async function callDescribe(
	client: OpenAI,
	mainline: string,
	{ prompt, inputs }: ProviderCall,
	identity: string | undefined,
	signal: AbortSignal,
): Promise<Response> {
	const pictures = byRole(inputs, 'image').map(
		(picture) => ({ type: 'input_image', image_url: dataUrl(picture), detail: 'auto' }) as const,
	);
	const body: ResponseCreateParamsNonStreaming = {
		model: mainline,
		input: [{ role: 'user', content: [{ type: 'input_text', text: prompt }, ...pictures] }],
		text: { format: { type: 'json_schema', name: 'descriptions', strict: true, schema } },
		store: false,
		...(identity ? { safety_identifier: identity } : {}),
	};
	return client.post('/responses', { body, signal }).asResponse();
}

const schema = {
	type: 'object',
	properties: Object.fromEntries(descriptions.map((name) => [name, { type: 'string' }])),
	required: [...descriptions],
	additionalProperties: false,
};

export const describeReader: Reader = {
	async body(body): Promise<Outcome> {
		if (!isJson(body)) return { kind: 'unusable', detail: notAnObject(body) };
		const tokens = usageOf(body.usage);
		const usage = tokens ? { usage: tokens } : {};
		const described = describedIn(wordsOf(body));
		if (described) return { kind: 'made', pictures: [], described, ...usage };
		if (isJson(body.error)) return outcomeOfComplaint({ error: body.error }, tokens);
		if (isRefusedInWords(body)) return { kind: 'refused', categories: [], ...usage };
		return { kind: 'unusable', detail: 'no descriptions in the response', ...usage };
	},
};

function wordsOf(body: unknown): string {
	const parts = listOf(body, 'output').flatMap((item) => listOf(item, 'content'));
	return parts.map((part) => (textOf(part, 'type') === 'output_text' ? (textOf(part, 'text') ?? '') : '')).join('');
}

/** Some models put a fence around JSON whatever they were asked for. One description that says nothing spoils all of them. */
function describedIn(words: string): Described | undefined {
	const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/i.exec(words);
	const answer = parsed(fenced?.[1] ?? words);
	const texts = descriptions.map((name) => [name, cleaned(textOf(answer, name) ?? '')] as const);
	return texts.every(([, text]) => text !== '') ? (Object.fromEntries(texts) as Described) : undefined;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** One line: what separated lines is a space now. */
function cleaned(text: string): string {
	const line = text.replace(/\s*\p{Cc}\s*/gu, ' ').trim();
	return [...line].slice(0, longest).join('').trim();
}

/** A mainline model counts what it sees among the words. */
function usageOf(raw: unknown): TokenUsage | undefined {
	const [inputText, output] = [fieldOf(raw, 'input_tokens'), fieldOf(raw, 'output_tokens')];
	const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
	return isCount(inputText) && isCount(output) ? { inputText, inputImage: 0, output } : undefined;
}
