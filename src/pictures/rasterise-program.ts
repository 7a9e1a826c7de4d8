import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';

/** The process behind `rasterise`: an SVG of ours comes in by stdin, a PNG goes out by stdout. */

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

process.stdout.write(
	await sharp(await buffer(process.stdin))
		.removeAlpha()
		.png()
		.toBuffer(),
);
