import type { Settings } from '../../core/settings.ts';
import type { CommandContext, OptionData } from '../command.ts';
import { channel } from '../command.ts';
import { change } from './changing.ts';
import { drawingTypes } from './kinds/channels.ts';
import { show } from './show.ts';
import { visitOf } from './visit.ts';

/** Channels one at a time: a command takes one channel an option, and lists are easier pressed than typed. */
export const channelOptions: readonly OptionData[] = ['only', 'never', 'forget'].map((name) =>
	channel(name, { channelTypes: drawingTypes }),
);

export async function changeChannels(context: CommandContext): Promise<void> {
	const visit = visitOf(context);
	if (!visit) return;
	const { only, never, forget } = context.options;
	await visit.reply.later({ private: true });
	const kept = await visit.office.settings.read(visit.guildId);
	if (!only && !never && !forget) return show(visit, { name: 'channels' }, kept);

	/** Added at the end; a channel that is forgotten leaves both lists. */
	const list = (old: readonly string[], added: unknown) =>
		[...new Set([...old, ...(typeof added === 'string' ? [added] : [])])].filter((id) => id !== forget);
	const patchOf = ({ channels }: Settings) => ({
		'channels.only': list(channels.only, only),
		'channels.never': list(channels.never, never),
	});
	const went = await change(visit, { how: 'command', view: { name: 'done' }, seen: kept.revision, patchOf });
	await show(visit, { name: 'done' }, went.kept, went.notice);
}
