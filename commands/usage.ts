import type { Command } from '../src/discord/command.ts';
import { demand } from '../src/discord/rights.ts';
import { readUsageId } from '../src/discord/usage/ids.ts';
import { showMe, showServer } from '../src/discord/usage/page.ts';
import { staleView } from '../src/discord/views/notice.ts';

export default {
	data: { name: 'usage', subcommands: [{ name: 'me' }, { name: 'server', needs: 'manageServer' }] },
	async run({ subcommand, ...visit }) {
		await visit.reply.later({ private: true });
		if (subcommand === 'server') await showServer(visit);
		else await showMe(visit);
	},
	/** Turns to another month. Who could open the page may have lost the right since. */
	async press({ id, ...visit }) {
		demand('manageServer', visit.reply.rights);
		const month = readUsageId(id);
		if (!month) return visit.reply.instead(staleView(visit.locale));
		await visit.reply.noted();
		await showServer(visit, month);
	},
} satisfies Command;
