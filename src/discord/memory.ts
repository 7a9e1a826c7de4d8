/** Small things by key that are nice to know and may be forgotten; any of Keyv's namespaces of texts is one. */
export interface Memory {
	get(key: string): Promise<string | undefined>;
	/** `ttl` in milliseconds. */
	set(key: string, value: string, ttl?: number): Promise<unknown>;
	delete(key: string): Promise<unknown>;
}
