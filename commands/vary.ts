import { parseVary, strengths } from '../src/core/request.ts';
import { attachment, type Command, choice } from '../src/discord/command.ts';
import { count, hidden, model, prompt, quality, suggest } from '../src/discord/options.ts';

export default {
	data: {
		name: 'vary',
		anywhere: true,
		options: [
			attachment('image', { required: true }),
			choice('strength', strengths),
			prompt(false),
			count,
			quality,
			model,
			hidden,
		],
	},
	suggest,
	async run({ options, reply, studio, offer }) {
		const asked = parseVary(options, await offer());
		await reply.later({ private: asked.request.private });
		await studio.draw(asked, reply);
	},
} satisfies Command;
