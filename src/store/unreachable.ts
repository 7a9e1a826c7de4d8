/** The database cannot be opened. `message` is technical and without secrets; `url` is the address without its password. */
export class StoreUnreachable extends Error {
	readonly url: string;

	constructor(url: string, cause: unknown) {
		// The cause itself is not carried along: an error about an unreadable URL holds all of it, password included.
		super(reasonOf(cause));
		this.name = 'StoreUnreachable';
		this.url = withoutPassword(url);
	}
}

/** Connecting to a name with several addresses fails with a list of errors and an empty message of its own. */
function reasonOf(cause: unknown): string {
	if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(reasonOf).join('; ');
	return cause instanceof Error ? cause.message : String(cause);
}

/** By pattern, not by `URL`: a password with an unescaped `/` or `#` would be taken for a path or a fragment, and shown. */
function withoutPassword(url: string): string {
	if (url.startsWith('sqlite:')) return url;
	return url.replace(/:(?!\/\/).*@/, '@').replace(/\?.*/, '');
}
