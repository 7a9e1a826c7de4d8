/** A month of a server's usage as it is drawn. Every word in it comes from the caller: they stand in the locale files. */
export interface UsageChart {
	words: { title: string; subtitle: string; pictures: string; money: string; refused: string; empty: string };
	/** One label a day, as it stands under the axis, e.g. `1`…`30` or `Nov 1`. */
	days: readonly string[];
	/** Pictures a day by model, each as long as `days`; at most six, in the order of the legend. */
	models: readonly { name: string; pictures: readonly number[] }[];
	/** Micro-dollars a day. */
	micros: readonly number[];
	/** What was refused or stopped a day. */
	refused: readonly number[];
	/** Writes an amount of micro-dollars for the axis. */
	money: (micros: number) => string;
}

/** Resolves with a PNG. */
export type DrawUsageChart = (chart: UsageChart) => Promise<Uint8Array>;
