import type { APIButtonComponent, APISelectMenuComponent } from 'discord-api-types/v10';
import type { MessageData } from './api.ts';
import { avatar } from './avatar.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Item } from './listbox.ts';
import { guildOf } from './places.ts';
import { createSelect } from './select.ts';
import { complain, type Deed, perform } from './session.ts';
import { emit, nameOf, state, visibleIn } from './state.ts';

/** Messages whose last press or choice got no answer. */
export const failed = new Set<string>();

async function deliver(control: HTMLElement, message: MessageData, deed: Deed): Promise<void> {
	control.classList.add('busy');
	control.setAttribute('aria-busy', 'true');
	failed.delete(message.id);
	try {
		const ack = await perform(deed);
		if (ack.error) {
			failed.add(message.id);
			const current = state.messages.get(message.id);
			if (current) emit('message', current);
		}
	} catch (error) {
		complain(error);
	}
	control.classList.remove('busy');
	control.removeAttribute('aria-busy');
}

const styles = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

type Emoji = { name?: string | null | undefined; id?: string | undefined };
const emoji = (value: Emoji | undefined) =>
	value?.name && h('span', { class: 'emoji' }, value.id ? `:${value.name}:` : value.name);

export function button(node: APIButtonComponent, message: MessageData): HTMLElement {
	const style = styles[node.style] ?? 'secondary';
	const label = 'label' in node ? node.label : undefined;
	const face = ['emoji' in node && emoji(node.emoji), label && h('span', {}, label)];
	if ('url' in node)
		return h(
			'a',
			{ class: `button ${style}`, href: node.url, target: '_blank', rel: 'noreferrer' },
			face,
			icon('external'),
		);
	if (!('custom_id' in node))
		return h('button', { class: `button ${style}`, type: 'button', disabled: true }, 'Premium');
	const element = h(
		'button',
		{
			class: `button ${style}`,
			type: 'button',
			disabled: node.disabled,
			'data-key': node.custom_id,
			'data-name': label ?? node.emoji?.name,
			'aria-label': label ? null : (node.emoji?.name ?? 'Button'),
			on: {
				click: () => {
					if (element.classList.contains('busy')) return;
					void deliver(element, message, { do: 'press', message: message.id, customId: node.custom_id });
				},
			},
		},
		face,
		h('span', { class: 'dots' }, h('i'), h('i'), h('i')),
	);
	return element;
}

export function select(node: APISelectMenuComponent, message: MessageData): HTMLElement {
	const element = createSelect({
		label: node.placeholder ?? 'Choose',
		...choices(node),
		disabled: node.disabled ?? false,
		onCommit: (values) =>
			void deliver(element, message, { do: 'choose', message: message.id, customId: node.custom_id, values }),
	});
	element.dataset.key = node.custom_id;
	element.dataset.name = node.placeholder ?? '';
	return element;
}

/** What a select of any kind offers: its own options, or the people, roles or channels of the open server. */
export function choices(node: APISelectMenuComponent) {
	const min = node.min_values ?? 1;
	const chosen =
		node.type === 3
			? node.options.filter((option) => option.default).map((option) => option.value)
			: (node.default_values ?? []).map((value) => value.id);
	return {
		placeholder: node.placeholder ?? 'Make a choice',
		items: items(node),
		chosen,
		min,
		max: node.max_values ?? 1,
	};
}

function items(node: APISelectMenuComponent): Item[] {
	switch (node.type) {
		case 3:
			return node.options.map((option) => ({
				value: option.value,
				label: option.label,
				description: option.description,
				lead: emoji(option.emoji),
			}));
		case 5:
			return people();
		case 6:
			return roles();
		case 7:
			return [...people(), ...roles()];
		default:
			return channels(node.channel_types);
	}
}

/** The members of the open server, the bot among them, by the names they have there. */
export function people(): Item[] {
	const { place, world } = state;
	const guild = guildOf(place);
	const here = guild
		? world.users.filter((user) => guild.members.some((member) => member.userId === user.id))
		: world.users;
	const members = here.map((user) => ({
		value: user.id,
		label: nameOf.user(user.id),
		description: user.username,
		lead: avatar(user),
	}));
	const { id, displayName, username } = world.bot;
	return [...members, { value: id, label: displayName, description: username, lead: avatar(world.bot) }];
}

export function roles(): Item[] {
	return (guildOf(state.place)?.roles ?? []).map(({ id, name, color }) => {
		const dot = h('span', { class: 'role-dot' });
		if (color !== 0) dot.style.setProperty('--role', `#${color.toString(16).padStart(6, '0')}`);
		return { value: id, label: name, lead: dot };
	});
}

export function channels(types?: readonly number[]): Item[] {
	const guild = guildOf(state.place);
	return (guild ? visibleIn(guild) : [])
		.filter((channel) => !types?.length || types.includes(channel.type))
		.map((channel) => ({ value: channel.id, label: channel.name, lead: icon('hash') }));
}
