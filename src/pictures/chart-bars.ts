import type { BarSeriesOption } from 'echarts';
import { INK, MODEL_INKS } from './chart-look.ts';
import { MONEY, PICTURES, REFUSED } from './chart-panels.ts';

/** Pixels. */
const WIDEST = 72;
const WIDEST_THIN = 18;

/** One bar a day with a piece for every model; the uppermost piece is round. `slot` pixels a day, as below. */
export function pictureBars(made: readonly (readonly number[])[], slot: number): BarSeriesOption[] {
	const width = wide(slot);
	return made.map((pictures, model) => ({
		...barsOf(PICTURES, width),
		stack: 'pictures',
		itemStyle: { color: inkOf(model) },
		data: pictures.map((value, day) => ({
			value,
			itemStyle: { borderRadius: made.slice(model + 1).some((above) => above[day]! > 0) ? 0 : roundTop(width) },
		})),
	}));
}

/** They hang from the line that the pictures stand on. */
export function refusalBars(refused: readonly number[], slot: number): BarSeriesOption {
	const width = Math.min(slot * 0.36, WIDEST_THIN);
	const itemStyle = { color: INK.refused, borderRadius: [0, 0, width / 2, width / 2] };
	return { ...barsOf(REFUSED, width), data: [...refused], itemStyle };
}

export function moneyBars(micros: readonly number[], slot: number): BarSeriesOption {
	const width = wide(slot);
	return { ...barsOf(MONEY, width), data: [...micros], itemStyle: { color: INK.money, borderRadius: roundTop(width) } };
}

export function inkOf(model: number): string {
	return MODEL_INKS[model % MODEL_INKS.length]!;
}

function wide(slot: number): number {
	return Math.min(slot * 0.68, WIDEST);
}

function roundTop(width: number): number[] {
	const radius = Math.min(width * 0.28, 10);
	return [radius, radius, 0, 0];
}

function barsOf(panel: number, barWidth: number): BarSeriesOption {
	return { type: 'bar', xAxisIndex: panel, yAxisIndex: panel, barWidth, silent: true };
}
