import * as api from './api.ts';
import { announce, toast } from './dom.ts';
import { openModal } from './modal.ts';
import { channelOf, groupOf, guildOf } from './places.ts';
import { channelKey, channelsOf, emit, groupsOf, guildsOf, type Place, state, visibleIn } from './state.ts';

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
		{ message: changed, edit: changed, delete: deleted, ack, modal, commands, world },
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
	const same = samePlace(place);
	if (same) return same;
	const guilds = guildsOf(state.viewer);
	const wanted = guilds.find((guild) => guild.id === guildOf(place)?.id) ?? guilds[0];
	if (!wanted) return 'dm';
	const channels = channelsOf(wanted);
	const channel = channels.find((channel) => channel.name === 'studio') ?? channels[0];
	return channel ? { guild: wanted, channel } : 'dm';
}

/** The same place in the world as it is now, when the viewer can still see it. */
function samePlace(place: Place): Place | undefined {
	const group = groupsOf(state.viewer).find((one) => one.id === groupOf(place)?.id);
	if (group) return { group };
	const guild = guildsOf(state.viewer).find((one) => one.id === guildOf(place)?.id);
	const channel = guild && visibleIn(guild).find((one) => one.id === channelOf(place)?.id);
	return guild && channel && { guild, channel };
}

/** Opens a thread, or a channel, of the open server. */
export async function openChannel(id: string): Promise<void> {
	const channel = state.world.channels.find((one) => one.id === id);
	const guild = state.world.guilds.find((one) => one.id === channel?.guildId);
	if (guild && channel) await open({ guild, channel });
}

/** What happened to the open channel's messages since its list was asked for; undefined for one that was deleted. */
let since = new Map<string, api.MessageData | undefined>();

async function reload(): Promise<void> {
	const key = channelKey();
	const viewerId = state.viewer.id;
	const meanwhile = new Map<string, api.MessageData | undefined>();
	since = meanwhile;
	const list = await api.messages(key, viewerId);
	if (meanwhile !== since || key !== channelKey() || viewerId !== state.viewer.id) return;
	state.messages = new Map(list.filter((message) => !message.deleted).map((message) => [message.id, message]));
	// The list may be older than what was told while it travelled.
	for (const [id, message] of meanwhile) {
		if (!message) state.messages.delete(id);
		else if (message.edits >= (state.messages.get(id)?.edits ?? 0)) state.messages.set(id, message);
	}
	since = new Map();
	emit('messages', undefined);
}

/** Whatever stands in no server and in no group is the direct message. */
const keyOf = ({ channelId, guildId }: api.MessageData) =>
	guildId !== undefined || state.world.groups.some((group) => group.id === channelId) ? channelId : 'dm';

function changed({ message }: { message: api.MessageData }): void {
	if (keyOf(message) !== channelKey()) {
		state.unread.add(keyOf(message));
		emit('unread', undefined);
		return;
	}
	since.set(message.id, message);
	state.messages.set(message.id, message);
	emit('message', message);
}

function deleted({ message }: { message: api.MessageData }): void {
	if (keyOf(message) !== channelKey()) return;
	since.set(message.id, undefined);
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

/** Threads, languages or installations have changed, by whomever. */
async function world(): Promise<void> {
	const before = { locale: state.viewer.locale, installed: state.world.userInstalls.join() };
	state.world = await api.world();
	state.viewer = state.world.users.find((user) => user.id === state.viewer.id) ?? state.viewer;
	state.place = samePlace(state.place) ?? state.place;
	const isSame = before.locale === state.viewer.locale && before.installed === state.world.userInstalls.join();
	if (isSame) return emit('world', undefined);
	emit('place', undefined);
	emit('messages', undefined);
}

/** Switches the language of the viewer's Discord; the twin tells when it has. */
export const speak = async (locale: string): Promise<void> =>
	void (await api.act({ as: state.viewer.id, do: 'speak', locale }));

/** Puts the app among the viewer's own, or takes it off. */
export const install = async (installed: boolean): Promise<void> =>
	void (await api.act({ as: state.viewer.id, do: 'install', installed }));

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
	const { viewer, world, place } = state;
	const ack = await perform({ do: 'slash', ...deed });
	if (!ack.error) return;
	const guild = guildOf(place);
	const user = { ...viewer, displayName: viewer.globalName, bot: false };
	const message: api.MessageData = {
		id: `local-${ack.interactionId}`,
		type: 20,
		channelId: ack.channelId,
		...(guild && { guildId: guild.id }),
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
	changed({ message });
}

/** Says aloud and on screen what went wrong with something the viewer did. */
export function complain(error: unknown): void {
	const text = error instanceof Error ? error.message : String(error);
	toast(text);
	announce(text);
}
