import type { MessageData } from '../../test/twins/discord/types.ts';

export interface Posts {
	/** Resolves with `performance.now()` of the moment in which the answer to this interaction got its pictures. */
	pictureIn(interactionId: string): Promise<number>;
	/** The same of the moment in which they were those that stay. */
	resultIn(interactionId: string): Promise<number>;
	/** `performance.now()` of every edit of the answer, so far. */
	editsOf(interactionId: string): readonly number[];
	close(): Promise<void>;
}

interface Watched {
	picture: PromiseWithResolvers<number>;
	result: PromiseWithResolvers<number>;
	edits: number[];
}

/** Watches a twin's messages through the eyes of a member. */
export async function watchPosts(controlUrl: string, member: string): Promise<Posts> {
	const hangUp = new AbortController();
	const response = await fetch(`${controlUrl}/events?as=${member}`, { signal: hangUp.signal });
	const watched = new Map<string, Watched>();
	function of(id: string): Watched {
		const known = watched.get(id) ?? { picture: Promise.withResolvers(), result: Promise.withResolvers(), edits: [] };
		watched.set(id, known);
		return known;
	}

	async function listen() {
		let rest = '';
		for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
			const now = performance.now();
			const events = (rest + text).split('\n\n');
			rest = events.pop()!;
			for (const event of events) note(event, now);
		}
	}

	function note(event: string, now: number) {
		const [name, data] = event.split('\ndata: ');
		if (name !== 'event: edit' || !data) return;
		const { message } = JSON.parse(data) as { message: MessageData };
		const { referencedInteraction, attachments } = message;
		if (!referencedInteraction) return;
		const { picture, result, edits } = of(referencedInteraction.id);
		edits.push(now);
		if (attachments.length > 0) picture.resolve(now);
		if (attachments.some(({ filename }) => !filename.startsWith('preview-'))) result.resolve(now);
	}

	const listening = listen().catch((error: unknown) => {
		if (hangUp.signal.aborted) return;
		for (const { picture, result } of watched.values()) {
			picture.reject(error);
			result.reject(error);
		}
	});
	return {
		pictureIn: (id) => of(id).picture.promise,
		resultIn: (id) => of(id).result.promise,
		editsOf: (id) => of(id).edits,
		async close() {
			hangUp.abort();
			await listening;
		},
	};
}
