/** Discord's Markdown as data. It is a dialect: `-#` is small text, `__` underlines, `||` hides, and mentions are tags. */
export type Inline =
	| { kind: 'text' | 'code'; text: string }
	| { kind: 'break' }
	| { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
	| { kind: 'link'; href: string; children: Inline[] }
	| { kind: 'user' | 'role' | 'channel'; id: string }
	| { kind: 'command' | 'emoji'; name: string }
	| { kind: 'time'; seconds: number; style: string };

export type Block =
	| { kind: 'paragraph' | 'small'; children: Inline[] }
	| { kind: 'heading'; level: number; children: Inline[] }
	| { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
	| { kind: 'quote'; blocks: Block[] }
	| { kind: 'code'; text: string };

type Rule = [pattern: RegExp, make: (match: RegExpExecArray) => Inline];

const span =
	(kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') =>
	(match: RegExpExecArray): Inline => ({ kind, children: parseInline(match[1]!) });

const bareLink = (match: RegExpExecArray): Inline => {
	const href = match[1] ?? match[0];
	return { kind: 'link', href, children: [{ kind: 'text', text: href }] };
};

/** Sticky, and the first that fits wins: the order is the grammar. */
const rules: Rule[] = [
	[/\\([^0-9A-Za-z\s])/y, (match) => ({ kind: 'text', text: match[1]! })],
	[/(`+)([\s\S]*?[^`])\1(?!`)/y, (match) => ({ kind: 'code', text: match[2]!.trim() })],
	[
		/<t:(-?\d{1,12})(?::([tTdDfFsSR]))?>/y,
		([, at, style]) => ({ kind: 'time', seconds: Number(at), style: style ?? 'f' }),
	],
	[/<@!?(\d+)>/y, (match) => ({ kind: 'user', id: match[1]! })],
	[/<@&(\d+)>/y, (match) => ({ kind: 'role', id: match[1]! })],
	[/<#(\d+)>/y, (match) => ({ kind: 'channel', id: match[1]! })],
	[/<\/([^:>]+):\d+>/y, (match) => ({ kind: 'command', name: match[1]! })],
	[/<a?:(\w+):\d+>/y, (match) => ({ kind: 'emoji', name: match[1]! })],
	[
		/\[((?:\\.|[^[\]\\\n])+)\]\(<?(https?:\/\/[^\s>)]+)>?\)/y,
		(match) => ({ kind: 'link', href: match[2]!, children: parseInline(match[1]!) }),
	],
	[/<(https?:\/\/[^\s>]+)>/y, bareLink],
	[/https?:\/\/[^\s<]*[^\s<.,:;"')\]]/y, bareLink],
	[/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, span('strong')],
	[/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, span('underline')],
	[/\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/y, span('em')],
	[/_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/y, span('em')],
	[/~~((?:\\[\s\S]|[^\\])+?)~~/y, span('strike')],
	[/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, span('spoiler')],
	[/\n/y, () => ({ kind: 'break' })],
];

function matchAt(text: string, position: number): { node: Inline; end: number } | undefined {
	for (const [pattern, make] of rules) {
		pattern.lastIndex = position;
		const match = pattern.exec(text);
		// `make` may parse inside and move the shared pattern on, so the end is taken from the match.
		if (match) return { node: make(match), end: position + match[0].length };
	}
	return undefined;
}

function parseInline(text: string): Inline[] {
	const nodes: Inline[] = [];
	let plain = '';
	const flush = () => {
		if (plain) nodes.push({ kind: 'text', text: plain });
		plain = '';
	};
	for (let position = 0; position < text.length; ) {
		const found = matchAt(text, position);
		if (!found) {
			plain += text[position++];
		} else if (found.node.kind === 'text') {
			plain += found.node.text;
			position = found.end;
		} else {
			flush();
			nodes.push(found.node);
			position = found.end;
		}
	}
	flush();
	return nodes;
}

const fence = /^```(?:[\w+-]*\n)?([\s\S]*?)\n?```\n?/;
const bullet = /^\s*[-*] +(.*)$/;
const numbered = /^\s*(\d+)\. +(.*)$/;

export function parseMarkdown(text: string): Block[] {
	const blocks: Block[] = [];
	let rest = text;
	let paragraph: string[] = [];
	const flush = () => {
		const lines = paragraph.join('\n').replace(/^\n+|\n+$/g, '');
		if (lines) blocks.push({ kind: 'paragraph', children: parseInline(lines) });
		paragraph = [];
	};
	const push = (block: Block) => {
		flush();
		blocks.push(block);
	};
	while (rest) {
		const code = fence.exec(rest);
		if (code) {
			push({ kind: 'code', text: code[1]! });
			rest = rest.slice(code[0].length);
			continue;
		}
		if (rest.startsWith('>>> ')) {
			push({ kind: 'quote', blocks: parseMarkdown(rest.slice(4)) });
			break;
		}
		const { taken, block } = parseLines(rest.split('\n'));
		if (block) push(block);
		else paragraph.push(rest.split('\n', 1)[0]!);
		rest = rest.split('\n').slice(taken).join('\n');
	}
	flush();
	return blocks;
}

/** The block that starts at the first line and how many lines it takes; no block for an ordinary line. */
function parseLines(lines: string[]): { taken: number; block?: Block } {
	const first = lines[0]!;
	const heading = /^(#{1,3}) +(.+)$/.exec(first);
	if (heading)
		return { taken: 1, block: { kind: 'heading', level: heading[1]!.length, children: parseInline(heading[2]!) } };
	const small = /^-# +(.+)$/.exec(first);
	if (small) return { taken: 1, block: { kind: 'small', children: parseInline(small[1]!) } };
	const quoted = takeWhile(lines, (line) => line.startsWith('> '));
	if (quoted.length > 0) {
		const inner = quoted.map((line) => line.slice(2)).join('\n');
		return { taken: quoted.length, block: { kind: 'quote', blocks: parseMarkdown(inner) } };
	}
	for (const [pattern, ordered] of [[bullet, false] as const, [numbered, true] as const]) {
		const items = takeWhile(lines, (line) => pattern.test(line));
		if (items.length === 0) continue;
		const start = ordered ? Number(numbered.exec(first)![1]) : 1;
		const parsed = items.map((line) => parseInline(pattern.exec(line)!.at(-1)!));
		return { taken: items.length, block: { kind: 'list', ordered, start, items: parsed } };
	}
	return { taken: 1 };
}

function takeWhile(lines: string[], fits: (line: string) => boolean): string[] {
	const end = lines.findIndex((line) => !fits(line));
	return end === -1 ? lines : lines.slice(0, end);
}
