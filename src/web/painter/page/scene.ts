import { type Brush, type Canvas, createCanvas } from './layer.ts';
import type { Point, Size, View } from './view.ts';

/** What is to be seen. */
export interface Sight {
	view: View;
	layer: Canvas;
	mode: 'mask' | 'markup';
	/** Where the brush is, in pixels of the picture; null for nowhere. */
	cursor: (Point & { width: number; crossed: boolean }) | null;
}

/** More than that makes every stroke slower and no line finer. Device pixels for one of CSS. */
const finest = 2;
/** A picture is shown from at most so many pixels of its own. */
const mostPixels = 4_200_000;

const tint = '#ff3d81';

/** Shows the picture, what is painted over it, and the brush. */
export interface Scene {
	/** Of the stage, in CSS pixels. */
	size(): Size;
	show(sight: Sight): void;
}

export function createScene(stage: Canvas, picture: HTMLImageElement, natural: Size): Scene {
	const brush = stage.getContext('2d')!;
	const shown = scaledDown(picture, natural);
	const [stencil, sheet] = [createCanvas({ width: 1, height: 1 }), createCanvas({ width: 1, height: 1 })];
	let pattern: CanvasPattern | undefined;
	let patternAt = 0;

	const size = () => ({ width: stage.clientWidth, height: stage.clientHeight });

	/** Setting a canvas's size empties it, so it is only done when it changed. Returns device pixels a CSS pixel. */
	function adapt(): number {
		const ratio = Math.min(finest, window.devicePixelRatio || 1);
		const [width, height] = [Math.round(stage.clientWidth * ratio), Math.round(stage.clientHeight * ratio)];
		for (const canvas of [stage, stencil.canvas, sheet.canvas]) {
			if (canvas.width !== width) canvas.width = width;
			if (canvas.height !== height) canvas.height = height;
		}
		if (patternAt !== ratio) pattern = hatching(brush, ratio);
		patternAt = ratio;
		return ratio;
	}

	/** The stencil's shape in one colour, on the sheet, laid over the stage. */
	function lay(fill: string | CanvasPattern, opacity: number): void {
		fillShape(sheet.brush, fill);
		brush.globalAlpha = opacity;
		brush.drawImage(sheet.canvas, 0, 0);
		brush.globalAlpha = 1;
	}

	function showMask(ratio: number): void {
		wipe(sheet.brush);
		sheet.brush.drawImage(stencil.canvas, 0, 0);
		lay(tint, 0.42);
		wipe(sheet.brush);
		sheet.brush.drawImage(stencil.canvas, 0, 0);
		if (pattern) lay(pattern, 0.55);
		// Dark around light: one of the two is seen on any picture.
		showEdge(2.5 * ratio, '#1b0a12');
		showEdge(1.25 * ratio, '#ffffff');
	}

	/** The stencil's shape as much larger, without the shape itself. Device pixels in. */
	function showEdge(width: number, colour: string): void {
		wipe(sheet.brush);
		for (let i = 0; i < 8; i++) {
			const angle = (i * Math.PI) / 4;
			sheet.brush.drawImage(stencil.canvas, Math.cos(angle) * width, Math.sin(angle) * width);
		}
		sheet.brush.globalCompositeOperation = 'destination-out';
		sheet.brush.drawImage(stencil.canvas, 0, 0);
		lay(colour, 1);
	}

	return {
		size,
		show({ view, layer, mode, cursor }) {
			// Sent, and no longer there.
			if (stage.clientWidth === 0) return;
			const ratio = adapt();
			const [x, y, scale] = [view.x * ratio, view.y * ratio, view.scale * ratio];
			const [width, height] = [natural.width * scale, natural.height * scale];
			wipe(brush);
			brush.imageSmoothingQuality = 'high';
			brush.drawImage(shown, x, y, width, height);
			if (mode === 'markup') brush.drawImage(layer, x, y, width, height);
			else {
				wipe(stencil.brush);
				stencil.brush.drawImage(layer, x, y, width, height);
				showMask(ratio);
			}
			if (!cursor) return;
			brush.setTransform(ratio, 0, 0, ratio, 0, 0);
			drawCursor(brush, cursor.x * view.scale + view.x, cursor.y * view.scale + view.y, {
				radius: Math.max(2, (cursor.width * view.scale) / 2),
				crossed: cursor.crossed,
			});
			brush.setTransform(1, 0, 0, 1, 0, 0);
		},
	};
}

function wipe(brush: Brush): void {
	brush.globalCompositeOperation = 'source-over';
	brush.clearRect(0, 0, brush.canvas.width, brush.canvas.height);
}

function fillShape(brush: Brush, fill: string | CanvasPattern): void {
	brush.globalCompositeOperation = 'source-in';
	brush.fillStyle = fill;
	brush.fillRect(0, 0, brush.canvas.width, brush.canvas.height);
	brush.globalCompositeOperation = 'source-over';
}

/** Slanted lines: what is marked is told by more than its colour. */
function hatching(brush: Brush, ratio: number): CanvasPattern | undefined {
	const side = Math.round(9 * ratio);
	const tile = createCanvas({ width: side, height: side });
	tile.brush.strokeStyle = '#ffffff';
	tile.brush.lineWidth = ratio;
	tile.brush.beginPath();
	for (const shift of [-side, 0, side]) {
		tile.brush.moveTo(shift - 1, side + 1);
		tile.brush.lineTo(shift + side + 1, -1);
	}
	tile.brush.stroke();
	return brush.createPattern(tile.canvas, 'repeat') ?? undefined;
}

function drawCursor(brush: Brush, x: number, y: number, { radius, crossed }: { radius: number; crossed: boolean }) {
	const path = new Path2D();
	path.arc(x, y, radius, 0, 2 * Math.PI);
	if (crossed) {
		const arm = radius + 7;
		for (const [dx, dy] of [
			[1, 0],
			[-1, 0],
			[0, 1],
			[0, -1],
		] as const) {
			path.moveTo(x + dx * (arm - 9), y + dy * (arm - 9));
			path.lineTo(x + dx * arm, y + dy * arm);
		}
	}
	brush.strokeStyle = '#000000';
	brush.lineWidth = crossed ? 4.5 : 3;
	brush.stroke(path);
	brush.strokeStyle = '#ffffff';
	brush.lineWidth = crossed ? 2 : 1.25;
	brush.stroke(path);
}

/** A very large picture would be decoded and drawn whole for every stroke. */
function scaledDown(picture: HTMLImageElement, natural: Size): CanvasImageSource {
	const scale = Math.sqrt(mostPixels / (natural.width * natural.height));
	if (scale >= 1) return picture;
	const { canvas, brush } = createCanvas({
		width: Math.round(natural.width * scale),
		height: Math.round(natural.height * scale),
	});
	brush.imageSmoothingQuality = 'high';
	brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas;
}
