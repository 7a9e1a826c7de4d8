import { expect, test } from 'vitest';
import { prepare } from '../../src/pictures/prepare.ts';
import { attached, requestOf } from '../core/jobs.ts';
import { plain } from './samples.ts';

test('a hundred requests at once do not bring all their files into memory at once', async () => {
	const bytes = await plain(64, 64).png().toBuffer();
	let loading = 0;
	let most = 0;
	const download = async () => {
		loading += 1;
		most = Math.max(most, loading);
		await new Promise(setImmediate);
		loading -= 1;
		return bytes;
	};
	const request = requestOf({ endpoint: 'edits', inputs: 3 });
	const sources = ['a.png', 'b.png', 'c.png'].map((name) => attached(name, 'reference'));
	const prepared = await Promise.all(Array.from({ length: 100 }, () => prepare(request, sources, download)));
	expect(prepared.every(({ inputs }) => inputs.length === 3)).toBe(true);
	expect(most).toBeLessThanOrEqual(24);
});
