import { wireRole } from '../gateway/wire-guild.ts';
import { partialChannel, partialMember } from '../interactions/payload.ts';
import { wireUser } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import type { OptionValue, Upload, UploadReference } from '../types.ts';
import { applicationId } from '../world/default-world.ts';
import type { Place } from '../world/directory.ts';
import { rolesOf } from '../world/roles.ts';
import { refuse } from './refusal.ts';

/** Gathers the `resolved` part of an interaction: whole objects for the ids that its data mentions. */
export interface Resolved {
	/** Takes a user's name or id, returns the id. */
	user(nameOrId: string): string;
	/** One of this server that the member sees, of one of these types if any are given. */
	channel(nameOrId: string, types?: readonly number[]): string;
	role(nameOrId: string): string;
	mentionable(nameOrId: string): string;
	/** Uploads the file as the member's client does and returns the attachment's id. */
	attachment(upload: Upload): string;
	message(id: string, wire: Record<string, unknown>): void;
	/** Undefined when nothing was mentioned. */
	data(): Record<string, Record<string, unknown>> | undefined;
}

export function createResolved(state: TwinState, userId: string, place: Place): Resolved {
	const { directory, attachments } = state;
	const found: Record<string, Record<string, unknown>> = {};
	const put = (kind: string, id: string, value: unknown) => {
		found[kind] ??= {};
		found[kind][id] = value;
		return id;
	};

	function user(nameOrId: string): string {
		const one = directory.user(nameOrId) ?? refuse(`there is no user ${nameOrId}`);
		if ('guild' in place && directory.memberOf(place.guild, one.id))
			put('members', one.id, partialMember(state, one.id, place));
		return put('users', one.id, wireUser(one));
	}

	function roleNamed(nameOrId: string) {
		return 'guild' in place
			? rolesOf(place.guild).find(({ id, name }) => id === nameOrId || name === nameOrId)
			: undefined;
	}

	function channelNamed(nameOrId: string) {
		if (!('guild' in place)) return undefined;
		const name = nameOrId.replace(/^#/, '');
		const channel = place.guild.channels.find((one) => one.id === name || one.name === name);
		return channel && { id: channel.id, guild: place.guild, channel };
	}

	function role(nameOrId: string): string {
		const one = roleNamed(nameOrId) ?? refuse(`there is no role ${nameOrId}`);
		return put('roles', one.id, wireRole(one));
	}

	return {
		user,
		role,
		mentionable: (nameOrId) => (roleNamed(nameOrId) ? role(nameOrId) : user(nameOrId)),
		channel(nameOrId, types = []) {
			const one = channelNamed(nameOrId) ?? refuse(`there is no channel ${nameOrId}`);
			if (!directory.canSee(userId, one)) refuse(`the channel ${nameOrId} is not visible`);
			if (types.length > 0 && !types.includes(one.channel.type)) refuse(`${nameOrId} is no channel of these types`);
			return put('channels', one.id, partialChannel(state, userId, one));
		},
		attachment({ file, name, type }) {
			const text = type === undefined ? {} : { type };
			const stored = attachments.add({ channelId: applicationId, name, bytes: file, ephemeral: true, ...text });
			return put('attachments', stored.id, attachments.toWire(stored, true));
		},
		message: (id, wire) => void put('messages', id, wire),
		data: () => (Object.keys(found).length > 0 ? found : undefined),
	};
}

/** The file behind an upload or a reference to one; undefined for any other value. */
export function uploadOf(state: TwinState, value: OptionValue | Upload | UploadReference): Upload | undefined {
	if (typeof value !== 'object') return undefined;
	if ('file' in value) return value;
	return state.uploads.get(value.fileId) ?? refuse(`there is no uploaded file ${value.fileId}`);
}

/** Whether a file's extension is among the allowed `file_types`; all are when the list is empty. */
export function fitsFileTypes(name: string, contentType: string | undefined, allowed: readonly string[]): boolean {
	if (allowed.length === 0) return true;
	return allowed.some((type) =>
		type.startsWith('.') ? name.toLowerCase().endsWith(type) : contentType?.startsWith(`${type}/`),
	);
}
