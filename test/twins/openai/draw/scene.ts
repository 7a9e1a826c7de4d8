import { type Canvas, createCanvas } from './canvas.ts';
import { paintMotifs } from './cast.ts';
import { paintSkyline } from './city.ts';
import { paintForeground } from './foreground.ts';
import { type Brief, makePlan } from './plan.ts';
import { between, createRandom } from './random.ts';
import { paintDistance } from './ridges.ts';
import { paintClouds, paintLight, paintSky, paintStars } from './sky.ts';
import { paintWater } from './water.ts';
import { finish, paintRain, paintSnowfall } from './weather.ts';

/** Paints a landscape out of the prompt's words. */
export function paintScene(brief: Brief): Canvas {
	const random = createRandom(brief.seed);
	const canvas = createCanvas(brief.width, brief.height);
	const plan = makePlan(brief, random);
	const { palette, light, horizon } = plan;

	paintSky(canvas, palette, horizon);
	if (palette.dark) paintStars(canvas, random, horizon);
	paintLight(canvas, palette, light);
	paintClouds(canvas, palette, random, horizon, plan.setting === 'space' ? 0.75 : between(random, 0.25, 0.75));
	if (plan.setting === 'city') paintSkyline(canvas, palette, random, horizon + 2);
	else paintDistance(canvas, plan, random);
	if (plan.wet) paintWater(canvas, palette, random, horizon, light);
	const ground = paintForeground(canvas, plan, random);
	if (!brief.empty) paintMotifs(canvas, plan, random, ground);
	if (plan.reading.snow) paintSnowfall(canvas, random);
	if (plan.reading.rain) paintRain(canvas, random);
	finish(canvas, random);
	return canvas;
}
