import type { SettingsBook } from './books.ts';
import type { Job } from './job.ts';
import type { Moderator } from './moderation/moderator.ts';
import type { Delivery, Frame, Log, Pictures } from './ports.ts';
import { defaultSettings } from './settings.ts';

/** Brings pictures on the way to the member: the newest of each call, small, and only what may be shown there. */
export interface Previewing {
	/** Never throws, and keeps nobody waiting. */
	show(job: Job, call: number, frame: Frame): void;
	/** What is still on its way comes to nobody. */
	end(jobId: string, call: number): void;
}

export interface PreviewingParts {
	pictures: Pick<Pictures, 'frame'>;
	moderator: Pick<Moderator, 'judgeResults'>;
	delivery: Pick<Delivery, 'preview'>;
	settings: Pick<SettingsBook, 'read'>;
	log: Log;
}

interface Slot {
	/** Comes when the one before it has been looked at; a newer one takes its place. */
	next: Frame | undefined;
}

export function createPreviewing({ pictures, moderator, delivery, settings, log }: PreviewingParts): Previewing {
	const slots = new Map<string, Slot>();

	async function bring(job: Job, call: number, slot: Slot): Promise<void> {
		while (slot.next) {
			const { bytes } = slot.next;
			slot.next = undefined;
			const small = await pictures.frame(bytes, job.crop);
			if ((await maySee(job, small)) && slots.get(keyOf(job.id, call)) === slot) delivery.preview(job, call, small);
		}
	}

	/** A picture in doubt is not shown while it is made either. */
	async function maySee({ asker: { guildId }, cleared }: Job, { bytes, type }: Frame): Promise<boolean> {
		if (cleared) return true;
		const picture = { kind: 'result', role: 'image', index: 0, type, bytes } as const;
		const rules = guildId === null ? defaultSettings : (await settings.read(guildId)).settings;
		const judgement = await moderator.judgeResults(guildId, [picture], rules);
		return judgement.verdict === 'allowed';
	}

	return {
		show(job, call, frame) {
			const key = keyOf(job.id, call);
			const slot = slots.get(key);
			if (slot) {
				slot.next = frame;
				return;
			}
			const fresh: Slot = { next: frame };
			slots.set(key, fresh);
			bring(job, call, fresh)
				.catch((error: unknown) => log.error(error, { job: job.id }, 'a preview could not be shown'))
				.finally(() => slots.get(key) === fresh && slots.delete(key));
		},
		end: (jobId, call) => void slots.delete(keyOf(jobId, call)),
	};
}

const keyOf = (jobId: string, call: number) => `${jobId}:${call}`;
