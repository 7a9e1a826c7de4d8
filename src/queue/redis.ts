import Bottleneck from 'bottleneck';
import { Redis } from 'ioredis';

type Callback = (error: Error | null, reply?: unknown) => void;

/** What Bottleneck shares permits through. Commands that Redis does not answer fail after `timeoutMs`; connecting goes on. */
export function connectRedis(url: string, timeoutMs: number, onError: (error: unknown) => void) {
	const client = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: timeoutMs });
	nameErrorsAsBefore(client);
	const connection = new Bottleneck.IORedisConnection({ client });
	connection.on('error', onError);
	return connection;
}

/**
 * Redis 7 puts `ERR ` before the errors of scripts. Bottleneck compares the whole message to recognise SETTINGS_KEY_NOT_FOUND
 * and UNKNOWN_CLIENT, so without this it never repairs what it lost when Redis lost its data.
 */
function nameErrorsAsBefore(client: Redis) {
	const scripts = client as unknown as Record<string, (...args: unknown[]) => unknown>;
	client.defineCommand = (name, definition) => {
		Redis.prototype.defineCommand.call(client, name, definition);
		const run = scripts[name]!.bind(client);
		scripts[name] = (...args) => {
			const callback = args.pop() as Callback;
			return run(...args, (error: Error | null, reply: unknown) => {
				if (error) error.message = error.message.replace(/^ERR /, '');
				callback(error, reply);
			});
		};
	};
}
