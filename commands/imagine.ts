import { parseImagine } from '../src/core/request.ts';
import { attachment, type Command, flag, suggested } from '../src/discord/command.ts';
import { background, count, format, hidden, model, prompt, quality, style, suggest } from '../src/discord/options.ts';

export default {
	data: {
		name: 'imagine',
		anywhere: true,
		options: [
			prompt(true),
			suggested('shape'),
			quality,
			count,
			model,
			style,
			background,
			format,
			suggested('persona'),
			attachment('reference'),
			attachment('reference2'),
			attachment('reference3'),
			flag('as_is'),
			flag('enhance'),
			hidden,
		],
	},
	suggest,
	async run({ options, reply, studio, offer, personas }) {
		// Parsed before anything is promised, so a bad request is answered at once and privately.
		const asked = parseImagine(options, await offer(), options.persona === undefined ? undefined : await personas());
		await reply.later({ private: asked.request.private });
		await studio.draw(asked, reply);
	},
} satisfies Command;
