import { Client, Message } from 'discord.js';
import { expect, test } from 'vitest';
import { picturesIn } from '../../src/discord/gallery.ts';

/** A message as discord.js makes it of what Discord sends. */
function message(shown: string[], listed: { filename: string; url: string; size: number }[] = []): Message {
	const items = shown.map((url) => ({ media: { id: '1', url, proxy_url: url }, description: 'a fox', spoiler: false }));
	const gallery = { type: 12, id: 3, items };
	const attachments = listed.map((file, i) => ({ id: String(i), proxy_url: file.url, ...file }));
	const components = [{ type: 17, id: 1, components: [{ type: 10, id: 2, content: '> a fox' }, gallery] }];
	return Reflect.construct(Message, [
		new Client({ intents: [] }),
		{ id: '1180467295513083905', channel_id: '934190266370285570', flags: 32768, attachments, components },
	]) as Message;
}

const cdn = 'https://cdn.discordapp.com/attachments/934190266370285570';

test('pictures that a gallery shows are found there: Discord lists no attachments beside it', () => {
	const shown = [`${cdn}/1/easel-1.png?ex=1&is=2&hm=3&`, `${cdn}/2/easel-2.webp?ex=1&is=2&hm=3&`];
	expect(picturesIn(message(shown))).toEqual([
		{ role: 'image', name: 'easel-1.png', url: shown[0], size: 0 },
		{ role: 'image', name: 'easel-2.webp', url: shown[1], size: 0 },
	]);
});

test('they come in the gallery’s order where a server lists them as attachments instead', () => {
	const file = (n: number) => ({ filename: `easel-${n}.png`, url: `${cdn}/${n}/easel-${n}.png`, size: n });
	const pictures = picturesIn(message(['attachment://easel-1.png', 'attachment://easel-2.png'], [file(2), file(1)]));
	expect(pictures).toEqual([
		{ role: 'image', name: 'easel-1.png', url: `${cdn}/1/easel-1.png`, size: 1 },
		{ role: 'image', name: 'easel-2.png', url: `${cdn}/2/easel-2.png`, size: 2 },
	]);
});

test('a message without a gallery shows none', () => {
	expect(picturesIn(message([]))).toEqual([]);
});
