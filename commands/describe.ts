import { parseDescribe } from '../src/core/next-steps.ts';
import { requiredSource } from '../src/core/options.ts';
import { attachment, type Command } from '../src/discord/command.ts';
import { drawDescribed } from '../src/discord/describe/drawing.ts';

export default {
	data: { name: 'describe', anywhere: true, options: [attachment('image', { required: true })] },
	async run({ options, reply, studio, offer, locale }) {
		const asked = parseDescribe(requiredSource(options, 'image'), locale, await offer());
		await reply.later({ private: true });
		await studio.draw(asked, reply);
	},
	press: drawDescribed,
} satisfies Command;
