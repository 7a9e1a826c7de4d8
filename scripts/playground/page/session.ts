import * as api from './api.ts';
import { announce, toast } from './dom.ts';
import { openModal } from './modal.ts';
import { channelKey, channelsOf, emit, guildsOf, type Place, state } from './state.ts';

let stopListening = () => {};

/** Answers that came, by interaction id, and those who wait for one. */
const acks = new Map<string, api.AckEvent>();
const waiters = new Map<string, (ack: api.AckEvent) => void>();

/** Loads the world and becomes the first member of the first server. */
export async function start(): Promise<void> {
	state.world = await api.world();
	const remembered = sessionStorage.getItem('viewer');
	const viewer =
		state.world.users.find((user) => user.id === remembered) ?? state.world.users.find((user) => !user.bot);
	if (!viewer) throw new Error('The twin has no members');
	await become(viewer);
}

/** Looks at everything through another member's eyes, in the same channel when they may see it. */
export async function become(viewer: api.User): Promise<void> {
	state.viewer = viewer;
	state.unread.clear();
	sessionStorage.setItem('viewer', viewer.id);
	stopListening();
	stopListening = api.listen(
		viewer.id,
		{ message: changed, edit: changed, delete: deleted, ack, modal, commands },
		online,
	);
	await open(sameOrFirst(state.place));
}

export async function open(place: Place): Promise<void> {
	state.place = place;
	state.unread.delete(channelKey());
	state.messages = new Map();
	emit('place', undefined);
	await reload();
}

function sameOrFirst(place: Place): Place {
	const guilds = guildsOf(state.viewer);
	const wanted = place === 'dm' ? guilds[0] : (guilds.find((guild) => guild.id === place.guild.id) ?? guilds[0]);
	if (!wanted) return 'dm';
	const channels = channelsOf(wanted);
	const channel =
		channels.find((channel) => place !== 'dm' && channel.id === place.channel.id) ??
		channels.find((channel) => channel.name === 'studio') ??
		channels[0];
	return channel ? { guild: wanted, channel } : 'dm';
}

async function reload(): Promise<void> {
	const key = channelKey();
	const viewer = state.viewer;
	const list = await api.messages(key, viewer.id);
	if (key !== channelKey() || viewer !== state.viewer) return;
	state.messages = new Map(list.filter((message) => !message.deleted).map((message) => [message.id, message]));
	emit('messages', undefined);
}

/** Whatever stands in no server's channel is the direct message. */
const keyOf = (channelId: string) =>
	state.world.channels.some((channel) => channel.id === channelId) ? channelId : 'dm';

function changed({ channelId, message }: { channelId: string; message: api.MessageData }): void {
	if (keyOf(channelId) !== channelKey()) {
		state.unread.add(keyOf(channelId));
		emit('unread', undefined);
		return;
	}
	state.messages.set(message.id, message);
	emit('message', message);
}

function deleted({ channelId, message }: { channelId: string; message: api.MessageData }): void {
	if (keyOf(channelId) !== channelKey()) return;
	state.messages.delete(message.id);
	emit('deleted', message.id);
}

/** Takes a private message off this member's screen, as Discord's "Dismiss message" does. */
export function dismiss(messageId: string): void {
	state.messages.delete(messageId);
	emit('deleted', messageId);
}

function ack(event: api.AckEvent): void {
	if (event.userId !== state.viewer.id) return;
	const waiter = waiters.get(event.interactionId);
	if (waiter) waiter(event);
	else acks.set(event.interactionId, event);
}

function modal(event: api.ModalEvent): void {
	if (event.userId === state.viewer.id) openModal(event, perform);
}

async function commands(): Promise<void> {
	state.world = await api.world();
	emit('place', undefined);
	emit('messages', undefined);
}

async function online(connected: boolean): Promise<void> {
	if (connected && !state.connected && state.messages.size > 0) await reload();
	if (connected !== state.connected) {
		state.connected = connected;
		emit('connection', undefined);
	}
}

export type Deed = Omit<Parameters<typeof api.act>[0], 'as' | 'channel'>;

/** Does what the viewer did and resolves with the bot's answer, whose `error` is set when none came in 3 s. */
export async function perform(deed: Deed): Promise<api.AckEvent> {
	const { interaction } = await api.act({ as: state.viewer.id, channel: channelKey(), ...deed });
	if (!interaction) throw new Error('The twin started no interaction');
	const early = acks.get(interaction.id);
	acks.delete(interaction.id);
	if (early) return early;
	return new Promise((resolve) =>
		waiters.set(interaction.id, (event) => {
			waiters.delete(interaction.id);
			resolve(event);
		}),
	);
}

export async function autocomplete(deed: Deed): Promise<api.Choice[]> {
	const { choices } = await api.act({ as: state.viewer.id, channel: channelKey(), ...deed, do: 'autocomplete' });
	return choices ?? [];
}

/** An ordinary message of the viewer. */
export async function say(content: string, files: File[]): Promise<void> {
	const references = await Promise.all(files.map(api.upload));
	await api.act({ as: state.viewer.id, channel: channelKey(), do: 'say', content, files: references });
}

/** Runs a slash command. When the bot stays silent, the line Discord would show stands in the channel until it is dismissed. */
export async function runSlash(deed: Omit<Deed, 'do'> & { command: string }): Promise<void> {
	const ack = await perform({ do: 'slash', ...deed });
	if (!ack.error) return;
	const { viewer, world } = state;
	const user = { ...viewer, displayName: viewer.globalName, bot: false };
	const message: api.MessageData = {
		id: `local-${ack.interactionId}`,
		channelId: ack.channelId,
		author: world.bot,
		flags: 64,
		ephemeral: true,
		thinking: false,
		content: ack.error,
		components: [],
		attachments: [],
		createdAt: Date.now(),
		edits: 0,
		deleted: false,
		referencedInteraction: { id: ack.interactionId, type: 2, user, name: deed.command },
	};
	changed({ channelId: ack.channelId, message });
}

/** Says aloud and on screen what went wrong with something the viewer did. */
export function complain(error: unknown): void {
	const text = error instanceof Error ? error.message : String(error);
	toast(text);
	announce(text);
}
