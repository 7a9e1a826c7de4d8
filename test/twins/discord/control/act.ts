import { createActor } from '../actors/actor.ts';
import { refuse } from '../actors/refusal.ts';
import type { TwinState } from '../state.ts';
import type { ActAnswer, ActRequest, Interaction, MessageData } from '../types.ts';

/** Lets a member do what a page or another process asks for; autocomplete waits for the choices, the rest answers at once. */
export async function act(state: TwinState, request: ActRequest): Promise<ActAnswer> {
	const user = state.directory.user(request.as) ?? refuse(`there is no user ${request.as}`);
	const actor = createActor(state, user);
	const { channel = '', command = '', options = {}, customId = '', group, subcommand, overridden } = request;
	const extra = {
		...(group === undefined ? {} : { group }),
		...(subcommand === undefined ? {} : { subcommand }),
		...(overridden === undefined ? {} : { overridden }),
	};
	const message = (): MessageData => {
		const stored = state.messages.get(request.message ?? '') ?? refuse('the message is gone');
		return state.view(stored);
	};
	const started = async (interaction: Promise<Interaction>) => {
		const { id, token } = await interaction;
		return { interaction: { id, token } };
	};

	switch (request.do) {
		case 'slash':
			return started(actor.slash(channel, command, options, extra));
		case 'autocomplete':
			return { choices: await actor.autocomplete(channel, command, options, request.focused ?? '', extra) };
		case 'menu':
			return started(actor.menu(channel, command, request.user ?? message()));
		case 'press':
			return started(actor.press(message(), customId));
		case 'force':
			return started(actor.force(message(), customId));
		case 'choose':
			return started(actor.choose(message(), customId, request.values ?? []));
		case 'submit':
			return started(actor.submit({ id: request.interaction ?? '' }, request.fields ?? {}));
		case 'speak':
			await actor.speak(request.locale ?? '');
			return {};
		case 'install':
			await actor.install(request.installed);
			return {};
		case 'say':
			return { message: await actor.say(channel, request.content ?? '', request.files ?? []) };
		default:
			return refuse(`a member cannot ${String(request.do)}`);
	}
}
