import { type Canvas, createCanvas } from './layer.ts';
import type { Size } from './view.ts';

/** How many rows are read at once: all of a large layer would be in memory a second time. */
const rows = 256;

export type Amount = 'nothing' | 'some' | 'everything';

/** As a mask is read: a pixel counts when it is more than half painted. */
export function amountOf(canvas: Canvas): Amount {
	const brush = canvas.getContext('2d')!;
	let [painted, bare] = [false, false];
	for (let y = 0; y < canvas.height; y += rows) {
		const { data } = brush.getImageData(0, y, canvas.width, Math.min(rows, canvas.height - y));
		for (let i = 3; i < data.length; i += 4) {
			if (data[i]! > 127) painted = true;
			else bare = true;
		}
		if (painted && bare) return 'some';
	}
	return painted ? 'everything' : 'nothing';
}

const probe = { width: 96, height: 96 };

/** About how much of the layer is painted, from 0 to 1; only nothing at all is 0. */
export function shareOf(canvas: Canvas): number {
	const { brush } = createCanvas(probe);
	brush.imageSmoothingQuality = 'high';
	brush.drawImage(canvas, 0, 0, probe.width, probe.height);
	const { data } = brush.getImageData(0, 0, probe.width, probe.height);
	let sum = 0;
	for (let i = 3; i < data.length; i += 4) sum += data[i]!;
	const share = sum / (255 * probe.width * probe.height);
	if (share > 0.0005) return share;
	// What is smaller than a pixel of the probe can vanish in it; a trace that no mask would show can be left in it.
	return amountOf(canvas) === 'nothing' ? 0 : Math.max(share, Number.EPSILON);
}

/** A mask: opaque black, transparent where it was painted. */
export function toMask(layer: Canvas, picture: Size): Promise<Blob> {
	const { canvas, brush } = createCanvas(picture);
	brush.fillRect(0, 0, picture.width, picture.height);
	brush.globalCompositeOperation = 'destination-out';
	brush.drawImage(layer, 0, 0, picture.width, picture.height);
	return toPng(canvas);
}

/** A sketch: its colours on transparency. */
export function toSketch(layer: Canvas, picture: Size): Promise<Blob> {
	const { canvas, brush } = createCanvas(picture);
	brush.drawImage(layer, 0, 0, picture.width, picture.height);
	return toPng(canvas);
}

function toPng(canvas: Canvas): Promise<Blob> {
	return new Promise((resolve, reject) => {
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
	});
}
