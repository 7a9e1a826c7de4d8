import { type Dab, done, type History, mostDabs, noHistory, redo, type Step, type Stroke, undo } from './history.ts';
import type { Size } from './view.ts';

/** Pixels of a layer at most: 4 bytes each, and as many again for what can no longer be taken back. */
const mostPixels = 4_000_000;

export type Canvas = HTMLCanvasElement;
export type Brush = CanvasRenderingContext2D;

/** What is painted over the picture: coloured on transparency. A mask has one colour, and means its opacity alone. */
export interface Layer {
	readonly canvas: Canvas;
	/** A pixel of the picture is so many of the canvas: less than 1 for large pictures. */
	readonly scale: number;
	/** Begins a line; null takes away. The line is one step. */
	begin(colour: string | null, dab: Dab): void;
	/** Goes on with the line that was begun, if any. */
	extend(dab: Dab): void;
	end(): void;
	/** Lets go of the line that was begun: two fingers did not mean to paint. */
	cancel(): void;
	invert(): void;
	clear(): void;
	undo(): void;
	redo(): void;
	canUndo(): boolean;
	canRedo(): boolean;
}

/** `fill`: the colour that is left where nothing was, when the layer is inverted. */
export function createLayer(picture: Size, fill: string): Layer {
	const scale = Math.min(1, Math.sqrt(mostPixels / (picture.width * picture.height)));
	const size = { width: Math.ceil(picture.width * scale), height: Math.ceil(picture.height * scale) };
	const { canvas, brush } = createCanvas(size);
	let kept: ReturnType<typeof createCanvas> | undefined;
	let history: History = noHistory;
	let line: Stroke | undefined;

	function apply(step: Step, to: Brush): void {
		to.globalCompositeOperation = 'source-over';
		if (step.kind === 'clear') to.clearRect(0, 0, size.width, size.height);
		if (step.kind === 'invert') {
			to.globalCompositeOperation = 'source-out';
			to.fillStyle = fill;
			to.fillRect(0, 0, size.width, size.height);
		}
		if (step.kind !== 'stroke') return;
		for (const i of step.dabs.keys()) drawDab(to, step, i, scale);
	}

	function redraw(): void {
		brush.globalCompositeOperation = 'source-over';
		brush.clearRect(0, 0, size.width, size.height);
		if (kept) brush.drawImage(kept.canvas, 0, 0);
		for (const step of history.done) apply(step, brush);
	}

	function remember(step: Step): void {
		const next = done(history, step);
		history = next.history;
		if (next.forgotten.length === 0) return;
		kept ??= createCanvas(size);
		for (const old of next.forgotten) apply(old, kept.brush);
	}

	const layer: Layer = {
		canvas,
		scale,
		begin(colour, dab) {
			layer.end();
			line = { kind: 'stroke', colour, dabs: [dab] };
			drawDab(brush, line, 0, scale);
		},
		extend(dab) {
			const last = line?.dabs.at(-1);
			if (!line || !last || Math.hypot(dab.x - last.x, dab.y - last.y) < 0.4 / scale) return;
			if (line.dabs.length >= mostDabs) layer.begin(line.colour, last);
			line.dabs.push(dab);
			drawDab(brush, line, line.dabs.length - 1, scale);
		},
		end() {
			if (line) remember(line);
			line = undefined;
		},
		cancel() {
			line = undefined;
			redraw();
		},
		invert() {
			layer.end();
			apply({ kind: 'invert' }, brush);
			remember({ kind: 'invert' });
		},
		clear() {
			layer.end();
			apply({ kind: 'clear' }, brush);
			remember({ kind: 'clear' });
		},
		undo() {
			layer.end();
			history = undo(history);
			redraw();
		},
		redo() {
			layer.end();
			history = redo(history);
			redraw();
		},
		canUndo: () => history.done.length > 0,
		canRedo: () => history.undone.length > 0,
	};
	return layer;
}

export function createCanvas({ width, height }: Size): { canvas: Canvas; brush: Brush } {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	return { canvas, brush: canvas.getContext('2d')! };
}

/** Pixels of the layer by which the eraser is wider than the brush: the soft edge of a line goes with the line. */
const overlap = 2;

/** One point of a line, joined to the one before it. */
function drawDab(brush: Brush, { colour, dabs }: Stroke, index: number, scale: number): void {
	const dab = dabs[index]!;
	const from = dabs[index - 1] ?? dab;
	// A pen that is hardly pressed still leaves a line.
	const width = Math.max(1, ((from.width + dab.width) / 2) * scale) + (colour === null ? overlap : 0);
	brush.globalCompositeOperation = colour === null ? 'destination-out' : 'source-over';
	brush.strokeStyle = brush.fillStyle = colour ?? '#000';
	brush.lineCap = 'round';
	brush.lineWidth = width;
	brush.beginPath();
	if (index === 0) {
		// Not every browser draws a line of no length.
		brush.arc(dab.x * scale, dab.y * scale, width / 2, 0, 2 * Math.PI);
		brush.fill();
		return;
	}
	brush.moveTo(from.x * scale, from.y * scale);
	brush.lineTo(dab.x * scale, dab.y * scale);
	brush.stroke();
}
