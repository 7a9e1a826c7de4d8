import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { breakConnection, cutJson, sendHtml, sendJson } from './answers.ts';
import type { ModerationFault } from './faults.ts';
import { missing } from './fields.ts';
import type { RawRequest } from './intake.ts';
import { invalid, unknownModel } from './problem.ts';
import { newId, type TwinState } from './state.ts';
import { flaggedFrom, scoresOf } from './wording.ts';

export interface ModerationCall {
	texts: string[];
	images: number;
	flagged: boolean;
	/** The fault that struck it. */
	fault?: string;
}

type Kind = 'text' | 'image';
interface Subject {
	text?: string;
	image?: Buffer;
}

const categories = [
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
const judgedInImages = /^(self-harm.*|sexual|violence.*)$/;
const models = ['omni-moderation-latest', 'omni-moderation-2024-09-26'];

/**
 * `POST /v1/moderations`: words as in wording.ts; a picture is flagged when it is mostly pure red or pure magenta. A fault may take the
 * place of the judgement.
 */
export async function serveModeration(twin: TwinState, raw: RawRequest, response: ServerResponse): Promise<void> {
	const model = raw.fields.model ?? 'omni-moderation-latest';
	if (typeof model !== 'string' || !models.includes(model)) throw unknownModel(String(model));
	const subjects = readSubjects(raw.fields.input);
	const fault = twin.faults.moderation.shift() ?? twin.options.moderation ?? undefined;
	const call: ModerationCall = {
		texts: subjects.flatMap((subject) => subject.text ?? []),
		images: subjects.filter((subject) => subject.image).length,
		flagged: false,
		...(fault && { fault: fault.kind }),
	};
	twin.moderations.push(call);
	if (fault && (await strike(twin, fault, response))) return;
	const results = [];
	for (const subject of subjects) results.push(await judge(subject, fault));
	call.flagged = results.some((result) => result.flagged);
	const body = { id: newId(twin, 'modr'), model: 'omni-moderation-latest', results };
	if (fault?.kind === 'cut-body') return cutJson(response, body);
	sendJson(response, 200, body);
}

/** True when nothing more is to be answered. */
async function strike(twin: TwinState, fault: ModerationFault, response: ServerResponse): Promise<boolean> {
	switch (fault.kind) {
		case 'status': {
			const generic = { error: { message: `HTTP ${fault.status}`, type: 'server_error', param: null, code: null } };
			sendJson(response, fault.status, fault.body ?? generic, fault.headers);
			return true;
		}
		case 'delay':
			await wait(fault.ms, undefined, { signal: twin.stopping });
			return false;
		case 'hang':
			return true;
		case 'reset':
			breakConnection(response);
			return true;
		case 'html-200':
			sendHtml(response, 200);
			return true;
		case 'nonsense':
			sendJson(response, 200, fault.body);
			return true;
		default:
			return false;
	}
}

/** A string or strings are judged one by one; parts are judged together, and only one of them may be a picture. */
function readSubjects(input: unknown): Subject[] {
	if (input === undefined || input === null) throw missing('input');
	if (typeof input === 'string') return [{ text: input }];
	if (!Array.isArray(input) || input.length === 0) throw invalid('input', 'invalid_type', "Invalid type for 'input'.");
	if (input.every((item) => typeof item === 'string')) return input.map((text) => ({ text }));
	const together: Subject = {};
	for (const part of input as { type?: unknown; text?: unknown; image_url?: { url?: unknown } }[]) {
		if (part.type === 'text' && typeof part.text === 'string') {
			together.text = together.text === undefined ? part.text : `${together.text}\n${part.text}`;
		} else if (part.type === 'image_url' && typeof part.image_url?.url === 'string') {
			if (together.image) throw invalid('input', 'too_many_images', 'Only one image is allowed per request.');
			together.image = readDataUrl(part.image_url.url);
		} else throw invalid('input', 'invalid_value', "Invalid value in 'input': expected 'text' or 'image_url' parts.");
	}
	return [together];
}

/** Decodes `data:image/…;base64,…`; the twin never fetches anything, so other URLs are refused. */
export function readDataUrl(url: string): Buffer {
	const match = /^data:image\/(?:png|jpeg|webp|gif);base64,([A-Za-z0-9+/=]+)$/.exec(url);
	if (!match?.[1])
		throw invalid('image_url', 'invalid_image_url', 'Invalid image URL: expected a base64 data URL of an image.');
	return Buffer.from(match[1], 'base64');
}

async function judge({ text, image }: Subject, fault: ModerationFault | undefined) {
	const textScores = scoresOf(text ?? '');
	const imageScores = image ? await scoresOfPicture(image) : new Map<string, number>();
	const scores = fault?.kind === 'scores' ? [new Map(Object.entries(fault.scores))] : [textScores, imageScores];
	const score = (category: string) => Math.max(...scores.map((it) => it.get(category) ?? 0), 0.0001);
	const kinds = (category: string): Kind[] => [
		...(text === undefined ? [] : (['text'] as const)),
		...(image && judgedInImages.test(category) ? (['image'] as const) : []),
	];
	const table = <T>(value: (category: string) => T) =>
		Object.fromEntries(categories.map((name) => [name, value(name)]));
	return {
		flagged: categories.some((category) => score(category) >= flaggedFrom),
		categories: table((category) => score(category) >= flaggedFrom),
		category_scores: table(score),
		category_applied_input_types: table(kinds),
	};
}

async function scoresOfPicture(image: Buffer): Promise<Map<string, number>> {
	let pixels: Buffer;
	try {
		const picture = sharp(image, { limitInputPixels: 100e6 }).flatten({ background: '#fff' }).toColourspace('srgb');
		pixels = await picture.resize(16, 16, { fit: 'fill', kernel: 'nearest' }).removeAlpha().raw().toBuffer();
	} catch {
		throw invalid('input', 'invalid_image', 'The image could not be read.');
	}
	let red = 0;
	let magenta = 0;
	for (let at = 0; at + 2 < pixels.length; at += 3) {
		if (pixels[at]! < 225 || pixels[at + 1]! > 30) continue;
		if (pixels[at + 2]! < 30) red += 1;
		else if (pixels[at + 2]! > 225) magenta += 1;
	}
	if (red > 128)
		return new Map([
			['violence', 0.96],
			['violence/graphic', 0.91],
		]);
	return magenta > 128 ? new Map([['sexual', 0.94]]) : new Map();
}
