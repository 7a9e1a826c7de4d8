import { expect } from 'vitest';
import type { DiscordTwin } from '../twins/discord/index.ts';

/** What holds for everything the bot has ever sent: it pings nobody, breaks none of Discord's rules and keeps within its pace. */
export function expectManners({ log }: DiscordTwin): void {
	const messages = log.flatMap(({ body }) => messagesIn(body));
	for (const message of messages) expect(message.allowed_mentions).toEqual({ parse: [] });
	expect(log.flatMap(({ mentions }) => mentions ?? [])).toEqual([]);
	expect(log.filter(({ status }) => [400, 413].includes(status))).toEqual([]);
	// What is only read can be read a little later, when tests start the bot again and again.
	expect(log.filter(({ status, method }) => status === 429 && method !== 'GET')).toEqual([]);
}

/** The message in a request's body, where there is one: a callback holds it under `data`. */
function messagesIn(body: unknown): Record<string, unknown>[] {
	if (typeof body !== 'object' || body === null) return [];
	if ('data' in body) return messagesIn(body.data);
	return 'components' in body && 'flags' in body ? [body as Record<string, unknown>] : [];
}
