import { readTemplate } from '../../src/web/painter/assets.ts';
import { troubles } from '../../src/web/painter/upload.ts';

const onPage = [...readTemplate('index.html').matchAll(/\{\{(\w+)\}\}/g)].map(
	([, name = '']) => `painter.page.${name}`,
);
const titles = ['forged', 'expired', 'used', 'gone'];

/** What stands for each key that the painter's code puts together, as it is written there. */
export const painterKeys: Record<string, readonly string[]> = {
	'painter.page.${name}': [...new Set(onPage)],
	// All of them are sent; which of them the page says, its own code names.
	'painter.said.${name}': [],
	'painter.said.${tool}': ['brush', 'eraser', 'hand'].map((tool) => `painter.said.${tool}`),
	'painter.trouble.${code}': troubles.map((code) => `painter.trouble.${code}`),
	'painter.closed.${found}.title': titles.map((code) => `painter.closed.${code}.title`),
	'painter.closed.${found}.text': titles.map((code) => `painter.closed.${code}.text`),
	'painter.closed.${why}.text': titles.map((code) => `painter.closed.${code}.text`),
};
