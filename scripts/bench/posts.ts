import type { MessageData } from '../../test/twins/discord/types.ts';

export interface Posts {
	/** Resolves with `performance.now()` of the moment in which the answer to this interaction got its pictures. */
	pictureIn(interactionId: string): Promise<number>;
	close(): Promise<void>;
}

/** Watches a twin's messages through the eyes of a member. */
export async function watchPosts(controlUrl: string, member: string): Promise<Posts> {
	const hangUp = new AbortController();
	const response = await fetch(`${controlUrl}/events?as=${member}`, { signal: hangUp.signal });
	const posted = new Map<string, PromiseWithResolvers<number>>();
	function of(id: string) {
		const known = posted.get(id) ?? Promise.withResolvers<number>();
		posted.set(id, known);
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
		if (referencedInteraction && attachments.length > 0) of(referencedInteraction.id).resolve(now);
	}

	const listening = listen().catch((error: unknown) => {
		if (hangUp.signal.aborted) return;
		for (const { reject } of posted.values()) reject(error);
	});
	return {
		pictureIn: (id) => of(id).promise,
		async close() {
			hangUp.abort();
			await listening;
		},
	};
}
