/** Tables for people's sheets and scripts. RFC 4180: CRLF after every line, the first one the columns' names. */
export interface Csv {
	bytes: Uint8Array;
	/** Lines in it beside the columns' names; fewer than were given where the file would have become too large. */
	rows: number;
}

/** Whole lines, as many as the file may have bytes. */
export function csvWithin(
	columns: readonly string[],
	lines: Iterable<readonly string[]>,
	{ mostBytes }: { mostBytes: number },
): Csv {
	const rows = [row(columns)];
	let bytes = Buffer.byteLength(rows[0] ?? '');
	for (const line of lines) {
		const next = row(line);
		bytes += Buffer.byteLength(next);
		if (bytes > mostBytes) break;
		rows.push(next);
	}
	return { bytes: Buffer.from(rows.join('')), rows: rows.length - 1 };
}

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

export function cell(text: string): string {
	const harmless = plain(text);
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Spreadsheets take a cell that begins like this for a formula, after spaces and in full width too; an apostrophe makes it text. */
const plain = (text: string): string => (/^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text);
