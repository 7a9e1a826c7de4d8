import type { Desk, Mode, Tool } from './desk.ts';
import { announce, data, element, percent, pixels, say } from './words.ts';

export interface Controls {
	choose(tool: Tool): void;
	/** Of the slider, by so much. */
	resize(by: number): void;
	/** It was sent: nothing is to be done any more. */
	isClosed(): boolean;
}

const zoomStep = 1.4;

/** The panel beside the stage. */
export function bindControls(stage: HTMLCanvasElement, desk: Desk): Controls {
	const slider = element<HTMLInputElement>('size');
	const button = (id: string) => element<HTMLButtonElement>(id);
	const radios = (name: string) => [...document.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
	const press = (id: string, act: () => void) => button(id).addEventListener('click', act);

	press('undo', desk.undo);
	press('redo', desk.redo);
	press('invert', desk.invert);
	press('clear', desk.clear);
	press('zoom-in', () => desk.zoom(zoomStep));
	press('zoom-out', () => desk.zoom(1 / zoomStep));
	press('zoom-fit', desk.zoomFit);

	function chooseTool(tool: Tool): void {
		desk.choice.tool = tool;
		stage.classList.toggle('moving', tool === 'hand');
		desk.show();
	}

	function chooseMode(mode: Mode): void {
		desk.choice.mode = mode;
		const isSketch = mode === 'markup';
		document.body.classList.toggle('sketching', isSketch);
		element('palette').hidden = !isSketch;
		element('markup-hint').hidden = !isSketch;
		element('mask-hint').hidden = isSketch;
		button('invert').hidden = isSketch;
		desk.changed();
	}

	function chooseSize(): void {
		desk.choice.size = Number(slider.value);
		const width = pixels(desk.dab({ x: 0, y: 0 }).width);
		element('size-shown').textContent = width;
		slider.setAttribute('aria-valuetext', width);
		desk.show();
	}

	for (const radio of radios('tool')) {
		radio.addEventListener('change', () => chooseTool(radio.value as Tool));
		if (radio.checked) chooseTool(radio.value as Tool);
	}
	for (const radio of radios('mode')) radio.addEventListener('change', () => chooseMode(radio.value as Mode));
	for (const radio of radios('colour')) {
		const colour = () => getComputedStyle(radio.parentElement!).getPropertyValue('--swatch').trim();
		radio.addEventListener('change', () => {
			desk.choice.colour = colour();
			// Whoever picks a colour means to draw with it.
			controls.choose('brush');
		});
		if (radio.checked) desk.choice.colour = colour();
	}
	slider.addEventListener('input', chooseSize);

	desk.onChange = () => {
		const layer = desk.layer();
		button('undo').disabled = !layer.canUndo();
		button('redo').disabled = !layer.canRedo();
		button('clear').disabled = !layer.canUndo();
		element('state').textContent = desk.state();
	};
	desk.onView = () => {
		element('zoom').textContent = percent(desk.view().scale);
	};

	const controls: Controls = {
		choose(tool) {
			const radio = radios('tool').find(({ value }) => value === tool);
			if (radio) radio.checked = true;
			chooseTool(tool);
			announce(say(`painter.said.${tool}`));
		},
		resize(by) {
			slider.valueAsNumber += by;
			chooseSize();
			announce(say('painter.said.size', { size: element('size-shown').textContent ?? '' }));
		},
		isClosed: () => element('editor').hidden !== false,
	};
	element('modes').hidden = !data.canMarkup;
	// A browser that goes back remembers what was chosen.
	chooseMode((radios('mode').find(({ checked }) => checked)?.value ?? 'mask') as Mode);
	chooseSize();
	desk.onView();
	return controls;
}
