import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { FONTS, INK, SIZE } from './chart-look.ts';
import { MONEY, REFUSED } from './chart-panels.ts';
import type { Scale } from './chart-scale.ts';
import { fitted, widthOf } from './text-width.ts';

/** Pixels. */
const WIDEST_DAY = 160;
const DAY_GAP = 56;
const EDGE = 12;

const tickText = { fontFamily: FONTS.family, fontSize: FONTS.axis, color: INK.text } as const;

/** `slot` pixels a day. The days stand under the lowest panel, as many as have room; the others have only the line. */
export function dayAxis(days: readonly string[], panel: number, slot: number): XAXisComponentOption {
	const labels = days.map((day) => fitted(day, FONTS.axis, WIDEST_DAY));
	const widths = labels.map((label) => widthOf(label, FONTS.axis));
	const every = Math.ceil((Math.max(...widths) + DAY_GAP) / slot);
	const rightEnd = (day: number) => SIZE.width - SIZE.margin - slot * (days.length - day - 0.5) + widths[day]! / 2;
	return {
		gridIndex: panel,
		type: 'category',
		data: labels,
		axisLine: { show: panel !== REFUSED, lineStyle: { color: INK.baseline, width: 2 } },
		axisTick: { show: false },
		axisLabel: {
			...tickText,
			show: panel === MONEY,
			margin: 14,
			interval: (day) => day % every === 0 && rightEnd(day) <= SIZE.width - EDGE,
		},
	};
}

export function valueAxis({ max, step }: Scale, write: (value: number) => string, panel: number): YAXisComponentOption {
	const hangs = panel === REFUSED;
	return {
		gridIndex: panel,
		type: 'value',
		min: 0,
		max,
		interval: step,
		inverse: hangs,
		axisLabel: {
			...tickText,
			margin: 16,
			// The nought of what hangs is the one above, and its own number is told from the others by its colour.
			...(hangs && { color: INK.refused }),
			formatter: (value) => (hangs && value === 0 ? '' : write(value)),
		},
		splitLine: { showMinLine: false, showMaxLine: !hangs, lineStyle: { color: INK.grid, width: 2 } },
	};
}
