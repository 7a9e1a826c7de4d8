import { expect, test } from 'vitest';
import { preferred } from '../../../src/web/painter/headers.ts';

const spoken = ['en', 'pt-BR', 'zh-CN', 'ko'];

test.each([
	['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
	['pt-PT', 'pt-BR'],
	['ZH-cn', 'zh-CN'],
	['de, en-GB;q=0.5, pt-BR;q=0.9', 'pt-BR'],
	['de-DE,de;q=0.9', 'en'],
	['*', 'en'],
	['', 'en'],
	[';;q=,,=', 'en'],
])('a browser that prefers %s is answered in %s', (header, language) => {
	expect(preferred(header, spoken)).toBe(language);
});
