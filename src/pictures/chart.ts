import type { UsageChart } from '../core/usage-chart.ts';
import { drawChartSvg } from './chart-svg.ts';
import { rasterise } from './rasterise.ts';

export type { UsageChart };

/** A PNG of 1200 × 764 pixels, a bit more than twice as dense as Discord shows it; opaque, for dark and light pages. */
export async function drawUsageChart(chart: UsageChart): Promise<Uint8Array> {
	return rasterise(await drawChartSvg(chart));
}
