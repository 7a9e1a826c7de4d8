import { freePort } from '../free-port.ts';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, type EaselOptions, result, startEasel } from './easel.ts';

/** The bot with its painter, which members reach under the address it listens on. */
export async function startPaintShop({ env = {}, ...options }: EaselOptions = {}): Promise<Easel> {
	const port = await freePort();
	const painter = { HTTP_PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
	return startEasel({ ...options, env: { ...painter, ...env } });
}

/** What members do in Discord until they have the page before them. */
export function painting({ discord }: Easel) {
	const idOf = (message: Message, part: string) =>
		[...message.buttons(), ...message.selects()].find(({ customId }) => customId?.includes(part))!.customId!;
	return {
		drawn: (options: Record<string, string | number | boolean> = {}, user = 'mia') =>
			result(discord.as(user).slash('studio', 'imagine', { prompt: 'a red fox', quality: 'low', ...options })),
		/** Presses Region and Paint; the private answer with the link, and where it leads. */
		async opened(message: Message, user = 'mia'): Promise<{ answer: Message; address: string; panel: Message }> {
			const region = await discord.as(user).choose(message, idOf(message, 'more:'), ['region']);
			const panel = await region.response();
			const pressed = await discord.as(user).press(panel, idOf(panel, ':paint:'));
			const answer = await pressed.response((it) => it.buttons().some(({ url }) => url));
			return { answer, panel, address: answer.buttons().find(({ url }) => url)!.url! };
		},
	};
}

/** Sends as the page does. */
export async function post(
	address: string,
	png: Uint8Array,
	{ prompt = 'a red balloon', kind = 'mask' } = {},
): Promise<{ status: number; ok?: boolean; error?: string }> {
	const form = new FormData();
	form.set('kind', kind);
	form.set('prompt', prompt);
	form.set('png', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'painted.png');
	const response = await fetch(address, { method: 'POST', body: form, headers: { 'sec-fetch-site': 'same-origin' } });
	return { status: response.status, ...((await response.json()) as object) };
}
