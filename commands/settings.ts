import { attachment, type Command } from '../src/discord/command.ts';
import { doctorOptions, isDoctors, pressDoctor, runDoctor } from '../src/discord/doctor/index.ts';
import { exportSettings } from '../src/discord/settings/exporting.ts';
import { importSettings } from '../src/discord/settings/importing.ts';
import { pressPanel } from '../src/discord/settings/panel.ts';
import { open } from '../src/discord/settings/show.ts';
import { changeTyped, optionsOf, suggestTyped, typed } from '../src/discord/settings/typed.ts';
import { changeChannels, channelOptions } from '../src/discord/settings/typed-channels.ts';
import { visitOf } from '../src/discord/settings/visit.ts';

export default {
	data: {
		name: 'settings',
		needs: 'manageServer',
		subcommands: [
			{ name: 'show' },
			{ name: 'limits', options: optionsOf(typed.limits) },
			{ name: 'models', options: optionsOf(typed.models) },
			{ name: 'channels', options: channelOptions },
			{ name: 'moderation', options: optionsOf(typed.moderation) },
			{ name: 'history' },
			{ name: 'export' },
			{ name: 'import', options: [attachment('file', { required: true })] },
			{ name: 'doctor', options: doctorOptions },
		],
	},
	suggest: suggestTyped,
	press: (context) => (isDoctors(context.id) ? pressDoctor(context) : pressPanel(context)),
	async run(context) {
		const { subcommand, options } = context;
		const visit = visitOf(context);
		if (!visit) return;
		switch (subcommand) {
			case 'limits':
			case 'models':
			case 'moderation':
				return changeTyped(context, typed[subcommand]);
			case 'channels':
				return changeChannels(context);
			case 'doctor':
				return runDoctor(context);
			case 'history':
				return open(visit, { name: 'history' });
			case 'export':
				return exportSettings(visit);
			case 'import':
				return typeof options.file === 'object' ? importSettings(visit, options.file) : undefined;
			default:
				return open(visit, { name: 'overview' });
		}
	},
} satisfies Command;
