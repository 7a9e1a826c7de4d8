import type { Controls } from './controls.ts';
import type { Cursor, Desk } from './desk.ts';
import { toPicture } from './view.ts';
import { announce, percent, say } from './words.ts';

const arrows: Record<string, readonly [number, number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/** How far an arrow key moves the brush, in CSS pixels: the view's zoom makes it finer. */
const near = 8;
const far = 40;
const zoomStep = 1.25;

/** Painting with the arrow keys on the stage, and the shortcuts of the page. Says whether Space is held to move the view. */
export function listenToKeys(stage: HTMLCanvasElement, desk: Desk, controls: Controls): () => boolean {
	let isSpaceHeld = false;
	let held: string | null = null;

	const isOnStage = () => document.activeElement === stage;
	/** The keyboard has the brush, and not a mouse that happens to be there. */
	const hasBrush = () => isOnStage() && desk.cursor?.crossed === true;

	function place(): Cursor {
		const { width, height } = desk.stage();
		const { x, y } = desk.cursor ?? toPicture(desk.view(), { x: width / 2, y: height / 2 });
		return inside({ x, y, crossed: true });
	}
	function inside({ x, y }: Cursor): Cursor {
		const { width, height } = desk.picture;
		return { x: Math.min(Math.max(x, 0), width), y: Math.min(Math.max(y, 0), height), crossed: true };
	}

	function move([dx, dy]: readonly [number, number], length: number): void {
		const from = desk.cursor?.crossed ? desk.cursor : place();
		const by = length / desk.view().scale;
		const to = inside({ x: from.x + dx * by, y: from.y + dy * by, crossed: true });
		stage.classList.remove('pointed');
		desk.cursor = to;
		if (held) desk.layer().extend(desk.dab(to));
		desk.reveal(to);
		const { width, height } = desk.picture;
		announce(say('painter.said.at', { x: percent(to.x / width), y: percent(to.y / height) }));
	}

	function press(key: string): void {
		if (desk.choice.tool === 'hand') controls.choose('brush');
		held = key;
		desk.begin(desk.dab(place()));
		announce(say(desk.choice.tool === 'eraser' ? 'painter.said.erasing' : 'painter.said.painting'));
	}

	function release(): void {
		if (!held) return;
		held = null;
		desk.layer().end();
		desk.changed();
		announce(desk.state());
	}

	stage.addEventListener('focus', () => {
		if (!stage.classList.contains('pointed') && !desk.cursor) desk.cursor = place();
		desk.show();
	});
	stage.addEventListener('blur', () => {
		release();
		stage.classList.remove('pointed');
		desk.cursor = null;
		desk.show();
	});

	document.addEventListener('keydown', (event) => {
		if (isTyping(event.target) || controls.isClosed()) return;
		const isCommand = event.ctrlKey || event.metaKey;
		const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
		if (isCommand) {
			if (key === 'z' || key === 'y') {
				event.preventDefault();
				if (key === 'y' || event.shiftKey) desk.redo();
				else desk.undo();
			}
			return;
		}
		if (event.altKey) return;
		const arrow = arrows[key];
		if (arrow && isOnStage()) {
			event.preventDefault();
			move(arrow, event.shiftKey ? far : near);
			return;
		}
		if (key === ' ' || key === 'Enter') {
			pressed(event, key);
			return;
		}
		if (shortcut(key)) event.preventDefault();
	});

	/** On a button these press it; on the stage they paint, or let the mouse move the view. */
	function pressed(event: KeyboardEvent, key: string): void {
		if (!isOnStage() && document.activeElement !== document.body) return;
		event.preventDefault();
		if (event.repeat) return;
		if (hasBrush()) press(key);
		else if (key === ' ') {
			isSpaceHeld = true;
			stage.classList.add('moving');
		} else if (isOnStage()) press(key);
	}

	document.addEventListener('keyup', ({ key }) => {
		if (key === held) release();
		if (key !== ' ') return;
		isSpaceHeld = false;
		stage.classList.toggle('moving', desk.choice.tool === 'hand');
	});
	// The window hears of no key that comes up elsewhere.
	window.addEventListener('blur', () => {
		release();
		isSpaceHeld = false;
	});

	/** Says whether the key is one. */
	function shortcut(key: string): boolean {
		if (key === 'b') controls.choose('brush');
		else if (key === 'e') controls.choose('eraser');
		else if (key === 'h') controls.choose('hand');
		else if (key === '[') controls.resize(-5);
		else if (key === ']') controls.resize(5);
		else if (key === 'i') desk.invert();
		else if (key === '+' || key === '=') desk.zoom(zoomStep);
		else if (key === '-' || key === '_') desk.zoom(1 / zoomStep);
		else if (key === '0') desk.zoomFit();
		else return false;
		return true;
	}

	return () => isSpaceHeld;
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLTextAreaElement;
