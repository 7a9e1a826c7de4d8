import { cpus, totalmem } from 'node:os';

/** One line of the table. */
export interface Row {
	what: string;
	unit: string;
	easel: number;
	/** The least that anybody would have to do for the same. */
	bare?: number;
	goal?: Goal;
}

export interface Goal {
	words: string;
	met: boolean;
}

/** How many times what the bare contestant needs; undefined where that is nothing. */
const ratioOf = ({ easel, bare }: Row): number | undefined => (bare ? easel / bare : undefined);

export const atMost = (limit: number, value: number, unit = ''): Goal => ({
	words: `≤ ${limit}${unit && ` ${unit}`}`,
	met: value <= limit,
});
export const atLeast = (limit: number, value: number, unit = ''): Goal => ({
	words: `≥ ${limit}${unit && ` ${unit}`}`,
	met: value >= limit,
});
export const timesBare = (times: number, easel: number, bare: number): Goal => ({
	words: `≤ ${times}× bare`,
	met: easel <= times * bare,
});

/** The value that `share` of all are not above (nearest rank); NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** What was measured on, and when: figures of two machines say nothing about each other. */
export function machine(): string {
	const cores = cpus();
	const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
	const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
	return `${cores.length} × ${cores[0]?.model.trim() ?? 'CPU'} · ${memory} · Node ${process.versions.node} · ${date} UTC`;
}

const titles = ['what', 'Easel', 'bare', 'ratio', 'goal', 'met?'];

export function tableOf(rows: readonly Row[]): string {
	const lines = rows.map((row) => {
		const ratio = ratioOf(row);
		return [
			row.what,
			figure(row.easel, row.unit),
			row.bare === undefined ? '' : figure(row.bare, row.unit),
			ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
			row.goal?.words ?? '',
			row.goal ? (row.goal.met ? 'yes' : 'NO') : '',
		];
	});
	const widths = titles.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]!.length)));
	const print = (line: readonly string[]) =>
		// Figures stand under each other, words begin under each other.
		line
			.map((cell, at) => (at >= 1 && at <= 3 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
			.join('  ')
			.trimEnd();
	return [print(titles), print(widths.map((width) => '─'.repeat(width))), ...lines.map(print)].join('\n');
}

function figure(value: number, unit: string): string {
	const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
	return `${value.toFixed(digits)} ${unit}`;
}
