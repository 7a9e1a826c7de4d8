import type { Desk } from './desk.ts';
import { type Point, toPicture } from './view.ts';

/** Wheels tell pixels, lines or pages. */
const wheelPixels = [1, 16, 400];
/** Buttons that go down. */
const [first, wheel, penEraser] = [0, 1, 5];
/** A pen's eraser among the buttons that are held. */
const eraserHeld = 32;

/** Painting, moving and zooming with mouse, pen and fingers. `isPanning`: Space is held. */
export function listenToPointers(stage: HTMLCanvasElement, desk: Desk, isPanning: () => boolean): void {
	/** What is down, where it was last, by the pointer's id. */
	const down = new Map<number, Point & { type: string }>();
	let doing: 'nothing' | 'painting' | 'panning' | 'pinching' = 'nothing';
	let painter = -1;

	function at(event: MouseEvent): Point {
		const box = stage.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	}
	const dabAt = (event: PointerEvent) => {
		const pressure = event.pointerType === 'pen' ? event.pressure : 0.5;
		return desk.dab(toPicture(desk.view(), at(event)), pressure);
	};
	const touches = () => [...down.values()].filter(({ type }) => type === 'touch');

	stage.addEventListener('pointerdown', (event) => {
		if (![first, wheel, penEraser].includes(event.button)) return;
		// A hand that rests beside the pen.
		if (doing === 'painting' && event.pointerType === 'touch' && down.get(painter)?.type === 'pen') return;
		event.preventDefault();
		stage.classList.add('pointed');
		stage.focus({ preventScroll: true });
		stage.setPointerCapture(event.pointerId);
		down.set(event.pointerId, { ...at(event), type: event.pointerType });
		if (touches().length === 2) {
			if (doing === 'painting') desk.layer().cancel();
			doing = 'pinching';
			desk.cursor = null;
			desk.changed();
			return;
		}
		if (doing !== 'nothing') return;
		if (event.button === wheel || isPanning() || desk.choice.tool === 'hand') {
			doing = 'panning';
			desk.cursor = null;
			desk.show();
			return;
		}
		doing = 'painting';
		painter = event.pointerId;
		desk.cursor = { ...toPicture(desk.view(), at(event)), crossed: false };
		desk.begin(dabAt(event), (event.buttons & eraserHeld) !== 0);
	});

	stage.addEventListener('pointermove', (event) => {
		const last = down.get(event.pointerId);
		const now = at(event);
		if (!last) {
			hover(event);
			return;
		}
		if (doing === 'pinching') pinch(event.pointerId, now);
		if (doing === 'panning') desk.pan({ x: now.x - last.x, y: now.y - last.y });
		down.set(event.pointerId, { ...now, type: last.type });
		if (doing !== 'painting' || event.pointerId !== painter) return;
		// A frame holds several points of a quick stroke.
		const events = event.getCoalescedEvents?.() ?? [];
		for (const each of events.length > 0 ? events : [event]) desk.layer().extend(dabAt(each));
		desk.cursor = { ...toPicture(desk.view(), now), crossed: false };
		desk.show();
	});

	function hover(event: PointerEvent): void {
		if (event.pointerType === 'touch') return;
		const canPaint = desk.choice.tool !== 'hand' && !isPanning();
		desk.cursor = canPaint ? { ...toPicture(desk.view(), at(event)), crossed: false } : null;
		desk.show();
	}

	/** Two fingers: what is under them stays under them. */
	function pinch(id: number, now: Point): void {
		const [moving, other] = [down.get(id), [...down].find(([key]) => key !== id)?.[1]];
		if (!moving || !other) return;
		const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
		const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
		desk.pan({ x: (now.x - moving.x) / 2, y: (now.y - moving.y) / 2 });
		desk.zoom(apart(now) / apart(moving), middle);
	}

	for (const type of ['pointerup', 'pointercancel'] as const) {
		stage.addEventListener(type, (event) => {
			if (!down.delete(event.pointerId)) return;
			if (doing === 'painting' && event.pointerId === painter) {
				if (type === 'pointerup') desk.layer().end();
				else desk.layer().cancel();
				if (event.pointerType === 'touch') desk.cursor = null;
				doing = 'nothing';
				desk.changed();
			}
			// The finger that is left after a pinch must not paint.
			if (down.size === 0) doing = 'nothing';
		});
	}

	stage.addEventListener('pointerleave', (event) => {
		if (down.has(event.pointerId) || desk.cursor?.crossed) return;
		desk.cursor = null;
		desk.show();
	});

	stage.addEventListener(
		'wheel',
		(event) => {
			event.preventDefault();
			const pixels = event.deltaY * (wheelPixels[event.deltaMode] ?? 1);
			// A pinch on a touchpad comes as a wheel with Ctrl, in small numbers.
			desk.zoom(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0018)), at(event));
		},
		{ passive: false },
	);
	stage.addEventListener('contextmenu', (event) => event.preventDefault());
}
