import { randomInt } from 'node:crypto';
import { DiscordAPIError, HTTPError } from 'discord.js';
import { pino } from 'pino';
import type { Log } from './core/ports.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** No vowels and nothing that can be misread: a reference is copied by hand. */
const alphabet = '23456789bcdfghjkmnpqrstvwxyz';

/** JSON lines on stdout. What is logged of an error is chosen field by field: Discord's errors carry interaction tokens and prompts. */
export function createLog(level: LogLevel): Log {
	const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
	return {
		info: (fields, message) => logger.info(fields, message),
		warn: (fields, message) => logger.warn(fields, message),
		error(error, fields, message) {
			const reference = Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
			logger.error({ ...fields, reference, error: loggable(error) }, message);
			return reference;
		},
	};
}

/** An error can be its own cause. */
const maxCauses = 4;

function loggable(error: unknown, depth = 0): Record<string, unknown> {
	if (error instanceof DiscordAPIError || error instanceof HTTPError) {
		const { name, status, method, url } = error;
		return { name, status, method, route: withoutTokens(url), code: 'code' in error ? error.code : undefined };
	}
	if (!(error instanceof Error)) return { name: typeof error };
	const { name, message, stack, cause } = error;
	return {
		name,
		message: withoutTokens(message),
		stack: withoutTokens(stack ?? ''),
		...('code' in error ? { code: error.code } : {}),
		...(cause === undefined || depth === maxCauses ? {} : { cause: loggable(cause, depth + 1) }),
	};
}

/** Interaction tokens are long words in a path, a bot's token has two dots, an API key begins with `sk-`. */
function withoutTokens(text: string): string {
	return text
		.replace(/(\/(?:webhooks|interactions)\/\d+\/)[^/?\s]+/g, '$1…')
		.replace(/\bsk-[\w-]{8,}/g, '…')
		.replace(/[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}/g, '…');
}
