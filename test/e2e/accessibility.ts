import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Violation {
	id: string;
	impact: string;
	nodes: { html: string; failureSummary: string }[];
}

/** What axe-core calls serious or critical on the page as it stands. */
export async function seriousProblems(page: Page): Promise<string[]> {
	await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
	const result: { violations: Violation[] } = await page.evaluate('axe.run()');
	return result.violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
