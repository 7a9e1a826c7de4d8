/** An answer of Discord's API that is not a success. */
export class DiscordError extends Error {
	status: number;
	/** Discord's JSON error code; 0 where Discord has none. */
	code: number;
	/** The nested tree of a 50035. */
	errors: unknown;

	constructor(status: number, code: number, message: string, errors?: unknown) {
		super(message);
		this.name = 'DiscordError';
		this.status = status;
		this.code = code;
		this.errors = errors;
	}
}

export const unauthorized = () => new DiscordError(401, 0, '401: Unauthorized');
export const notFound = () => new DiscordError(404, 0, '404: Not Found');
export const unknownChannel = () => new DiscordError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => new DiscordError(404, 10004, 'Unknown Guild');
export const unknownMember = () => new DiscordError(404, 10007, 'Unknown Member');
export const unknownMessage = () => new DiscordError(404, 10008, 'Unknown Message');
export const unknownRole = () => new DiscordError(404, 10011, 'Unknown Role');
export const unknownUser = () => new DiscordError(404, 10013, 'Unknown User');
export const unknownWebhook = () => new DiscordError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new DiscordError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new DiscordError(404, 10063, 'Unknown application command');
export const alreadyAcknowledged = () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const tooManyFollowups = () =>
	new DiscordError(400, 40094, 'This interaction has hit the maximum number of follow-up messages.');
export const missingAccess = () => new DiscordError(403, 50001, 'Missing Access');
export const missingPermissions = () => new DiscordError(403, 50013, 'Missing Permissions');
export const notTheAuthor = () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new DiscordError(400, 50006, 'Cannot send an empty message');
export const dmRefused = () => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const wrongChannelType = () => new DiscordError(400, 50024, 'Cannot execute action on this channel type');
export const threadArchived = () => new DiscordError(400, 50083, 'Thread is archived');
export const threadExists = () => new DiscordError(400, 160004, 'A thread has already been created for this message');
export const threadLocked = () => new DiscordError(400, 160005, 'Thread is locked');
export const expiredToken = () => new DiscordError(401, 50027, 'Invalid Webhook Token');
export const tooLarge = () => new DiscordError(413, 40005, 'Request entity too large');
export const notJson = () => new DiscordError(400, 50109, 'The request body contains invalid JSON.');
