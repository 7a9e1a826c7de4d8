import sharp from 'sharp';
import { drawUsageChart, type UsageChart } from '../../src/pictures/chart.ts';
import { drawChartSvg } from '../../src/pictures/chart-svg.ts';
import { atMost, median, type Row } from './table.ts';

const ROUNDS = 10;
const SVG = { operation: ['VipsForeignLoadSvgBuffer'] };

/** The chart of `/usage server` for a full month, beside its finished SVG only made a PNG by sharp, in turns. */
export async function benchChart(): Promise<Row[]> {
	const chart = fullMonth();
	const svg = Buffer.from(await drawChartSvg(chart));
	// The bot never decodes SVG in its own process; what that costs is a part of what is shown here.
	sharp.unblock(SVG);
	try {
		const [easelTimes, bareTimes]: [number[], number[]] = [[], []];
		// The first round is the one that looks through the fonts.
		for (let round = -1; round < ROUNDS; round++) {
			const easel = await timed(() => drawUsageChart(chart));
			const bare = await timed(() => sharp(svg).png().toBuffer());
			if (round < 0) continue;
			easelTimes.push(easel);
			bareTimes.push(bare);
		}
		return [rowOf(median(easelTimes), median(bareTimes))];
	} finally {
		sharp.block(SVG);
	}
}

function rowOf(easel: number, bare: number): Row {
	return { what: 'usage chart, 30 days', unit: 'ms', easel, bare, goal: atMost(300, easel, 'ms') };
}

function fullMonth(): UsageChart {
	const days = Array.from({ length: 30 }, (_, day) => day + 1);
	const models = Array.from({ length: 6 }, (_, model) => ({
		name: `gpt-image-${model + 1}`,
		pictures: days.map((day) => (day * (model + 3) * 7) % (40 - model * 6)),
	}));
	return {
		words: {
			title: 'Usage in November 2026',
			subtitle: 'Pictures, money and refusals a day',
			pictures: 'Pictures',
			money: 'Money',
			refused: 'Refused',
			empty: 'Nothing yet',
		},
		days: days.map(String),
		models,
		micros: days.map((day) => ((day * 37) % 90) * 21_000),
		refused: days.map((day) => (day * 5) % 4),
		money: (micros) => `$${(micros / 1_000_000).toFixed(2)}`,
	};
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
