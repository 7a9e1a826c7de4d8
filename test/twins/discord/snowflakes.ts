const discordEpoch = 1_420_070_400_000;

/** Ids as Discord makes them: milliseconds since 2015 above 22 bits that tell ids of one millisecond apart. Always growing. */
export function createSnowflakes(now: () => number): () => string {
	let lastMs = 0;
	let serial = 0n;
	return () => {
		const ms = now();
		if (ms > lastMs) {
			lastMs = ms;
			serial = 0n;
		} else serial += 1n;
		return String((BigInt(lastMs - discordEpoch) << 22n) + serial);
	};
}

/** The shard of a guild, and 0 for direct messages. */
export function shardOf(guildId: string | undefined, shardCount: number): number {
	return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}
