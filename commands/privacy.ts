import type { Command } from '../src/discord/command.ts';
import { deleteMine } from '../src/discord/privacy/deleting.ts';
import { exportMine } from '../src/discord/privacy/exporting.ts';
import { askView } from '../src/discord/privacy/views.ts';
import { staleView } from '../src/discord/views/notice.ts';

export default {
	data: { name: 'privacy', anywhere: true, subcommands: [{ name: 'export' }, { name: 'delete' }] },
	async run({ subcommand, ...visit }) {
		if (subcommand === 'export') return exportMine(visit);
		await visit.reply.instead(askView(visit.locale));
	},
	async press({ id, interaction: _, ...visit }) {
		if (id.join(':') !== 'delete') return visit.reply.instead(staleView(visit.locale));
		await deleteMine(visit);
	},
} satisfies Command;
