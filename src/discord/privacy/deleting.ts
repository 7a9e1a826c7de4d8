import type { PressContext } from '../command.ts';
import { deletedView } from './views.ts';

/** Deletes the words and pictures of whoever pressed: never of anybody else, whatever the button says. */
export async function deleteMine({ reply, office, studio, locale }: Omit<PressContext, 'id' | 'interaction'>) {
	await reply.noted();
	const deleted = await office.privacy.emptyMember(null, reply.asker.userId, office.clock.now());
	await reply.show(deletedView(deleted, locale));
	// The moderators' cards still have them.
	for (const found of deleted.cases) {
		if (found.card) await studio.cases.show(found, await office.findJob(found.jobId));
	}
}
