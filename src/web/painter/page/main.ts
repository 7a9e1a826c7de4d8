import { bindControls } from './controls.ts';
import { createDesk } from './desk.ts';
import { listenToKeys } from './keyboard.ts';
import { listenToPointers } from './pointers.ts';
import { createScene } from './scene.ts';
import { bindSending } from './sending.ts';
import { data, element, say } from './words.ts';

/** The picture is loaded before anything can be painted on it. */
async function start(): Promise<void> {
	const stage = element<HTMLCanvasElement>('stage');
	const until = new Intl.DateTimeFormat(data.locale, { timeStyle: 'short' }).format(data.until);
	element('until').textContent = say('painter.said.until', { time: until });

	const picture = new Image();
	picture.src = data.picture;
	await picture.decode();

	const natural = { width: data.width, height: data.height };
	const desk = createDesk(createScene(stage, picture, natural), natural);
	const controls = bindControls(stage, desk);
	let isPanning = () => false;
	listenToPointers(stage, desk, () => isPanning());
	isPanning = listenToKeys(stage, desk, controls);
	bindSending(stage, desk);
	new ResizeObserver(desk.resized).observe(stage);
	document.body.dataset.ready = '';
}

start().catch(() => {
	element('problem').textContent = say('painter.said.noPicture');
});
