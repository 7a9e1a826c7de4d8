/** RFC 4180, and nothing else: throws on a quote where none may be and on a line that does not end with CRLF. */
export function parseCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < text.length) {
		const [whole, quoted, bare = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(text.slice(at)) ?? [''];
		at += whole.length;
		row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (text[at] === ',') at += 1;
		else if (text.startsWith('\r\n', at)) {
			at += 2;
			rows.push(row);
			row = [];
		} else throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
	}
	if (row.length > 0) throw new Error('the last line does not end');
	return rows;
}
