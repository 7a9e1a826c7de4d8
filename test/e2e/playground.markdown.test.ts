import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from '../../scripts/playground/page/markdown.ts';

/** The tree as one line: kinds with what is in them. */
const inline = (node: Inline): string => {
	if ('children' in node) return `${node.kind}(${node.children.map(inline).join(' ')})`;
	if ('text' in node) return node.kind === 'text' ? node.text : `${node.kind}(${node.text})`;
	if ('id' in node) return `${node.kind}(${node.id})`;
	return 'name' in node
		? `${node.kind}(${node.name})`
		: 'seconds' in node
			? `time(${node.seconds} ${node.style})`
			: '⏎';
};
const block = (node: Block): string => {
	if (node.kind === 'code') return `code[${node.text}]`;
	if (node.kind === 'quote') return `quote[${node.blocks.map(block).join(' ')}]`;
	if (node.kind === 'list') return `list[${node.items.map((item) => item.map(inline).join('')).join(', ')}]`;
	return `${node.kind}[${node.children.map(inline).join('')}]`;
};
const tree = (text: string) => parseMarkdown(text).map(block).join(' ');

describe('the playground reads Discord’s Markdown', () => {
	it.each([
		['**bold** *it* _it_ __under__ ~~gone~~', 'paragraph[strong(bold) em(it) em(it) underline(under) strike(gone)]'],
		['***both***', 'paragraph[strong(em(both))]'],
		['\\*not\\* \\_this\\_ \\|\\|', 'paragraph[*not* _this_ ||]'],
		['snake_case_name and 2 * 3 * 4', 'paragraph[snake_case_name and 2 * 3 * 4]'],
		['`**code**` ``a ` b``', 'paragraph[code(**code**) code(a ` b)]'],
		['||hidden **too**||', 'paragraph[spoiler(hidden  strong(too))]'],
		['> one\n> two\nafter', 'quote[paragraph[one⏎two]] paragraph[after]'],
		['-# small\ntext', 'small[small] paragraph[text]'],
		['## Title\n- a\n- b', 'heading[Title] list[a, b]'],
		['```ts\nconst a = 1;\n```', 'code[const a = 1;]'],
		['<t:0:R> <@12> <@&34> <#56> </imagine:78>', 'paragraph[time(0 R) user(12) role(34) channel(56) command(imagine)]'],
		['<t:86400> <t:86400:D> <t:-1:f>', 'paragraph[time(86400 f) time(86400 D) time(-1 f)]'],
		['**<@!12>** in `<#56>` -# <t:1:X>', 'paragraph[strong(user(12)) in code(<#56>) -# <t:1:X>]'],
		['-# by <@12>, <t:5:R>\n- <@&34>\n- <#56>', 'small[by user(12), time(5 R)] list[role(34), channel(56)]'],
		['[label](https://example.com/a_b)', 'paragraph[link(label)]'],
		['see https://example.com/x.', 'paragraph[see link(https://example.com/x).]'],
		['[no](javascript:alert(1))', 'paragraph[[no](javascript:alert(1))]'],
		['unclosed **bold and `code', 'paragraph[unclosed **bold and `code]'],
		['> \\@everyone', 'quote[paragraph[@everyone]]'],
	])('%s', (text, expected) => {
		expect(tree(text)).toBe(expected);
	});

	it('stays quick with text made to be slow', () => {
		expect(parseMarkdown('*'.repeat(4000))).toHaveLength(1);
		expect(parseMarkdown('**a'.repeat(1300))).toHaveLength(1);
		expect(parseMarkdown('> '.repeat(1500))).toHaveLength(1);
	});
});
