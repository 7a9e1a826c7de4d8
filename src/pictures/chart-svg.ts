import type { UsageChart } from './chart.ts';
import { SIZE } from './chart-look.ts';
import { chartOption } from './chart-option.ts';

/** The chart as SVG; everything that it quotes is escaped by ECharts. */
export async function drawChartSvg(chart: UsageChart): Promise<string> {
	// A bot that is never asked for a chart never loads the megabyte that draws it.
	const { init } = await import('echarts/dist/echarts.esm.min.mjs');
	const { width, height } = SIZE;
	const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
	try {
		drawing.setOption(chartOption(chart));
		return drawing.renderToSVGString();
	} finally {
		// Otherwise its timer keeps the process alive.
		drawing.dispose();
	}
}
