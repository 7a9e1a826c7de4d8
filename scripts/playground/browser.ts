import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const howToGetOne = 'Install one (Debian: apt-get install chromium) or name it in CHROMIUM.';

/** A browser of the Chromium family on this machine. */
export function findBrowser(): string | undefined {
	return places.find((path) => {
		try {
			if (path) accessSync(path, constants.X_OK);
			return path !== undefined && path !== '';
		} catch {
			return false;
		}
	});
}

/** Nothing but the page it is told to open: no updates, no sync, no first run. */
export function launchBrowser(executablePath: string): Promise<Browser> {
	return chromium.launch({
		executablePath,
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
