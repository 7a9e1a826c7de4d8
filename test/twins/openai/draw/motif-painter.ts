import { type Canvas, glow } from './canvas.ts';
import { type Colour, hex, mix } from './colour.ts';
import { type MotifName, motifs, type Tone } from './motifs.ts';
import type { Palette } from './palette.ts';
import { fill, type Placement } from './path.ts';

/** Draws a motif with its foot at a place; `distance` 0 is near, 1 is far away in the haze. */
export function paintMotif(
	canvas: Canvas,
	name: MotifName,
	at: Placement,
	palette: Palette,
	own?: Colour,
	distance = 0,
): void {
	const motif = motifs[name];
	const haze = (colour: Colour) => mix(colour, palette.sky[2], distance);
	const light = palette.dark ? mix(palette.sky[1], palette.near, 0.35) : palette.sky[1];
	// Things with a colour of their own still stand in the scene's light.
	const dyed = own ?? (motif.colour ? hex(motif.colour) : undefined);
	const body = haze(dyed ? mix(dyed, light, palette.dark ? 0.3 : 0.08) : mix(palette.near, [0, 0, 0], 0.25));
	const dark = haze(mix(palette.near, [0, 0, 0], 0.45));
	const tones: Record<Tone, readonly [Colour, number]> = {
		body: [body, 1],
		shade: [dark, 0.24],
		pale: [
			haze(mix(body, palette.dark ? mix([255, 244, 226], light, 0.3) : [255, 247, 234], name === 'tree' ? 0.22 : 0.86)),
			name === 'tree' ? 0.55 : 1,
		],
		dark: [dark, 1],
		glow: [mix(palette.sun, [255, 226, 150], 0.5), 1],
		accent: [haze(mix(own && !motif.colour ? own : palette.accent, light, 0.05)), 1],
	};
	for (const [x, y, radius] of motif.lamps ?? []) {
		const across = (at.flip ? 50 - x : x - 50) * at.scale;
		glow(
			canvas,
			at.x + across,
			at.y + (y - 100) * at.scale,
			radius * at.scale,
			[255, 226, 150],
			palette.dark ? 0.75 : 0.4,
		);
	}
	for (const [tone, path] of motif.parts) fill(canvas, path, at, tones[tone][0], tones[tone][1]);
}
