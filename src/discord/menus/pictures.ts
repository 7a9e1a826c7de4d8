import { randomUUID } from 'node:crypto';
import { Refused } from '../../core/refusal.ts';
import { resultAddress, type Source } from '../../core/request.ts';
import type { Target } from '../target.ts';

/** Pictures that a menu was opened on, while a form is filled in: it cannot say which message that was. By a name that nobody guesses. */
export interface Picked {
	put(pictures: readonly Source[]): Promise<string>;
	get(id: string): Promise<readonly Source[] | undefined>;
}

export interface PickedMemory {
	get(key: string): Promise<readonly Source[] | undefined>;
	/** `ttl` in milliseconds. */
	set(key: string, value: readonly Source[], ttl: number): Promise<unknown>;
}

const keptMs = 60 * 60_000;

export const createPicked = (memory: PickedMemory): Picked => ({
	async put(pictures) {
		const id = randomUUID();
		await memory.set(id, pictures, keptMs);
		return id;
	},
	get: (id) => memory.get(id),
});

/** What a menu is about: the pictures of the message, those of ours as the results they are. Throws `Refused` where there is none. */
export function picturesFor({ jobId, pictures }: Target): readonly Source[] {
	if (pictures.length === 0) throw new Refused({ code: 'noPictures' });
	if (!jobId) return pictures;
	return pictures.map((it, picture) => ({ ...it, url: resultAddress({ jobId, picture }), size: 0 }));
}

/** Of the ones that were put there, the one that was chosen. Throws `Refused` when its time is over. */
export async function pickedAt(picked: Picked, id: string, index: number): Promise<Source> {
	const picture = (await picked.get(id))?.[index];
	if (!picture) throw new Refused({ code: 'resultUnseen' });
	return picture;
}
