import { type Command, flag, words } from '../src/discord/command.ts';
import { pressPersona, runPersona } from '../src/discord/personas/index.ts';
import { suggestKept } from '../src/discord/personas/suggest.ts';

export default {
	data: {
		name: 'persona',
		anywhere: true,
		subcommands: [
			{ name: 'add', options: [flag('server')] },
			{ name: 'list' },
			{
				name: 'remove',
				options: [words('name', { required: true, autocomplete: true, maxLength: 100 }), flag('server')],
			},
		],
	},
	suggest: suggestKept,
	press: pressPersona,
	run: runPersona,
} satisfies Command;
