import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { png } from '../test-bot.ts';
import { imageSize } from './image-size.ts';

let now: number;
let twin: DiscordTwin;
let url: string;

beforeEach(async () => {
	now = Date.now();
	twin = await createDiscordTwin({ now: () => now });
	const message = await twin.as('mia').say('studio', '', [{ file: png, name: 'my fox.png' }]);
	url = message.attachments[0]!.url;
});

afterEach(() => twin.stop());

test('an attachment has a signed address that lives for a day', async () => {
	const response = await fetch(url);
	expect(response.headers.get('content-type')).toBe('image/png');
	expect(await response.bytes()).toEqual(new Uint8Array(png));
	expect(new URL(url).pathname).toMatch(/^\/attachments\/\d{17,19}\/\d{17,19}\/my_fox\.png$/);

	now += 24 * 3600 * 1000 + 1000;
	const expired = await fetch(url);
	expect([expired.status, await expired.text()]).toEqual([404, 'This content is no longer available.']);
});

test('a message that is asked for again has fresh addresses, in its components too', async () => {
	const channel = `${twin.url}/v10/channels/${twin.world.guilds[0]!.channels[1]!.id}/messages`;
	const authorization = `Bot ${twin.token}`;
	const form = new FormData();
	const media = (name: string) => ({ url: `attachment://${name}` });
	const section = {
		type: 9,
		components: [{ type: 10, content: 'x' }],
		accessory: { type: 11, media: media('small.png') },
	};
	const components = [
		{ type: 17, components: [{ type: 12, items: [{ media: media('fox.png') }] }, section] },
		{ type: 13, file: media('log.csv') },
	];
	form.append('payload_json', JSON.stringify({ flags: 32768, components }));
	for (const [index, name] of ['fox.png', 'small.png', 'log.csv', 'loose.png'].entries())
		form.append(`files[${index}]`, new Blob([new Uint8Array(png)]), name);
	const posted = await fetch(channel, { method: 'POST', headers: { authorization }, body: form });
	const { id } = (await posted.json()) as { id: string };

	const addresses = async () => {
		const message = await (await fetch(`${channel}/${id}`, { headers: { authorization } })).json();
		return [...JSON.stringify(message).matchAll(/"url":"([^"]+)"/g)].map((match) => match[1]!);
	};
	const statuses = (urls: string[]) => Promise.all(urls.map(async (one) => (await fetch(one)).status));
	const first = await addresses();
	expect(await statuses(first)).toEqual([200, 200, 200, 200]);
	now += 24 * 3600 * 1000 + 1000;
	expect(await statuses(first)).toEqual([404, 404, 404, 404]);
	const second = await addresses();
	expect(await statuses(second)).toEqual([200, 200, 200, 200]);
	expect(second.map((one) => new URL(one).pathname)).toEqual(first.map((one) => new URL(one).pathname));
});

test('an address that was changed does not work', async () => {
	expect((await fetch(url.replace('my_fox', 'my_cat'))).status).toBe(404);
	expect((await fetch(url.split('?')[0]!)).status).toBe(404);
	expect((await fetch(url.replace(/hm=./, 'hm=x'))).status).toBe(404);
});

test('the network can redirect, cut, drip and lie about the length', async () => {
	twin.faults.cdn = { redirectTo: 'http://169.254.169.254/secret' };
	expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe('http://169.254.169.254/secret');
	twin.faults.cdn = { cutAfterBytes: 8 };
	await expect(fetch(url).then((response) => response.bytes())).rejects.toThrow();
	twin.faults.cdn = { wrongLength: png.length + 5 };
	await expect(fetch(url).then((response) => response.bytes())).rejects.toThrow();
	twin.faults.cdn = { slowBytesPerSecond: 200 };
	expect(await twin.download(url)).toEqual(new Uint8Array(png));
	twin.faults.cdn = { contentType: 'text/html' };
	expect((await fetch(url)).headers.get('content-type')).toBe('text/html');
});

test('pictures of four formats are measured by their headers', () => {
	const sized = (hex: string) => imageSize(Buffer.from(hex.padEnd(80, '0'), 'hex'));
	expect(sized('89504e470d0a1a0a0000000d494844520000000200000003')).toEqual({ width: 2, height: 3 });
	expect(sized('4749463839610200' + '0300')).toEqual({ width: 2, height: 3 });
	expect(sized('52494646000000005745425056503858' + '0a00000000000000' + '010000' + '020000')).toEqual({
		width: 2,
		height: 3,
	});
	expect(sized('ffd8ffe000044a46ffc0001108000300020301')).toEqual({ width: 2, height: 3 });
	expect(sized('255044462d312e34')).toBeUndefined();
});
