import { discordLocales } from '../commands/locales.ts';
import { interactionType } from '../interactions/callback.ts';
import { deliver } from '../interactions/deliver.ts';
import { ownersOf } from '../interactions/installs.ts';
import { flag, type StoredMessage } from '../messages/stored.ts';
import { wireMessage } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import type { Actor, Interaction, MessageData, SlashExtra, User } from '../types.ts';
import { allows, type Place, speaking } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';
import { createHandle, until } from './handle.ts';
import { modalAnswer } from './modal-answer.ts';
import { refuse } from './refusal.ts';
import { createResolved, uploadOf } from './resolved.ts';
import { selectData } from './select.ts';
import { checkMayUse, findCommand, resolvedField, type SlashRequest, slashData } from './slash.ts';

/** A member at their own client. */
export function createActor(state: TwinState, user: User): Actor {
	const { directory, messages } = state;

	function placeNamed(channel: string): Place {
		if (channel === 'dm') return directory.dmOf(user);
		return directory.findPlace(channel, user.id) ?? refuse(`there is no channel ${channel}`);
	}

	const where = (place: Place) => ({
		userId: user.id,
		channelId: place.id,
		...('guild' in place ? { guildId: place.guild.id } : {}),
	});

	function sendSlash(place: Place, request: SlashRequest): Interaction {
		const { data, fullName, owners } = slashData(state, user, place, request);
		const fields = { ...where(place), owners, type: interactionType.command, name: fullName, commandType: 1 };
		return createHandle(state, deliver(state, fields, data, place));
	}

	/** The message as it is now, if this member can see it. */
	function seen({ id }: MessageData): StoredMessage {
		const message = messages.get(id) ?? refuse('the message is gone');
		const isForeign = (message.flags & flag.ephemeral) !== 0 && message.origin?.userId !== user.id;
		if (isForeign || !directory.canSee(user.id, placeNamed(message.channelId))) refuse('the message is not visible');
		return message;
	}

	function useComponent(message: StoredMessage, data: Record<string, unknown>): Interaction {
		const place = placeNamed(message.channelId);
		// A component belongs to whoever let the app say what it is part of.
		const owners = message.origin?.owners ?? ownersOf(directory, user.id, place, [0]);
		const fields = { ...where(place), owners, type: interactionType.component, source: message };
		return createHandle(state, deliver(state, fields, data, place));
	}

	return {
		async slash(channel, name, options = {}, extra = {}) {
			return sendSlash(placeNamed(channel), { name, options, extra });
		},
		async dm(name, options = {}, extra = {}) {
			return sendSlash(directory.dmOf(user), { name, options, extra });
		},
		async autocomplete(channel, name, options, focused, extra: SlashExtra = {}) {
			const place = placeNamed(channel);
			const { data, fullName, owners } = slashData(state, user, place, { name, options, extra, focused });
			const fields = { ...where(place), owners, type: interactionType.autocomplete, name: fullName };
			const record = deliver(state, fields, data, place);
			return until(record, () => record.choices, { what: 'choices' });
		},
		async menu(channel, name, target) {
			const place = placeNamed(channel);
			const command = findCommand(state, typeof target === 'string' ? 2 : 3, name);
			const owners = checkMayUse(state, user, place, command);
			const resolved = createResolved(state, user.id, place);
			if (typeof target === 'string') resolved.user(target);
			else resolved.message(target.id, wireMessage(seen(target), state));
			const target_id = typeof target === 'string' ? directory.user(target)?.id : target.id;
			const data = { id: command.id, name, type: command.type, target_id, ...resolvedField(resolved.data()) };
			const fields = { ...where(place), owners, type: interactionType.command, name, commandType: command.type };
			return createHandle(state, deliver(state, fields, data, place));
		},
		async press(message, wanted) {
			const stored = seen(message);
			const buttons = state.view(stored).buttons();
			const button =
				buttons.find((one) => one.customId === wanted) ??
				buttons.find((one) => one.label === wanted) ??
				refuse(`there is no button "${wanted}" (there are: ${buttons.map((one) => one.label).join(', ')})`);
			if (button.disabled) refuse(`the button "${wanted}" is disabled`);
			if (button.customId === undefined) return refuse(`the button "${wanted}" is a link`);
			return useComponent(stored, { component_type: 2, custom_id: button.customId });
		},
		async force(message, customId) {
			const stored = messages.get(message.id) ?? refuse('the message is gone');
			return useComponent(stored, { component_type: 2, custom_id: customId });
		},
		async choose(message, select, values) {
			const stored = seen(message);
			const resolved = createResolved(state, user.id, placeNamed(stored.channelId));
			return useComponent(stored, selectData(state.view(stored), select, values, resolved));
		},
		async submit({ id }, fields) {
			const opened = state.interactions.byId(id);
			if (!opened?.modal || opened.userId !== user.id) return refuse('no modal was opened');
			const place = placeNamed(opened.channelId);
			const resolved = createResolved(state, user.id, place);
			const components = modalAnswer(state, opened.modal, fields, resolved);
			const data = { custom_id: opened.modal.custom_id, components, ...resolvedField(resolved.data()) };
			const source = opened.source ? { source: opened.source } : {};
			const { owners } = opened;
			const answer = { ...where(place), ...source, owners, type: interactionType.modal, trigger: opened };
			return createHandle(state, deliver(state, answer, data, place));
		},
		async speak(locale) {
			if (!discordLocales.has(locale)) refuse(`Discord does not speak ${locale}`);
			user.locale = locale;
			state.events.emit('world', {});
		},
		async install(installed = true) {
			const others = (state.world.userInstalls ?? []).filter((id) => id !== user.id);
			state.world.userInstalls = installed ? [...others, user.id] : others;
			state.events.emit('world', {});
		},
		async say(channel, content, files = []) {
			const place = placeNamed(channel);
			const bits = directory.permissionsOf(user.id, place);
			if (!allows(bits, permission.viewChannel | speaking(place))) refuse(`${user.username} may not write here`);
			const attachments = files.map((file) => {
				const { name, file: bytes, type } = uploadOf(state, file)!;
				return state.attachments.add({ channelId: place.id, name, bytes, ...(type === undefined ? {} : { type }) });
			});
			const { userId: authorId, ...at } = where(place);
			return state.view(messages.add({ ...at, authorId, type: 0, flags: 0, content, components: [], attachments }));
		},
	};
}
