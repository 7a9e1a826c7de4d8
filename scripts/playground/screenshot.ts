import { mkdir } from 'node:fs/promises';
import { findBrowser, howToGetOne, launchBrowser } from './browser.ts';
import { batch } from './pictures/batch.ts';
import { languages } from './pictures/languages.ts';
import { office } from './pictures/office.ts';
import { past } from './pictures/past.ts';
import { previews } from './pictures/previews.ts';
import { playground } from './pictures/room.ts';
import { steps } from './pictures/steps.ts';
import { words } from './pictures/words.ts';

/** The README's pictures, all of them or those that are named: `node scripts/playground/screenshot.ts batch past`. */

const all = { playground, previews, steps, words, batch, past, languages, office };

const executable = findBrowser();
if (!executable) throw new Error(`There is no browser. ${howToGetOne}`);

const wanted = process.argv.slice(2);
const browser = await launchBrowser(executable);
await mkdir('docs', { recursive: true });
try {
	for (const [name, take] of Object.entries(all)) {
		if (wanted.length === 0 || wanted.includes(name)) await take(browser);
	}
} finally {
	await browser.close();
}
