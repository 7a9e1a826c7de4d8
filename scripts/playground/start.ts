import { type House, type HouseOptions, startHouse } from './house.ts';
import { servePage } from './page-server.ts';

export interface Playground extends House {
	/** The page's address. */
	url: string;
}

/** The house with a page in front of it. `port` is where the search for a free one begins. */
export async function startPlayground({
	port = 4600,
	...options
}: HouseOptions & { port?: number } = {}): Promise<Playground> {
	const house = await startHouse(options);
	try {
		const page = await servePage(port, house.discord.cdnOrigin);
		const stop = async () => {
			await page.stop();
			await house.stop();
		};
		return { ...house, url: page.url, stop };
	} catch (error) {
		await house.stop();
		throw error;
	}
}
