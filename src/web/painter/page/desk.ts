import type { Dab } from './history.ts';
import { createLayer, type Layer } from './layer.ts';
import { shareOf } from './pixels.ts';
import type { Scene } from './scene.ts';
import { type Point, panned, type Size, showing, type View, wholeIn, zoomed } from './view.ts';
import { announce, percent, say, shareWords } from './words.ts';

export type Mode = 'mask' | 'markup';
export type Tool = 'brush' | 'eraser' | 'hand';

/** What is chosen with the controls. */
export interface Choice {
	mode: Mode;
	tool: Tool;
	/** CSS, of a sketch. */
	colour: string;
	/** Of the slider, 1 to 100. */
	size: number;
}

/** The brush's place; `crossed` when the keyboard moves it. */
export type Cursor = Point & { crossed: boolean };

/** What is on the stage and what may be done there: the pointer, the keyboard and the controls all do it here. */
export interface Desk {
	readonly picture: Size;
	choice: Choice;
	cursor: Cursor | null;
	view(): View;
	stage(): Size;
	layer(mode?: Mode): Layer;
	/** The brush at a point of the picture; `pressure` from 0 to 1. */
	dab(at: Point, pressure?: number): Dab;
	/** Begins a line with the tool that is chosen, or with the eraser. */
	begin(dab: Dab, erase?: boolean): void;
	undo(): void;
	redo(): void;
	invert(): void;
	clear(): void;
	pan(by: Point): void;
	/** Around the middle of the stage unless told. */
	zoom(factor: number, at?: Point): void;
	zoomFit(): void;
	/** To be called when the stage has another size. */
	resized(): void;
	/** Moves the view as far as it takes to see a point of the picture. */
	reveal(at: Point): void;
	/** To be called after each step and choice: shows it all, and counts again. */
	changed(): void;
	/** Shows the stage again with the next frame. */
	show(): void;
	/** How much of the present layer is painted, in words. */
	state(): string;
	/** Called by `changed`. */
	onChange: () => void;
	/** Called when the view changed. */
	onView: () => void;
}

/** The colour of a mask on its layer: only its opacity matters. */
const maskColour = '#ffffff';

/** From a hair to a third of the picture, finer at the lower end of the slider. Pixels of the picture. */
const brushWidth = (size: number, { width, height }: Size): number =>
	Math.max(width, height) * (0.003 + 0.3 * (size / 100) ** 2);

export function createDesk(scene: Scene, picture: Size): Desk {
	const layers = new Map<Mode, Layer>();
	let view = wholeIn(picture, scene.size());
	let isFitted = true;
	let isDue = false;
	let state = '';

	function moveTo(next: View): void {
		view = next;
		isFitted = false;
		desk.onView();
		desk.show();
	}

	function step(act: () => void, key: string): void {
		act();
		desk.changed();
		announce(say(key, { state: desk.state() }));
	}

	const desk: Desk = {
		picture,
		choice: { mode: 'mask', tool: 'brush', colour: '#000', size: 40 },
		cursor: null,
		onChange() {},
		onView() {},
		view: () => view,
		stage: () => scene.size(),
		layer(mode = desk.choice.mode) {
			const layer = layers.get(mode) ?? createLayer(picture, maskColour);
			layers.set(mode, layer);
			return layer;
		},
		dab: ({ x, y }, pressure = 0.5) => ({
			x,
			y,
			width: brushWidth(desk.choice.size, picture) * (0.3 + 1.4 * pressure),
		}),
		begin(dab, erase = false) {
			const { tool, mode, colour } = desk.choice;
			const paint = mode === 'mask' ? maskColour : colour;
			desk.layer().begin(erase || tool === 'eraser' ? null : paint, dab);
			desk.show();
		},
		undo() {
			if (desk.layer().canUndo()) step(desk.layer().undo, 'painter.said.undone');
		},
		redo() {
			if (desk.layer().canRedo()) step(desk.layer().redo, 'painter.said.redone');
		},
		invert() {
			if (desk.choice.mode === 'mask') step(desk.layer().invert, 'painter.said.inverted');
		},
		clear() {
			if (desk.layer().canUndo()) step(desk.layer().clear, 'painter.said.cleared');
		},
		pan: (by) => moveTo(panned(view, by, picture, scene.size())),
		zoom(factor, at) {
			const { width, height } = scene.size();
			moveTo(zoomed(view, factor, at ?? { x: width / 2, y: height / 2 }, picture, scene.size()));
			announce(say('painter.said.zoom', { zoom: percent(view.scale) }));
		},
		zoomFit() {
			moveTo(wholeIn(picture, scene.size()));
			isFitted = true;
		},
		resized() {
			if (isFitted) desk.zoomFit();
			else desk.pan({ x: 0, y: 0 });
		},
		reveal: (at) => moveTo(showing(view, at, picture, scene.size())),
		changed() {
			state = shareWords(shareOf(desk.layer().canvas), desk.choice.mode);
			desk.onChange();
			desk.show();
		},
		show() {
			if (isDue) return;
			isDue = true;
			requestAnimationFrame(() => {
				isDue = false;
				const { mode, size } = desk.choice;
				const cursor = desk.cursor && { ...desk.cursor, width: brushWidth(size, picture) };
				scene.show({ view, layer: desk.layer().canvas, mode, cursor });
			});
		},
		state: () => state,
	};
	return desk;
}
