import Bottleneck from 'bottleneck';
import { Redis } from 'ioredis';

type Callback = (error: Error | null, reply?: unknown) => void;

export interface SharedRedis {
	/** What Bottleneck shares permits through. */
	connection: Bottleneck.IORedisConnection;
	/** Lets the permits of limiter `id` expire whose holders Redis has not heard of for `silentMs`: their processes were killed. */
	freeSilent(id: string, silentMs: number): Promise<void>;
	/** Throws when Redis does not answer. */
	check(): Promise<void>;
}

/** In Bottleneck's own tables: who was seen when, who holds which job, and when a job counts as ended. It cleans up at its next step. */
const freeSilentScript = `
local silent = {}
for _, client in ipairs(redis.call('zrangebyscore', KEYS[1], '-inf', ARGV[1])) do silent[client] = true end
local holders = redis.call('hgetall', KEYS[2])
for i = 1, #holders, 2 do
	if silent[holders[i + 1]] then redis.call('zadd', KEYS[3], 'XX', 0, holders[i]) end
end
`;

/** Commands that Redis does not answer fail after `timeoutMs`; connecting goes on. */
export function connectRedis(url: string, timeoutMs: number, onError: (error: unknown) => void): SharedRedis {
	const client = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: timeoutMs });
	nameErrorsAsBefore(client);
	const connection = new Bottleneck.IORedisConnection({ client });
	connection.on('error', onError);
	return {
		connection,
		async freeSilent(id, silentMs) {
			const keys = ['client_last_seen', 'job_clients', 'job_expirations'].map((table) => `b_${id}_${table}`);
			await client.eval(freeSilentScript, keys.length, ...keys, Date.now() - silentMs);
		},
		async check() {
			await client.ping();
		},
	};
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
