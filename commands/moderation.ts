import { categories, presetNames } from '../src/core/moderation/categories.ts';
import { type Command, choice, integer, member, number, words } from '../src/discord/command.ts';
import { isDesks, pressDesk, runDesk } from '../src/discord/moderation/desk/index.ts';
import { pressCase } from '../src/discord/moderation/press.ts';

export default {
	data: {
		name: 'moderation',
		needs: 'moderateMembers',
		subcommands: [
			{ name: 'queue' },
			{ name: 'case', options: [integer('number', { required: true, min: 1 })] },
			{ name: 'member', options: [member('user', { required: true })] },
			{
				name: 'words',
				options: [
					words('add', { maxLength: 200 }),
					choice('kind', ['word', 'pattern', 'allow']),
					choice('verdict', ['hold', 'refuse']),
					words('remove', { maxLength: 200 }),
					words('test', { maxLength: 4000 }),
				],
			},
			{
				name: 'dry_run',
				options: [
					choice('preset', presetNames),
					choice('category', categories),
					number('hold', { min: 0, max: 1 }),
					number('refuse', { min: 0, max: 1 }),
				],
			},
			{ name: 'pause' },
		],
	},
	press: (context) => (isDesks(context.id) ? pressDesk(context) : pressCase(context)),
	run: runDesk,
} satisfies Command;
