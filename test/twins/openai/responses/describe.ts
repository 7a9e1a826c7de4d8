import sharp from 'sharp';
import type { InputPicture } from '../order.ts';

const hues = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'];

/** A description that is true of any picture: its shape, its light and its colours from top to bottom. */
export async function describePicture({ bytes, width, height }: InputPicture): Promise<string> {
	const small = sharp(bytes).flatten({ background: '#fff' }).toColourspace('srgb').resize(1, 3, { fit: 'fill' });
	const pixels = await small.removeAlpha().raw().toBuffer();
	const [top, middle, bottom] = [0, 3, 6].map((at) => nameColour(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!));
	const shape = width === height ? 'A square' : width > height ? 'A landscape-format' : 'A portrait-format';
	const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
	const light = mean > 170 ? 'bright' : mean > 85 ? 'evenly lit' : 'dark';
	return `${shape}, ${light} picture of ${width}×${height} pixels: ${top} at the top, ${middle} in the middle and ${bottom} at the bottom.`;
}

const wordings: Record<string, (said: string) => string> = {
	short: (said) => said.replace(/ of \d+×\d+ pixels/, ''),
	detailed: (said) => `${said} Calm light, clear shapes, and nothing else in it.`,
	persona: (said) => `As a watercolour botanist of 1890 would paint it on warm paper: ${said}`,
	photograph: (said) => `A photograph in natural light, 50 mm at f/4, taken at eye level. ${said}`,
};

/** The same true sentence, worded for each property that it is asked for. */
export function wordIn(names: readonly string[], said: string): Record<string, string> {
	return Object.fromEntries(names.map((name) => [name, wordings[name]?.(said) ?? said]));
}

function nameColour(red: number, green: number, blue: number): string {
	const most = Math.max(red, green, blue);
	const spread = most - Math.min(red, green, blue);
	if (spread < 18) return most > 200 ? 'white' : most > 80 ? 'grey' : 'black';
	const sixth =
		most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
	const hue = hues[Math.round(((sixth + 6) % 6) * (8 / 6)) % 8]!;
	return most < 90 ? `dark ${hue}` : spread < 60 ? `pale ${hue}` : hue;
}
