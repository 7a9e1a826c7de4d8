import { type Command, words } from '../src/discord/command.ts';
import { pressGallery, runGallery } from '../src/discord/history/index.ts';

export default {
	data: {
		name: 'gallery',
		anywhere: true,
		subcommands: [
			{ name: 'mine' },
			{ name: 'server' },
			{ name: 'show', options: [words('id', { required: true, maxLength: 100 })] },
		],
	},
	run: runGallery,
	press: pressGallery,
} satisfies Command;
