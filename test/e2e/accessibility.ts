import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Violation {
	id: string;
	impact: string;
	nodes: { html: string; failureSummary: string }[];
}

/** What axe-core calls serious or critical on the page as it stands, in dark and in light. */
export async function seriousProblems(page: Page): Promise<string[]> {
	await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
	const problems: string[] = [];
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const result: { violations: Violation[] } = await page.evaluate('axe.run()');
		for (const { id, impact, nodes } of result.violations) {
			if (impact !== 'serious' && impact !== 'critical') continue;
			problems.push(...nodes.map(({ html, failureSummary }) => `${colorScheme}: ${id}: ${html} ${failureSummary}`));
		}
	}
	return problems;
}
