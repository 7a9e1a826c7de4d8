import { expect, test } from 'vitest';
import type { StoredPicture } from '../../src/core/ports.ts';
import { finish } from '../../src/pictures/finish.ts';
import { plain } from './samples.ts';

const limit = 1_000_000;
const good = await plain(64, 64).png().toBuffer();
const damaged = Buffer.concat([good.subarray(0, 16), Buffer.from('not what a picture goes on with')]);
const result = (bytes: Uint8Array, index: number): StoredPicture => ({
	kind: 'result',
	role: 'image',
	index,
	type: 'image/png',
	bytes,
});

test('a damaged picture does not take the others with it', async () => {
	const finished = await finish([good, damaged, good].map(result), undefined, limit);
	expect(finished.map(({ name }) => name)).toEqual(['easel-1.png', 'easel-3.png']);
});

test('nothing but damage is said', async () => {
	await expect(finish([damaged].map(result), undefined, limit)).rejects.toMatchObject({ code: 'damaged' });
});
