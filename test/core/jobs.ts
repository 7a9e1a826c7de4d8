import { accept, type Job, type NewJob } from '../../src/core/job.ts';
import type { ImageRequest, Source } from '../../src/core/request.ts';

/** Milliseconds since the epoch, in the middle of a day. */
export const noon = Date.UTC(2026, 10, 21, 12);

export function requestOf(change: Partial<ImageRequest> = {}): ImageRequest {
	return {
		action: 'imagine',
		endpoint: 'generations',
		model: 'gpt-image-2.5-flare',
		prompt: 'a lighthouse in a storm',
		sent: 'a lighthouse in a storm',
		size: { width: 1024, height: 1024 },
		quality: 'medium',
		style: null,
		background: null,
		format: null,
		persona: null,
		count: 1,
		calls: [1],
		inputs: 0,
		fit: 'contain',
		region: null,
		strength: null,
		private: false,
		...change,
	};
}

/** An accepted job. */
export function jobOf(request: Partial<ImageRequest> = {}, change: Partial<NewJob> = {}): Job {
	const isPrivate = request.private ?? false;
	return accept(
		{
			id: '0mb1c2d3e4f5g6h7j8k9l0',
			asker: {
				userId: '80351110224678912',
				guildId: '41771983423143937',
				channelId: '41771983423143938',
				locale: 'en-GB',
				guildLocale: 'en-US',
			},
			reply: {
				applicationId: '41771983429993937',
				interactionId: '41771983429993940',
				token: 'aW50ZXJhY3Rpb24tdG9rZW4',
				until: noon + 14 * 60_000,
				private: isPrivate,
				attachmentLimit: 10 * 1024 * 1024,
			},
			request: requestOf(request),
			reservedMicros: 53_070,
			...change,
		},
		noon,
	);
}

export const attached = (name: string, role: Source['role'] = 'image'): Source => ({
	role,
	name,
	url: `https://cdn.discordapp.com/attachments/1/2/${name}`,
	size: 1000,
});
