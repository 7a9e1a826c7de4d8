import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// Two cores: more workers only make the real sockets and the real sharp wait for each other.
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000,
		execArgv: ['--disable-warning=ExperimentalWarning'],
	},
});
