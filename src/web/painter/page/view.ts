/** Where the picture lies on the stage: a point of the picture, times `scale`, plus `x` and `y`, is a point of the stage in CSS pixels. */
export interface View {
	scale: number;
	x: number;
	y: number;
}

export interface Point {
	x: number;
	y: number;
}

export interface Size {
	width: number;
	height: number;
}

/** Left free around the whole picture, in CSS pixels. */
const margin = 14;
/** A pixel of the picture is at most so many CSS pixels wide, unless the picture is tiny. */
const largest = 8;

/** The whole picture, in the middle. */
export function wholeIn(picture: Size, stage: Size): View {
	return settled({ scale: fitScale(picture, stage), x: 0, y: 0 }, picture, stage);
}

function fitScale(picture: Size, stage: Size): number {
	const free = (edge: number) => Math.max(1, edge - 2 * margin);
	return Math.min(free(stage.width) / picture.width, free(stage.height) / picture.height);
}

/** Nearer by `factor`, with the point of the stage `at` staying where it is as far as the edges allow. */
export function zoomed(view: View, factor: number, at: Point, picture: Size, stage: Size): View {
	const least = fitScale(picture, stage);
	const scale = Math.min(Math.max(view.scale * factor, least), Math.max(largest, least * 4));
	const by = scale / view.scale;
	return settled({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, picture, stage);
}

export function panned(view: View, by: Point, picture: Size, stage: Size): View {
	return settled({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage);
}

export const toPicture = (view: View, { x, y }: Point): Point => ({
	x: (x - view.x) / view.scale,
	y: (y - view.y) / view.scale,
});

export const toStage = (view: View, { x, y }: Point): Point => ({
	x: x * view.scale + view.x,
	y: y * view.scale + view.y,
});

/** Moved as little as it takes to see the point of the picture. */
export function showing(view: View, point: Point, picture: Size, stage: Size): View {
	const at = toStage(view, point);
	const missing = (value: number, edge: number) => Math.max(0, margin - value) + Math.min(0, edge - margin - value);
	return panned(view, { x: missing(at.x, stage.width), y: missing(at.y, stage.height) }, picture, stage);
}

/** In the middle where there is room to spare, else without a gap at the edges. */
function settled(view: View, picture: Size, stage: Size): View {
	const along = (offset: number, length: number, room: number) =>
		length <= room - 2 * margin ? (room - length) / 2 : Math.min(margin, Math.max(room - margin - length, offset));
	return {
		scale: view.scale,
		x: along(view.x, picture.width * view.scale, stage.width),
		y: along(view.y, picture.height * view.scale, stage.height),
	};
}
