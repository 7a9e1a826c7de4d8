import { choicesIn, expand } from '../src/core/permutations.ts';
import { parseImagine } from '../src/core/request.ts';
import { askAbout } from '../src/discord/batches/asking.ts';
import { pressBatch } from '../src/discord/batches/press.ts';
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
	press: pressBatch,
	async run({ options, reply, studio, offer, office, personas, locale }) {
		const prompt = String(options.prompt ?? '');
		if (choicesIn(prompt) > 1n) return askAbout({ reply, offer, office, personas, locale }, options);
		// Parsed before anything is promised, so a bad request is answered at once and privately.
		const known = options.persona === undefined ? undefined : await personas();
		const asked = parseImagine({ ...options, prompt: expand(prompt, 1)[0] ?? '' }, await offer(), known);
		await reply.later({ private: asked.request.private });
		await studio.draw(asked, reply);
	},
} satisfies Command;
