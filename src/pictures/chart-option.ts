import type { EChartsOption, GridComponentOption } from 'echarts';
import type { UsageChart } from './chart.ts';
import { dayAxis, valueAxis } from './chart-axes.ts';
import { inkOf, moneyBars, pictureBars, refusalBars } from './chart-bars.ts';
import { legendAt } from './chart-legend.ts';
import { FONTS, INK, SIZE } from './chart-look.ts';
import { type Scale, scaleTo, ticksOf } from './chart-scale.ts';
import { textAt } from './chart-text.ts';
import { fitted, widthOf } from './text-width.ts';

/** Pixels from the top: the middle of a line of words, or the line that a panel stands on. */
const TITLE = 62;
const SUBTITLE = 110;
const LEGEND = 164;
const MONEY_FOOT = 694;
/** Pixels. */
const MONEY_HEIGHT = 124;
const MONEY_HEADING = 42;
const REFUSED_HEIGHT = 40;
const BETWEEN = 44;
const TICK_GAP = 16;
const WIDEST_TICK = 220;
/** Micro-dollars: a finer grid would say the same amount twice. */
const CENT = 10_000;

const base = { animation: false, backgroundColor: INK.card } satisfies EChartsOption;

/** What ECharts is asked to draw: pictures upwards, refusals hanging below them, and the money in a panel of its own. */
export function chartOption({ words, days, models, micros, refused, money }: UsageChart): EChartsOption {
	const perDay = (values: readonly number[]) => days.map((_, day) => counted(values[day]));
	const made = models.map(({ pictures }) => perDay(pictures));
	const totals = days.map((_, day) => made.reduce((sum, pictures) => sum + pictures[day]!, 0));
	const [stopped, spent] = [perDay(refused), perDay(micros)];
	const title = [
		textAt(SIZE.margin, TITLE, words.title, 'title'),
		textAt(SIZE.margin, SUBTITLE, words.subtitle, 'text'),
	];
	if ([...totals, ...stopped, ...spent].every((value) => value === 0)) {
		const middle = (SUBTITLE + SIZE.height) / 2;
		return { ...base, graphic: [...title, textAt(SIZE.width / 2, middle, words.empty, 'empty')] };
	}

	const keys = models.map(({ name }, model) => ({ name, ink: inkOf(model) }));
	const legend = legendAt(LEGEND, words.pictures, [...keys, { name: words.refused, ink: INK.refused, thin: true }]);
	const axes = [
		{ scale: scaleTo(Math.max(...totals), 5, 1), write: grouped },
		hanging(Math.max(...stopped)),
		{
			scale: scaleTo(Math.max(...spent), 3, CENT),
			write: (amount: number) => fitted(money(amount), FONTS.axis, WIDEST_TICK),
		},
	];
	const left = SIZE.margin + widestTick(axes) + TICK_GAP;
	const slot = (SIZE.width - SIZE.margin - left) / days.length;
	const moneyTop = MONEY_FOOT - MONEY_HEIGHT;
	return {
		...base,
		grid: rooms(legend.foot + BETWEEN, moneyTop, left),
		xAxis: axes.map((_, panel) => dayAxis(days, panel, slot)),
		yAxis: axes.map(({ scale, write }, panel) => valueAxis(scale, write, panel)),
		series: [...pictureBars(made, slot), refusalBars(stopped, slot), moneyBars(spent, slot)],
		graphic: [...title, ...legend.elements, textAt(SIZE.margin, moneyTop - MONEY_HEADING, words.money, 'heading')],
	};
}

interface Axis {
	scale: Scale;
	write: (value: number) => string;
}

/** Its one number is the most of a day; where nothing was refused, there is none. */
function hanging(most: number): Axis {
	const max = Math.max(1, most);
	return { scale: { max, step: max }, write: most > 0 ? grouped : () => '' };
}

/** Pixels. */
function widestTick(axes: readonly Axis[]): number {
	const ticks = axes.flatMap(({ scale, write }) => ticksOf(scale).map(write));
	return Math.max(...ticks.map((tick) => widthOf(tick, FONTS.axis)));
}

/** The panels from the top; all begin and end at the same pixel, so that a day stands above itself. */
function rooms(top: number, moneyTop: number, left: number): GridComponentOption[] {
	const foot = moneyTop - MONEY_HEADING - BETWEEN - REFUSED_HEIGHT;
	return [
		{ top, height: foot - top },
		{ top: foot, height: REFUSED_HEIGHT },
		{ top: moneyTop, height: MONEY_HEIGHT },
	].map((room) => ({ ...room, left, right: SIZE.margin, outerBoundsMode: 'none' }));
}

/** Nothing that is not a number of things reaches the drawing. */
function counted(value: number | undefined): number {
	return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
}

/** With thin spaces, which are read the same in every language. */
function grouped(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
