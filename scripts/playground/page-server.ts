import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'vite';

export interface PageServer {
	/** `http://127.0.0.1:4600/`, or the next free port. */
	url: string;
	stop(): Promise<void>;
}

/** What the page's letters come from, so that it looks the same everywhere; the browser asks only for the slices that it shows. */
const fonts = ['@expo-google-fonts/inter', '@fontsource/noto-sans-sc', '@fontsource/noto-sans-kr'].map((name) =>
	realpathSync(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))),
);

/**
 * Serves the page on loopback. What it asks the twin for (`/twin`, and pictures on the CDN's paths) goes through this
 * server too, so that one forwarded port is enough.
 */
export async function servePage(port: number, twinOrigin: string): Promise<PageServer> {
	const server = await createServer({
		configFile: false,
		root: join(import.meta.dirname, 'page'),
		cacheDir: join(tmpdir(), 'easel-playground-vite'),
		logLevel: 'error',
		// The page has no packages to bundle, and it should not reload while somebody draws.
		optimizeDeps: { noDiscovery: true },
		server: {
			host: '127.0.0.1',
			port,
			hmr: false,
			watch: null,
			fs: { allow: [join(import.meta.dirname, 'page'), ...fonts] },
			proxy: { '/twin': twinOrigin, '/attachments': twinOrigin, '/ephemeral-attachments': twinOrigin },
		},
	});
	await server.listen();
	const url = server.resolvedUrls?.local[0];
	if (!url) throw new Error('The page has no address');
	return { url, stop: () => server.close() };
}
