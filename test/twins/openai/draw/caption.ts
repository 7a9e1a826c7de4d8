import { createRequire } from 'node:module';
import sharp, { type OverlayOptions } from 'sharp';
import type { Area, Canvas } from './canvas.ts';

/** What the lower edge of a picture says, and the part of the picture it may use (pixels). */
export interface Caption {
	prompt: string;
	/** Joined by dots: `easel playground`, the model, the size, the count. */
	facts: readonly string[];
	area: Area;
	/** Kept free at the sides and at the bottom (pixels), on top of the usual margin. */
	inset?: { x: number; y: number };
	/** A picture that may have a caption already: it is frosted until that cannot be read any more. */
	over?: Canvas;
}

const mostLines = 3;
const font = findFont();

/** A soft dark edge with the prompt on it, at most three lines, and the facts in small print below. */
export async function captionOverlays({ prompt, facts, area, over, inset }: Caption): Promise<OverlayOptions[]> {
	const size = Math.max(9, Math.min(52, Math.round(Math.min(area.width, area.height * 1.2) / 37)));
	const margin = Math.round(size * 1.3);
	const side = margin + Math.round(inset?.x ?? 0);
	const foot = margin + Math.round(inset?.y ?? 0);
	const room = area.width - 2 * side;
	if (room < size * 8 || area.height < size * 6) return [];
	const text = await renderText(tidy(prompt), facts.join('  ·  '), size, room);
	const tall = Math.min(area.height, text.height + foot + Math.round(size * 2.3));
	const bottom = area.top + area.height;
	return [
		...(over ? [await frost(over, { ...area, top: bottom - tall, height: tall })] : []),
		{
			input: scrim(area.width, tall),
			raw: { width: area.width, height: tall, channels: 4 },
			left: area.left,
			top: bottom - tall,
		},
		{
			input: text.data,
			raw: { width: text.width, height: text.height, channels: 4 },
			left: area.left + side,
			top: bottom - text.height - foot,
		},
	];
}

interface Rendered {
	data: Buffer;
	width: number;
	height: number;
}

/** Shortens the prompt until it fits: how wide the letters are is only known once they are set. */
async function renderText(prompt: string, facts: string, size: number, room: number): Promise<Rendered> {
	const lines = prompt === '' ? 1 : mostLines + 0.55;
	let letters = [...prompt];
	const most = Math.floor((room / (size * 0.45)) * mostLines);
	if (letters.length > most) letters = letters.slice(0, most);
	for (;;) {
		const whole = letters.length === [...prompt].length;
		const shown = whole ? prompt : `${letters.join('').trimEnd()}…`;
		const { data, info } = await sharp({
			text: {
				text: markup(shown, facts, size),
				...font.options,
				width: room,
				wrap: 'word-char',
				dpi: 72,
				rgba: true,
				spacing: Math.round(size * 0.3),
			},
		})
			.raw()
			.toBuffer({ resolveWithObject: true });
		if (info.height <= size * (1.5 * lines + 0.3) || letters.length < 8)
			return { data, width: info.width, height: info.height };
		letters = letters.slice(0, Math.floor(letters.length * 0.85));
	}
}

function markup(prompt: string, facts: string, size: number): string {
	const line = (text: string, points: number, alpha: number) =>
		`<span font_desc="${font.name} ${points}px" foreground="#ffffff" alpha="${alpha}%">${escapeMarkup(text)}</span>`;
	const small = line(facts, Math.max(8, Math.round(size * 0.66)), 76);
	return prompt === '' ? small : `${line(prompt, size, 100)}\n${small}`;
}

/** Pango reads markup: what people typed must not be taken for it. */
function escapeMarkup(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One line, without what a text font cannot draw: control characters, emoji and scripts that Inter has no letters for. */
function tidy(prompt: string): string {
	return prompt
		.replace(/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/gu, '')
		.replace(/\p{Extended_Pictographic}|\p{Variation_Selector}|\u200d/gu, '')
		.replace(/[\p{C}\s]+/gu, ' ')
		.trim();
}

/** Ground glass: the strip blurred, setting in softly at its upper edge. */
async function frost({ data, width, height }: Canvas, strip: Area): Promise<OverlayOptions> {
	const blurred = await sharp(data, { raw: { width, height, channels: 4 } })
		.extract(strip)
		.removeAlpha()
		.blur(strip.height / 7)
		.ensureAlpha()
		.raw()
		.toBuffer();
	for (let pixel = 0; pixel < strip.width * strip.height; pixel++) {
		const down = Math.floor(pixel / strip.width) / strip.height;
		blurred[pixel * 4 + 3] = Math.min(255, down * 900);
	}
	return {
		input: blurred,
		raw: { width: strip.width, height: strip.height, channels: 4 },
		left: strip.left,
		top: strip.top,
	};
}

function scrim(width: number, height: number): Buffer {
	const pixels = Buffer.alloc(width * height * 4);
	for (let y = 0; y < height; y++) {
		const share = Math.min(1, (y + 1) / height / 0.75);
		pixels.fill(
			Buffer.from([9, 10, 20, Math.round(172 * share * share * (3 - 2 * share))]),
			y * width * 4,
			(y + 1) * width * 4,
		);
	}
	return pixels;
}

/** A font file that came with a package, so that pictures look the same on a machine without fonts. */
function findFont(): { name: string; options: { fontfile?: string } } {
	const { resolve } = createRequire(import.meta.url);
	const shipped = [
		{ name: 'Inter Medium', file: '@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf' },
		{ name: 'DejaVu Sans', file: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
	];
	for (const { name, file } of shipped) {
		try {
			return { name, options: { fontfile: resolve(file) } };
		} catch {
			// Not installed: the next one, and at last whatever the system has.
		}
	}
	return { name: 'DejaVu Sans', options: {} };
}
