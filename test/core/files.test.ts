import { describe, expect, test } from 'vitest';
import { fileLimit, inRequests } from '../../src/core/files.ts';

const MiB = 1024 * 1024;

describe('bytes for each file', () => {
	test('one has Discord’s limit, many share a request of 25 MiB', () => {
		expect(fileLimit(10 * MiB, 1)).toBe(10 * MiB);
		expect(fileLimit(10 * MiB, 2)).toBe(10 * MiB);
		expect(fileLimit(10 * MiB, 10) * 10).toBeLessThan(25 * MiB);
		expect(fileLimit(100 * MiB, 1)).toBeLessThan(25 * MiB);
		expect(fileLimit(10 * MiB, 0)).toBe(10 * MiB);
	});
});

describe('files go out in requests', () => {
	const sizesOf = (...sizes: number[]) =>
		inRequests(sizes.map((size) => ({ bytes: { byteLength: size } as Uint8Array }))).map((request) =>
			request.map(({ bytes }) => bytes.byteLength),
		);

	test('as few as hold them, in their order', () => {
		expect(sizesOf(10 * MiB, 10 * MiB, 10 * MiB, MiB)).toEqual([
			[10 * MiB, 10 * MiB],
			[10 * MiB, MiB],
		]);
		expect(sizesOf(24 * MiB, 1)).toEqual([[24 * MiB], [1]]);
	});

	test('none make no request', () => {
		expect(sizesOf()).toEqual([]);
	});
});
